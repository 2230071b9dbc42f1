package io.kubescribe.replay.terminal;

/// A place in the text that a resize lays out anew: it stays with the character it is on, or as far
/// behind the last one of its row as it was.
final class Anchor {
  /// Bits of a cell by which two anchors are found again.
  static final int MARKS = 3 << 24;

  private final int mark;

  /// Counted from the oldest row that is kept.
  private int line;

  private int column;

  /// The row it was in, and whether that has characters.
  private int from;

  private boolean onCharacter;

  /// Columns behind the character that is marked.
  private int behind;

  /// Whether it was beyond the last column, and so stays directly behind what it was behind.
  private boolean beyond;

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

  /// Finds the character that the place belongs to; an empty row has none.
  void settleOn(Buffer buffer) {
    int width = buffer.columns();
    Row row = buffer.line(line);
    int length = row.wrapped ? width : width - row.trailers();
    beyond = column == width;
    int place = beyond ? width - 1 : column;
    from = line;
    onCharacter = length > 0;
    column = onCharacter ? Math.min(place, length - 1) : place;
    behind = place - column;
  }

  boolean isOnCharacterOf(int line) {
    return onCharacter && from == line;
  }

  boolean isOnEmpty(int line) {
    return !onCharacter && from == line;
  }

  /// Where the marked character has come to. Directly behind it may be beyond the last column.
  void comeTo(int line, int column, int columns) {
    this.line = line;
    this.column = place(column + behind, behind <= 1, columns);
  }

  /// @param mayBeBeyond whether the column after the last is a place for it
  private int place(int column, boolean mayBeBeyond, int columns) {
    if (beyond && column < columns) {
      return column + 1;
    }
    return mayBeBeyond ? Math.min(column, columns) : Math.min(column, columns - 1);
  }

  /// The empty row has become part of one that has `columns` already.
  void follow(int columns) {
    column += columns;
  }

  /// Where the empty row has come to.
  void comeToLine(int line, int columns) {
    this.line = line;
    this.column = place(column, false, columns);
  }
}
