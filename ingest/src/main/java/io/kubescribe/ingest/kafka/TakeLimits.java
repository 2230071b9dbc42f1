package io.kubescribe.ingest.kafka;

import io.kubescribe.ingest.intake.Intake;
import java.time.Duration;

/// How the two seconds of a body are spent, each from the moment that it is complete.
///
/// A body larger than [Intake#LARGE_BODY] gets 40 ms more for each further MiB: none of the ways to
/// make one durable is sooner done on a slow machine.
///
/// @param warmUp how long the start may take to have its code compiled
/// @param turn until then a body of the webhook must have its turn to be split, else it is spooled
///   whole
/// @param prepare until then a body of the webhook must be split, else it is spooled whole
/// @param prepareImport how long the splitting of an import's body may take; the answer must be
///   given within the 20 s of a request
/// @param kafka until then Kafka must have acknowledged
/// @param kafkaAtLeast what Kafka gets even if the splitting took long
/// @param total until then the spool must have answered
record TakeLimits(
    Duration warmUp,
    Duration turn,
    Duration prepare,
    Duration prepareImport,
    Duration kafka,
    Duration kafkaAtLeast,
    Duration total) {
  static final TakeLimits DEFAULT =
      new TakeLimits(
          Duration.ofSeconds(3),
          Duration.ofMillis(300),
          Duration.ofMillis(800),
          Duration.ofSeconds(15),
          Duration.ofSeconds(1),
          Duration.ofMillis(300),
          Duration.ofMillis(1_750));

  private static final Duration FOR_FURTHER_MEBIBYTE = Duration.ofMillis(40);

  /// The limits of a body of this many bytes.
  TakeLimits of(int length) {
    if (length <= Intake.LARGE_BODY) {
      return this;
    }
    Duration more = FOR_FURTHER_MEBIBYTE.multipliedBy((length - Intake.LARGE_BODY) >> 20);
    return new TakeLimits(
        warmUp,
        turn,
        prepare.plus(more),
        prepareImport,
        kafka,
        kafkaAtLeast.plus(more),
        total.plus(more.multipliedBy(2)));
  }

  /// How long after the start to wait for Kafka, in nanoseconds.
  ///
  /// @param elapsedNanos since the start, when the body is split
  long kafkaUntil(long elapsedNanos) {
    return Math.max(kafka.toNanos(), elapsedNanos + kafkaAtLeast.toNanos());
  }
}
