package io.kubescribe.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.kubescribe.core.audit.ClusterName;
import io.kubescribe.core.audit.EventEnvelope;
import io.kubescribe.core.store.Checkpoint;
import io.kubescribe.core.store.IndexableEvent;
import io.kubescribe.forward.datadog.DatadogLogs;
import io.kubescribe.forward.delivery.DeliveryPolicy;
import io.kubescribe.forward.delivery.Destination;
import io.kubescribe.forward.delivery.Dispatcher;
import io.kubescribe.forward.elastic.BulkIndex;
import io.kubescribe.forward.http.HttpSender;
import io.kubescribe.forward.http.Secret;
import io.kubescribe.forward.profile.Profile;
import io.kubescribe.forward.splunk.SplunkHec;
import io.kubescribe.forward.splunk.SplunkSettings;
import io.kubescribe.testkit.SampleEvents.Sample;
import io.kubescribe.testkit.forward.FakeBulk;
import io.kubescribe.testkit.forward.FakeDatadog;
import io.kubescribe.testkit.forward.FakeHec;
import io.kubescribe.testkit.forward.FakeReceiver;
import io.kubescribe.testkit.forward.Faults;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/// How fast events go to each destination over a line of 25 ms, decoded, encoded, compressed and
/// confirmed. The receivers run in this process and their work is in the CPU figure.
public final class ForwardBenchmark {
  private static final Duration LATENCY = Duration.ofMillis(25);
  private static final Checkpoint.Partition PARTITION =
      new Checkpoint.Partition("kubescribe.audit", 0);
  private static final EventEnvelope ENVELOPE =
      new EventEnvelope(new ClusterName("prod"), "webhook", Instant.EPOCH, List.of(), null);

  private ForwardBenchmark() {}

  /// @param args file of events (NDJSON, gzipped), number of events, number of runs
  public static void main(String[] args) throws IOException, InterruptedException {
    Path file = Path.of(args.length > 0 ? args[0] : "none");
    int count = args.length > 1 ? Integer.parseInt(args[1]) : 100_000;
    int runs = args.length > 2 ? Integer.parseInt(args[2]) : 3;
    List<byte[]> events = BenchmarkEvents.raw(file, count);
    Path secretFile = Files.writeString(Files.createTempFile("secret", ""), "secret");
    Secret secret = new Secret(secretFile);
    InstantSource clock = InstantSource.system();
    // The first of each warms up.
    for (int run = 0; run <= runs; run++) {
      FakeHec hec = new FakeHec("secret", faults());
      SplunkSettings splunk =
          new SplunkSettings(
              hec.uri(), secret, null, "k", "k", Profile.RAW, false, LATENCY, LATENCY);
      measure("splunk-hec", hec, new SplunkHec(splunk, http(), clock), events);
      FakeBulk bulk = new FakeBulk("", faults());
      measure(
          "elasticsearch",
          bulk,
          new BulkIndex(bulk.uri(), "audit", Map::of, Profile.PLAIN, http(), clock),
          events);
      FakeDatadog datadog = new FakeDatadog("secret", faults());
      measure(
          "datadog",
          datadog,
          new DatadogLogs(datadog.uri(), secret, null, Profile.RAW, http(), clock),
          events);
    }
    Files.delete(secretFile);
  }

  private static Faults faults() {
    return new Faults(1).latency(LATENCY);
  }

  private static HttpSender http() {
    return new HttpSender("benchmark", null, Duration.ofSeconds(30));
  }

  private static void measure(
      String name, FakeReceiver receiver, Destination destination, List<byte[]> events)
      throws IOException, InterruptedException {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    receiver.start();
    CountDownLatch left = new CountDownLatch(events.size());
    try (receiver;
        Dispatcher dispatcher =
            new Dispatcher(
                name,
                destination,
                DeliveryPolicy.DEFAULT,
                _ -> {
                  throw new IllegalStateException("no event is bad");
                },
                new SimpleMeterRegistry(),
                InstantSource.system())) {
      long cpu = system.getProcessCpuTime();
      long began = System.nanoTime();
      long offset = 0;
      for (byte[] raw : events) {
        IndexableEvent event = new Sample(raw, ENVELOPE).at(PARTITION, offset++);
        while (!dispatcher.hasRoom()) {
          LockSupport.parkNanos(1_000_000);
        }
        dispatcher.accept(event, left::countDown);
      }
      if (!dispatcher.drain(Duration.ofMinutes(5))) {
        throw new IllegalStateException(left.getCount() + " events were not delivered");
      }
      double seconds = (System.nanoTime() - began) / 1e9;
      System.gc();
      System.out.printf(
          Locale.ROOT,
          "%s: %.0f events/s, %.0f µs CPU per event with the receiver, heap %d MiB after%n",
          name,
          events.size() / seconds,
          (system.getProcessCpuTime() - cpu) / 1e3 / events.size(),
          ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20);
    }
  }
}
