package io.kubescribe.replay.terminal;

import java.util.Arrays;

/// Erases, inserts, deletes and scrolls. New blanks take the current style.
final class Editing {
  private final Screen screen;

  Editing(Screen screen) {
    this.screen = screen;
  }

  /// ED: 0 from the cursor on, 1 up to the cursor, 2 all; that of the primary screen goes where
  /// what scrolls off goes.
  void eraseScreen(int scope) {
    Buffer buffer = screen.buffer;
    switch (scope) {
      case 0 -> {
        eraseLine(0);
        buffer.clear(screen.row + 1, screen.rows, screen.style);
      }
      case 1 -> {
        eraseLine(1);
        buffer.clear(0, screen.row, screen.style);
      }
      case 2 -> {
        if (!screen.isAlternate()) {
          buffer.endLine(rowsWithText(buffer));
          buffer.scrollUp(0, screen.rows, rowsWithText(buffer), screen.style);
        }
        buffer.clear(0, screen.rows, screen.style);
      }
      default -> {}
    }
  }

  private static int rowsWithText(Buffer buffer) {
    int rows = buffer.rows();
    while (rows > 0 && buffer.row(rows - 1).isBlank()) {
      rows--;
    }
    return rows;
  }

  /// EL: 0 from the cursor on, 1 up to the cursor, 2 all.
  void eraseLine(int scope) {
    Row row = screen.cursorRow();
    switch (scope) {
      case 0 -> {
        row.clear(screen.column, screen.columns, screen.style);
        row.wrapped = false;
      }
      case 1 -> row.clear(0, Math.min(screen.column + 1, screen.columns), screen.style);
      case 2 -> {
        row.clear(0, screen.columns, screen.style);
        row.wrapped = false;
      }
      default -> {}
    }
  }

  void eraseCharacters(int count) {
    Row row = screen.cursorRow();
    int end = Math.min(screen.column + count, screen.columns);
    row.clear(screen.column, end, screen.style);
    if (end == screen.columns) {
      row.wrapped = false;
    }
  }

  void insertCharacters(int count) {
    screen.column = Math.min(screen.column, screen.columns - 1);
    Row row = screen.cursorRow();
    int n = Math.min(count, screen.columns - screen.column);
    row.shiftRight(screen.column, n, screen.style);
    for (int i = 0; i < n; i++) {
      row.print(screen.column + i, Row.BLANK, screen.style);
    }
  }

  void deleteCharacters(int count) {
    screen.column = Math.min(screen.column, screen.columns - 1);
    Row row = screen.cursorRow();
    row.delete(screen.column, Math.min(count, screen.columns - screen.column), screen.style);
    row.wrapped = false;
  }

  void insertLines(int count) {
    screen.buffer.scrollDown(screen.row, endFromCursor(), count, screen.style);
  }

  void deleteLines(int count) {
    screen.buffer.scrollUp(screen.row, endFromCursor(), count, screen.style);
  }

  private int endFromCursor() {
    return screen.row <= screen.bottom ? screen.bottom + 1 : screen.rows;
  }

  void scrollUp(int count) {
    screen.buffer.scrollUp(screen.top, screen.bottom + 1, count, screen.style);
  }

  void scrollDown(int count) {
    screen.buffer.scrollDown(screen.top, screen.bottom + 1, count, screen.style);
  }

  /// DECALN: a screen full of E.
  void alignmentTest() {
    screen.buffer.leave();
    byte[] letters = new byte[screen.columns];
    Arrays.fill(letters, (byte) 'E');
    for (int i = 0; i < screen.rows; i++) {
      screen.buffer.row(i).ascii(0, letters, 0, screen.columns, Style.DEFAULT);
    }
  }
}
