package io.kubescribe.benchmarks;

import io.kubescribe.core.kafka.Topic;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// What a flush for each append costs: the same records into two topics of the embedded broker, of
/// which one leaves flushing to the operating system, in turns.
public final class LogBenchmark {
  private static final String FLUSHED = "bench.flushed";
  private static final String UNFLUSHED = "bench.unflushed";
  private static final int OUR_BATCH = 1 << 20;
  private static final int KAFKA_BATCH = 16 << 10;

  private LogBenchmark() {}

  /// @param args the script, file of events (NDJSON, gzipped), number of events, number of runs
  public static void main(String[] args)
      throws IOException, InterruptedException, ExecutionException {
    Path script = Path.of(args[0]);
    Path file = Path.of(args.length > 1 ? args[1] : "none");
    int count = args.length > 2 ? Integer.parseInt(args[2]) : 100_000;
    int runs = args.length > 3 ? Integer.parseInt(args[3]) : 5;
    List<byte[]> events = BenchmarkEvents.raw(file, count);
    try (ServerProcess server = ServerProcess.start(script)) {
      String broker = server.address("kafka");
      createTopics(broker);
      for (int batch : new int[] {OUR_BATCH, KAFKA_BATCH}) {
        compare(broker, batch, events, runs);
      }
      server.end();
    }
  }

  private static void createTopics(String broker) throws InterruptedException, ExecutionException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker))) {
      admin
          .createTopics(
              List.of(topic(FLUSHED, "1"), topic(UNFLUSHED, Long.toString(Long.MAX_VALUE))))
          .all()
          .get();
    }
  }

  private static NewTopic topic(String name, String flushMessages) {
    return new NewTopic(name, 1, (short) 1)
        .configs(
            Map.of(
                "flush.messages",
                flushMessages,
                "max.message.bytes",
                Integer.toString(Topic.MAX_RECORD)));
  }

  /// One run of each warms up and is not counted.
  private static void compare(String broker, int batch, List<byte[]> events, int runs)
      throws InterruptedException {
    List<Double> flushed = new ArrayList<>();
    List<Double> unflushed = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i <= runs; i++) {
      double with = recordsPerSecond(broker, FLUSHED, batch, events);
      double without = recordsPerSecond(broker, UNFLUSHED, batch, events);
      if (i > 0) {
        flushed.add(with);
        unflushed.add(without);
        ratios.add(with / without);
      }
    }
    System.out.printf(
        Locale.ROOT,
        "batches of %d KiB, records/s: flushed %s, unflushed %s, ratio %s%n",
        batch >> 10,
        spread(flushed, "%.0f"),
        spread(unflushed, "%.0f"),
        spread(ratios, "%.2f"));
  }

  private static String spread(List<Double> values, String format) {
    List<Double> sorted = values.stream().sorted().toList();
    return String.format(
        Locale.ROOT,
        format + " (" + format + " to " + format + ")",
        sorted.get(sorted.size() / 2),
        sorted.getFirst(),
        sorted.getLast());
  }

  private static double recordsPerSecond(
      String broker, String topic, int batch, List<byte[]> events) throws InterruptedException {
    Map<String, Object> properties =
        Map.of(
            "bootstrap.servers",
            broker,
            "acks",
            "all",
            "enable.idempotence",
            true,
            "batch.size",
            batch,
            "linger.ms",
            5,
            "compression.type",
            "zstd",
            "max.request.size",
            Topic.MAX_RECORD,
            "buffer.memory",
            64L << 20);
    Queue<Exception> failures = new ConcurrentLinkedQueue<>();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.partitionsFor(topic);
      long start = System.nanoTime();
      for (byte[] event : events) {
        var _ =
            producer.send(
                new ProducerRecord<>(topic, event),
                (_, failure) -> {
                  if (failure != null) {
                    failures.add(failure);
                  }
                });
      }
      producer.flush();
      double seconds = (System.nanoTime() - start) / 1e9;
      if (!failures.isEmpty()) {
        throw new IllegalStateException("not every record was taken", failures.peek());
      }
      return events.size() / seconds;
    }
  }
}
