package io.kubescribe.forward.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What one destination was sent since the process began.
///
/// @param delivered events that it has
/// @param known of these, events that it said it had before
/// @param retried times that an event was sent again
/// @param buried events kept as dead letters
/// @param bytes delivered, before compression
/// @param lastDelivered when it took the last event, null if it took none
public record DeliveryFigures(
    long delivered,
    long known,
    long retried,
    long buried,
    long bytes,
    @Nullable Instant lastDelivered) {}
