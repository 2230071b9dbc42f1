package io.kubescribe.ingest.event;

/// Bytes that can't be stored as an event.
///
/// @param reason short word, then `: ` and what is wrong; holds nothing of the bytes
/// @param raw as they came; may hold secrets, so they are sealed before they are kept
@SuppressWarnings("ArrayRecordComponent") // bytes are passed on, never compared
public record QuarantinedPiece(String reason, byte[] raw) {}
