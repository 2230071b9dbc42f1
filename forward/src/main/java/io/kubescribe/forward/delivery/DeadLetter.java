package io.kubescribe.forward.delivery;

import io.kubescribe.core.store.IndexableEvent;
import java.time.Instant;

/// An event that a destination refused for itself, with all that is needed to send it again.
///
/// @param destination name of the forwarder
/// @param event as it came from the log
/// @param reason what the destination said, one line
/// @param attempts requests that it was part of
/// @param at when it was given up
public record DeadLetter(
    String destination, IndexableEvent event, String reason, int attempts, Instant at) {}
