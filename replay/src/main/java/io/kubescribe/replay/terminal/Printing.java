package io.kubescribe.replay.terminal;

/// Puts characters on the screen.
final class Printing {
  private final Screen screen;

  Printing(Screen screen) {
    this.screen = screen;
  }

  /// Characters U+0020 to U+007E, taken from `bytes`.
  void ascii(byte[] bytes, int from, int to) {
    if (screen.insert || !screen.autoWrap || screen.drawing[screen.activeCharset]) {
      for (int i = from; i < to; i++) {
        print(bytes[i]);
      }
      return;
    }
    for (int at = from; at < to; ) {
      if (screen.column >= screen.columns) {
        wrap();
      }
      int length = Math.min(to - at, screen.columns - screen.column);
      screen.cursorRow().ascii(screen.column, bytes, at, length, screen.style);
      screen.column += length;
      at += length;
    }
  }

  void print(int character) {
    int code = screen.drawing[screen.activeCharset] ? LineDrawing.translate(character) : character;
    if (screen.column < screen.columns) {
      Row row = screen.cursorRow();
      makeRoom(row, screen.column, code);
      int width = row.print(screen.column, code, screen.style);
      if (width > 0) {
        screen.column += width;
        if (screen.column == screen.columns && !screen.autoWrap) {
          screen.column = screen.columns - 1;
        }
        return;
      }
    }
    if (screen.autoWrap) {
      wrap();
      makeRoom(screen.cursorRow(), 0, code);
      screen.column = screen.cursorRow().print(0, code, screen.style);
    } else {
      overprint(code);
    }
  }

  /// In insert mode.
  private void makeRoom(Row row, int column, int code) {
    if (screen.insert) {
      int width = WideCharacters.contains(code) ? 2 : 1;
      row.shiftRight(column, Math.min(width, screen.columns - column), screen.style);
    }
  }

  /// Without wrapping, what does not fit takes the place of what is before the cursor.
  private void overprint(int code) {
    Row row = screen.cursorRow();
    int column = screen.column - 1;
    if (column >= 0 && row.print(column, code, screen.style) == 0 && column > 0) {
      row.print(column - 1, code, screen.style);
    }
    screen.column = screen.columns - 1;
  }

  private void wrap() {
    if (screen.row == screen.bottom) {
      screen.cursorRow().wrapped = true;
      screen.buffer.scrollUp(screen.top, screen.bottom + 1, 1, screen.style);
      if (screen.bottom > screen.top) {
        // Scrolling within margins parts lines at the lower one.
        screen.buffer.row(screen.bottom - 1).wrapped = true;
      }
    } else if (screen.row < screen.rows - 1) {
      screen.cursorRow().wrapped = true;
      screen.row++;
    }
    screen.column = 0;
  }

  /// REP: the character before the cursor, `count` times. What is more than fills the screen twice
  /// and what is kept above it once changes nothing but where the cursor ends, so whole rows of it
  /// are left out.
  void repeat(int count) {
    if (screen.column == 0) {
      return;
    }
    Row row = screen.cursorRow();
    int column = screen.column - 1;
    while (column > 0 && (row.cell(column) & Row.TAIL) != 0) {
      column--;
    }
    int code = row.cell(column) & Row.CODE;
    int inRow = Math.max(1, WideCharacters.contains(code) ? screen.columns / 2 : screen.columns);
    int filling = inRow * (2 * screen.rows + screen.buffer.scrollback() + 2);
    int prints = count <= filling ? count : filling + (count - filling) % inRow;
    for (int i = 0; i < prints; i++) {
      print(code);
    }
  }
}
