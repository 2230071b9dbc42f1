package io.kubescribe.replay.terminal;

/// A place in the text that a resize lays out anew: it stays with the character it is on, or as far
/// behind the last one of its line as it was.
final class Anchor {
  /// Bits of a cell by which two anchors are found again.
  static final int MARKS = 3 << 24;

  private final int mark;

  /// Counted from the oldest row that is kept.
  private int line;

  private int column;

  /// The line that the character was in, or the empty one; and whether there is a character.
  private int from;

  private boolean onCharacter;

  /// Columns behind the character that is marked.
  private int behind;

  /// @param number 0 or 1
  Anchor(int number, int line, int column) {
    this.mark = 1 << (24 + number);
    this.line = line;
    this.column = column;
  }

  int line() {
    return line;
  }

  int column() {
    return column;
  }

  int mark() {
    return mark;
  }

  /// Finds the character that the place belongs to; an empty line has none.
  void settleOn(Buffer buffer) {
    int start = line;
    while (start > 0 && buffer.line(start - 1).wrapped) {
      start--;
    }
    int end = line;
    while (buffer.line(end).wrapped && end < buffer.lines() - 1) {
      end++;
    }
    int width = buffer.columns();
    int length = (end - start) * width + width - buffer.line(end).trailers();
    int offset = (line - start) * width + column;
    onCharacter = length > 0;
    if (onCharacter) {
      int at = Math.min(offset, length - 1);
      behind = offset - at;
      from = start + at / width;
      column = at % width;
    } else {
      from = start;
    }
  }

  boolean isOnCharacterOf(int line) {
    return onCharacter && from == line;
  }

  boolean isOnEmpty(int line) {
    return !onCharacter && from == line;
  }

  /// Where the marked character has come to; directly behind it may be beyond the last column.
  void comeTo(int line, int column, int columns) {
    this.line = line;
    this.column = behind <= 1 ? column + behind : Math.min(column + behind, columns - 1);
  }

  /// Where the empty line has come to.
  void comeToLine(int line, int columns) {
    this.line = line;
    this.column = Math.min(column, columns - 1);
  }
}
