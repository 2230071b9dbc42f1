package io.kubescribe.ingest.spool;

import static org.awaitility.Awaitility.await;

import io.kubescribe.core.config.ByteSize;
import io.kubescribe.core.crypto.DataKey;
import io.kubescribe.testkit.TestClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.ProducerRecord;

/// A spool in memory in front of a fake log, and records for it.
final class SpoolFixture implements AutoCloseable {
  static final Path FOLDER = Path.of("/spool");
  static final DataKey KEY =
      new DataKey("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8));
  static final Duration LONG = Duration.ofSeconds(30);

  final TestClock clock = new TestClock(Instant.parse("2026-11-24T08:00:00Z"));
  MemoryFiles files = new MemoryFiles();
  FakeLog log = new FakeLog();
  SimpleMeterRegistry registry = new SimpleMeterRegistry();
  SpoolLimits limits = limits(64 << 20);
  long capacity = 1 << 30;
  Unpacker unpacker = Unpacker.NONE;
  DataKey key = KEY;
  Spool spool = newSpool();

  static SpoolLimits limits(long segmentBytes) {
    return new SpoolLimits(
        segmentBytes, 100_000, 2_000, Duration.ofSeconds(20), Duration.ofMillis(1));
  }

  private Spool newSpool() {
    return new Spool(
        FOLDER, new ByteSize(capacity), key, log, unpacker, registry, clock, files, limits);
  }

  void start() throws IOException {
    registry = new SimpleMeterRegistry();
    spool = newSpool();
    spool.start();
  }

  /// Stops, and starts again with the files of before; the log forgets nothing.
  void restart(FakeLog.Answer answer) throws IOException {
    spool.close();
    log.answer(answer);
    start();
  }

  void append(List<ProducerRecord<byte[], byte[]>> records)
      throws IOException, TimeoutException, InterruptedException {
    spool.append(records, LONG);
  }

  Callable<Boolean> appending(List<ProducerRecord<byte[], byte[]>> records) {
    return () -> {
      append(records);
      return true;
    };
  }

  /// Appends that wait for the disk and were not begun.
  int waiting() {
    return spool.waiting();
  }

  double gauge(String name) {
    return registry.get(name).gauge().value();
  }

  double counter(String name) {
    return registry.get(name).counter().count();
  }

  List<Path> segmentFiles() {
    return files.paths().stream().filter(path -> FOLDER.equals(path.getParent())).toList();
  }

  long fileBytes() {
    return files.paths().stream().mapToLong(path -> files.bytes(path).length).sum();
  }

  void awaitEmpty() {
    await().until(() -> files.paths().isEmpty());
    await().until(() -> gauge("kubescribe.spool.bytes") == 0);
  }

  /// Waits until every segment is replayed; what is kept aside may stay.
  void awaitDrained() {
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(() -> segmentFiles().isEmpty());
  }

  static void awaitLatch(CountDownLatch latch) {
    try {
      if (!latch.await(LONG.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("waited too long");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static String text(ProducerRecord<byte[], byte[]> record) {
    return new String(record.value(), StandardCharsets.UTF_8);
  }

  static ProducerRecord<byte[], byte[]> newRecord(String topic, String key, String value) {
    return new ProducerRecord<>(
        topic, key.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
  }

  /// Records with the values `NUMBER-0`, `NUMBER-1` and so on.
  static List<ProducerRecord<byte[], byte[]>> records(int number, int count) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      records.add(newRecord("kubescribe.audit", "receiver", number + "-" + i));
    }
    return records;
  }

  /// The values of the records of `appends` appends from `from` on.
  static List<String> numbered(int from, int appends, int count) {
    List<String> values = new ArrayList<>();
    for (int number = from; number < from + appends; number++) {
      for (int i = 0; i < count; i++) {
        values.add(number + "-" + i);
      }
    }
    return values;
  }

  @Override
  public void close() throws IOException {
    spool.close();
  }
}
