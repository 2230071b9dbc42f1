package io.kubescribe.replay.kafka;

import io.kubescribe.core.recording.RecordingState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.atomic.AtomicInteger;

/// Where recording stands, in numbers; listed in the package's description. Written by the loop's
/// thread, read by any.
final class KeeperMetrics {
  private final MeterRegistry registry;
  private final Counter recorded;
  private final Counter duplicates;
  private final Counter quarantined;
  private final Counter gaps;
  private final Counter damaged;
  private final Timer commits;
  private final AtomicInteger live = new AtomicInteger();

  KeeperMetrics(MeterRegistry registry) {
    this.registry = registry;
    recorded = registry.counter("kubescribe.replay.records", "outcome", "recorded");
    duplicates = registry.counter("kubescribe.replay.records", "outcome", "duplicate");
    quarantined = registry.counter("kubescribe.replay.records", "outcome", "quarantined");
    gaps = registry.counter("kubescribe.replay.gaps");
    damaged = registry.counter("kubescribe.replay.damaged");
    commits = registry.timer("kubescribe.replay.commit");
    registry.gauge("kubescribe.replay.live", live);
    for (RecordingState state : RecordingState.values()) {
      if (state != RecordingState.LIVE) {
        var _ = recordings(state);
      }
    }
  }

  private Counter recordings(RecordingState state) {
    return registry.counter("kubescribe.replay.recordings", "state", state.wireName());
  }

  void recorded() {
    recorded.increment();
  }

  void duplicate() {
    duplicates.increment();
  }

  void quarantined() {
    quarantined.increment();
  }

  void gap() {
    gaps.increment();
  }

  void damaged(int parts) {
    damaged.increment(parts);
  }

  void sealed(RecordingState state) {
    recordings(state).increment();
  }

  void live(int parts) {
    live.set(parts);
  }

  Timer commits() {
    return commits;
  }
}
