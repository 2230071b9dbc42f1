package io.kubescribe.core.forward;

import io.kubescribe.core.audit.AuditEventId;
import java.time.Instant;

/// A dead letter: an event that a destination refused for itself.
///
/// @param number of the letter
/// @param event id of the event
/// @param origin where the event stands in the log: `TOPIC-PARTITION@OFFSET`
/// @param reason what the destination said, one line
/// @param attempts requests that it was part of
/// @param at when it was given up
public record LetterSummary(
    long number, AuditEventId event, String origin, String reason, int attempts, Instant at) {}
