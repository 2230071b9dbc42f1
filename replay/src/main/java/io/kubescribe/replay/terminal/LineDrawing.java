package io.kubescribe.replay.terminal;

/// DEC's special graphics: what `` ` `` to `~` are where that character set is chosen.
///
/// @see <a href="https://vt100.net/docs/vt220-rm/table2-4.html">VT220, table 2-4</a>
final class LineDrawing {
  private static final String CHARACTERS = "♦▒␉␌␍␊°±␤␋┘┐┌└┼⎺⎻─⎼⎽├┤┴┬│≤≥π≠£⋅";

  private LineDrawing() {}

  static int translate(int code) {
    return code >= '`' && code <= '~' ? CHARACTERS.charAt(code - '`') : code;
  }
}
