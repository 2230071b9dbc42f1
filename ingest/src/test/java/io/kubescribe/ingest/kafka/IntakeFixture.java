package io.kubescribe.ingest.kafka;

import static org.awaitility.Awaitility.await;

import io.kubescribe.core.audit.ClusterName;
import io.kubescribe.core.config.ByteSize;
import io.kubescribe.core.crypto.DataKey;
import io.kubescribe.ingest.RedactConfig;
import io.kubescribe.ingest.event.EventPreparer;
import io.kubescribe.ingest.event.Redactor;
import io.kubescribe.ingest.intake.Delivery;
import io.kubescribe.ingest.intake.Receipt;
import io.kubescribe.ingest.intake.UnavailableException;
import io.kubescribe.ingest.spool.FakeLog;
import io.kubescribe.ingest.spool.Spool;
import io.kubescribe.testkit.TestClock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/// An intake with a spool on disk in front of a fake log.
final class IntakeFixture implements AutoCloseable {
  static final ClusterName PROD = new ClusterName("prod");
  static final Instant RECEIVED = Instant.parse("2026-11-24T08:00:00.123Z");
  static final DataKey KEY = new DataKey(new byte[32]);

  final TestClock clock = new TestClock(RECEIVED);
  final FakeLog log = new FakeLog();
  final Path folder;
  SimpleMeterRegistry registry = new SimpleMeterRegistry();
  Function<Spool, KafkaIntake.Fallback> fallback = spool -> spool::append;
  // A busy machine must not make a test go another way than it is meant to.
  Duration prepare = Duration.ofSeconds(20);
  KafkaIntake intake;

  IntakeFixture(Path folder) {
    this.folder = folder;
    intake = newIntake();
  }

  private KafkaIntake newIntake() {
    TakeLimits limits = TakeLimits.DEFAULT;
    return new KafkaIntake(
        new EventPreparer(new Redactor(RedactConfig.DEFAULT, KEY)),
        "receiver-1",
        KEY,
        log,
        folder,
        ByteSize.ofMebibytes(256),
        registry,
        clock,
        fallback,
        new TakeLimits(
            Duration.ZERO,
            prepare,
            prepare,
            limits.prepareImport(),
            limits.kafka(),
            limits.kafkaAtLeast(),
            limits.total()));
  }

  void start() throws IOException {
    registry = new SimpleMeterRegistry();
    intake = newIntake();
    intake.start();
  }

  Receipt take(String body) throws UnavailableException, InterruptedException {
    return take(body, null);
  }

  Receipt take(String body, @Nullable String importId)
      throws UnavailableException, InterruptedException {
    return intake.take(
        new Delivery(PROD, RECEIVED, importId, body.getBytes(StandardCharsets.UTF_8)));
  }

  List<ProducerRecord<byte[], byte[]>> quarantined() {
    return log.taken().stream()
        .filter(record -> record.topic().equals("kubescribe.quarantine"))
        .toList();
  }

  static String header(ProducerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  double counter(String name) {
    return registry.find(name).counters().stream().mapToDouble(Counter::count).sum();
  }

  double spooledRecords() {
    return registry.get("kubescribe.spool.records").gauge().value();
  }

  void awaitReplayed() {
    await().atMost(Duration.ofSeconds(60)).until(() -> spooledRecords() == 0);
  }

  static String event(int number) {
    return event(number, "alice");
  }

  static String event(int number, String user) {
    return """
    {"level":"Metadata","auditID":"id-%d","stage":"ResponseComplete","verb":"list",\
    "user":{"username":"%s"},"stageTimestamp":"2026-11-23T07:59:59.500000Z"}\
    """
        .formatted(number, user);
  }

  /// Events numbered from `from` on.
  static List<String> events(int from, int count) {
    return IntStream.range(from, from + count).mapToObj(IntakeFixture::event).toList();
  }

  static String list(List<String> items) {
    return items.stream()
        .collect(
            Collectors.joining(
                ",",
                "{\"kind\":\"EventList\",\"apiVersion\":\"audit.k8s.io/v1\",\"items\":[",
                "]}"));
  }

  @Override
  public void close() throws IOException {
    intake.close();
  }
}
