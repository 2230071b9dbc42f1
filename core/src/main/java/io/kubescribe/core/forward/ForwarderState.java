package io.kubescribe.core.forward;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How one forwarder is. Counts are since the process began, except those of lag and letters.
///
/// @param name as in config
/// @param type of its destination, as in config
/// @param state `running`, `slowed`, `away`, `blocked` (a person must help) or `paused`
/// @param message what the destination said last, one line; may be empty
/// @param lag records of the log that are not settled
/// @param oldest when the oldest event that is read and not settled was written to the log, null if
///   there is none
/// @param lastDelivered when the destination took the last event, null if it took none
/// @param delivered events that the destination has
/// @param known of these, events that it said it had before
/// @param retried times that an event was sent again
/// @param skipped records that were deleted from the log before they were read
/// @param deadLetters events that the destination refused and that nobody has sent again
public record ForwarderState(
    String name,
    String type,
    String state,
    String message,
    long lag,
    @Nullable Instant oldest,
    @Nullable Instant lastDelivered,
    long delivered,
    long known,
    long retried,
    long skipped,
    long deadLetters) {}
