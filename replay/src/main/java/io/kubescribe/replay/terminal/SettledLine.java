package io.kubescribe.replay.terminal;

/// A line that was on the screen, told when it left it. Times in nanoseconds since the session
/// began.
///
/// @param text without blanks at the end; several rows long if the terminal wrapped it
/// @param appeared when the first of it was written
/// @param settled when the last of it was written: from then on all of it could be seen
/// @param gone when it scrolled off, was cleared or written over, or the session ended
/// @param alternate whether it was on the alternate screen, which full-screen programs use
/// @param row its last row, from the top of the screen, when it left
/// @param scrolledOff whether it left by the top of the primary screen, or stood there at the end:
///   lines of this kind, in order, are what a printer would have printed
public record SettledLine(
    String text,
    long appeared,
    long settled,
    long gone,
    boolean alternate,
    int row,
    boolean scrolledOff) {}
