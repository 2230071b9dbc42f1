package io.kubescribe.ingest.kafka;

import io.kubescribe.core.audit.ClusterName;
import io.kubescribe.ingest.intake.Delivery;
import io.kubescribe.ingest.spool.Spool;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/// Splits, redacts and seals made-up bodies, before a real one comes, until the code for it is
/// compiled. The first body of 400 events would else take 0.9 s of a processor where a later one
/// takes 0.03 s, and eight at once on two processors would miss the promised 2 s.
final class WarmUp {
  private static final ClusterName CLUSTER = new ClusterName("warm-up");
  private static final int EVENTS = 400;

  /// What 400 events take when the code is compiled and the processor is shared; alone, half of it.
  private static final Duration PREPARED = Duration.ofMillis(60);

  /// The same for the seal of a body of 400 events; not compiled, it takes 0.5 s.
  private static final Duration SEALED = Duration.ofMillis(10);

  private final BatchRecords records;
  private final Spool spool;

  /// @param spool of which nothing is written
  WarmUp(BatchRecords records, Spool spool) {
    this.records = records;
    this.spool = spool;
  }

  /// Returns when it was fast twice in a row, at the latest after `atMost` and one round.
  void run(Duration atMost) {
    Delivery delivery = new Delivery(CLUSTER, Instant.EPOCH, null, body());
    long until = System.nanoTime() + atMost.toNanos();
    // Sealing first: it is what is left when the splitting takes too long.
    repeat(() -> spool.warmUp(List.of(BatchRecords.body(delivery))), SEALED, until);
    repeat(() -> records.prepare(delivery).events().forEach(records::record), PREPARED, until);
  }

  private static void repeat(Runnable round, Duration fast, long until) {
    int fastRounds = 0;
    while (fastRounds < 2 && System.nanoTime() < until) {
      long began = System.nanoTime();
      round.run();
      fastRounds = System.nanoTime() - began < fast.toNanos() ? fastRounds + 1 : 0;
    }
  }

  /// As many events as a batch of kube-apiserver has.
  private static byte[] body() {
    String list = resource("warm-up.json");
    String head = list.substring(0, list.indexOf('[') + 1);
    String[] items = list.substring(head.length(), list.lastIndexOf(']')).strip().split(",\n");
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(head.getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < EVENTS; i++) {
      if (i > 0) {
        body.write(',');
      }
      body.writeBytes(items[i % items.length].getBytes(StandardCharsets.UTF_8));
    }
    body.writeBytes("]}".getBytes(StandardCharsets.UTF_8));
    return body.toByteArray();
  }

  private static String resource(String name) {
    try (InputStream in = WarmUp.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("the program's own file " + name + " can't be read", e);
    }
  }
}
