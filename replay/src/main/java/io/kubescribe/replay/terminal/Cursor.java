package io.kubescribe.replay.terminal;

/// Where the next character goes, from 0. `column` is the width of the screen when the last column
/// has been written and the next character will wrap.
public record Cursor(int column, int row, boolean visible) {}
