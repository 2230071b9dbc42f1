package io.kubescribe.forward.delivery;

import io.kubescribe.core.audit.ClusterName;
import io.kubescribe.core.audit.EventEnvelope;
import io.kubescribe.core.store.Checkpoint;
import io.kubescribe.core.store.IndexableEvent;
import io.kubescribe.testkit.SampleEvents;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/// Small events for tests of delivery.
public final class Events {
  private static final EventEnvelope ENVELOPE =
      new EventEnvelope(
          new ClusterName("prod"),
          "webhook",
          Instant.parse("2026-11-24T10:00:01Z"),
          List.of(),
          null);

  private Events() {}

  /// Event number `number`, with a text that tests know it by.
  public static IndexableEvent of(int number, String text) {
    byte[] raw =
        SampleEvents.event(
            "audit-" + number,
            "\"stageTimestamp\":\"2026-11-24T10:00:00.%06dZ\",\"verb\":\"get\",\"userAgent\":\"%s\""
                .formatted(number % 1_000_000, text));
    return new SampleEvents.Sample(raw, ENVELOPE)
        .at(new Checkpoint.Partition("kubescribe.audit", number % 4), number / 4);
  }

  public static IndexableEvent of(int number) {
    return of(number, "kubectl");
  }

  /// The first `count` events.
  public static List<IndexableEvent> first(int count) {
    return IntStream.range(0, count).mapToObj(Events::of).toList();
  }
}
