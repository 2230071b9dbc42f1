package io.kubescribe.ingest.recording;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;

/// What operators see of the recorder. Safe for use by many threads.
final class RecorderMetrics {
  final Counter acknowledged;
  final Counter lost;
  final Counter lostBytes;
  final Counter paused;
  final Counter exhausted;

  RecorderMetrics(MeterRegistry registry, Set<?> open) {
    Gauge.builder("kubescribe.recorder.sessions", open, Set::size)
        .description("Sessions that are being recorded")
        .register(registry);
    acknowledged =
        Counter.builder("kubescribe.recorder.records")
            .description("Session records that Kafka took")
            .register(registry);
    lost =
        Counter.builder("kubescribe.recorder.lost.records")
            .description("Session records that Kafka did not take")
            .register(registry);
    lostBytes =
        Counter.builder("kubescribe.recorder.lost.bytes")
            .description("Bytes of output and input in no record")
            .register(registry);
    paused =
        Counter.builder("kubescribe.recorder.pauses")
            .description("Times that strict mode held output back")
            .register(registry);
    exhausted =
        Counter.builder("kubescribe.recorder.exhausted")
            .description("Sessions that strict mode ended because they could not be recorded")
            .register(registry);
  }
}
