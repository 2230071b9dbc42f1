package io.kubescribe.core.recording;

/// Something of a replay that is served as it is.
///
/// @param bytes nobody may change them
/// @param complete whether it stays the same from now on; what is derived from a live recording
///   does not
@SuppressWarnings("ArrayRecordComponent") // bytes are passed on, never compared
public record ReplayFile(byte[] bytes, boolean complete) {}
