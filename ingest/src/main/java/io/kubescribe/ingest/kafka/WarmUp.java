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

  /// A round counts as faster only by a tenth, and compilers need a few rounds.
  private static final double FASTER = 0.9;

  private static final int ROUNDS_IN_VAIN = 3;

  private final BatchRecords records;
  private final Spool spool;

  /// @param spool of which nothing is written
  WarmUp(BatchRecords records, Spool spool) {
    this.records = records;
    this.spool = spool;
  }

  /// Returns when it gets no faster, at the latest after `atMost` and one round.
  void run(Duration atMost) {
    Delivery delivery = new Delivery(CLUSTER, Instant.EPOCH, null, body());
    Duration half = atMost.dividedBy(2);
    // Sealing first: it is what is left when the splitting takes too long.
    repeat(() -> spool.warmUp(List.of(BatchRecords.body(delivery))), half);
    repeat(() -> records.prepare(delivery).events().forEach(records::record), half);
  }

  private static void repeat(Runnable round, Duration atMost) {
    long start = System.nanoTime();
    double best = Double.MAX_VALUE;
    int inVain = 0;
    while (inVain < ROUNDS_IN_VAIN && System.nanoTime() - start < atMost.toNanos()) {
      long began = System.nanoTime();
      round.run();
      double taken = System.nanoTime() - began;
      inVain = taken < FASTER * best ? 0 : inVain + 1;
      best = Math.min(best, taken);
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
