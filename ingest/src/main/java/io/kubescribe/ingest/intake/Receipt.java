package io.kubescribe.ingest.intake;

/// What became of the items of one body, all durable now. A body that could not be split in time
/// (tens of MiB on a busy machine) is durable whole and counts nothing: it is split later.
///
/// @param accepted events, duplicates among them
/// @param duplicates events among the accepted ones that were received before, as far as the
///   receiver knows of the last 10 minutes
/// @param quarantined pieces that are no event and are kept as they are
public record Receipt(int accepted, int duplicates, int quarantined) {}
