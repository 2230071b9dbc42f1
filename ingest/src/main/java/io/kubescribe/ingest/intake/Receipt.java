package io.kubescribe.ingest.intake;

/// What became of the items of one body, all durable now.
///
/// @param accepted events, duplicates among them
/// @param duplicates events among the accepted ones that were received before, as far as the
///   receiver knows of the last 10 minutes
/// @param quarantined pieces that are no event and are kept as they are
public record Receipt(int accepted, int duplicates, int quarantined) {}
