package io.kubescribe.ingest.spool;

import java.time.Duration;

/// Sizes and times of the spool that are no settings.
///
/// @param segmentBytes a segment takes no further frame when it is this large
/// @param queuedBytes what waits for the disk at most, or one append: bounds the memory when the
///   disk hangs
/// @param windowBytes what is read and sent before its acknowledgements are awaited, or one frame
/// @param answer how long an acknowledgement is awaited before the record is sent again; longer
///   than the producer's own limit of 30 s
/// @param pause between two attempts
record SpoolLimits(
    long segmentBytes, long queuedBytes, long windowBytes, Duration answer, Duration pause) {
  static final SpoolLimits DEFAULT =
      new SpoolLimits(
          64L << 20, 128L << 20, 16L << 20, Duration.ofSeconds(40), Duration.ofMillis(500));
}
