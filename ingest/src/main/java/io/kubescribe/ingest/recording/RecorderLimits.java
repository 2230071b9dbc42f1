package io.kubescribe.ingest.recording;

import java.time.Duration;

/// Bounds of the recorder.
///
/// @param window bytes that strict mode may release before they are acknowledged
/// @param pauseAfter age of the oldest unacknowledged record at which strict mode pauses
/// @param endAfter age at which strict mode ends the session
/// @param startWithin how long a start record may take
/// @param heartbeat the longest time without a record
/// @param queue bytes of one best-effort session that may wait for the log
/// @param queues bytes of all best-effort sessions that may wait for the log
/// @param giveUpAfter how long the last records of an ended session are tried again
public record RecorderLimits(
    int window,
    Duration pauseAfter,
    Duration endAfter,
    Duration startWithin,
    Duration heartbeat,
    int queue,
    long queues,
    Duration giveUpAfter) {
  /// The window of design rule "no unrecorded session in strict mode"; queues that bridge some
  /// seconds of a busy terminal.
  public static final RecorderLimits DEFAULT =
      new RecorderLimits(
          256 << 10,
          Duration.ofSeconds(1),
          Duration.ofSeconds(5),
          Duration.ofSeconds(2),
          Duration.ofSeconds(10),
          4 << 20,
          128L << 20,
          Duration.ofHours(1));
}
