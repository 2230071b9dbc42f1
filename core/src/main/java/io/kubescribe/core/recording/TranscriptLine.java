package io.kubescribe.core.recording;

/// A line that was on the screen, as it was when it settled: no more of it was changed then.
///
/// @param nanos when it settled, since the start
/// @param alternate whether it stood on the alternate screen, as of editors and pagers
/// @param text without trailing blanks; the rows of a line that was wrapped are joined
public record TranscriptLine(long nanos, boolean alternate, String text) {}
