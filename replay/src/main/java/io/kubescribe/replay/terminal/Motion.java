package io.kubescribe.replay.terminal;

/// Moves the cursor. Rows and columns count from 0.
final class Motion {
  private final Screen screen;

  Motion(Screen screen) {
    this.screen = screen;
  }

  void toColumn(int column) {
    screen.column = Math.min(column, screen.columns - 1);
  }

  /// To a row, counted from the top margin in origin mode, and kept within the margins then.
  void toRow(int row) {
    int top = screen.origin ? screen.top : 0;
    int bottom = screen.origin ? screen.bottom : screen.rows - 1;
    place(Math.clamp((long) top + row, top, bottom));
  }

  private void place(int row) {
    screen.column = Math.min(screen.column, screen.columns - 1);
    screen.row = row;
  }

  void home() {
    screen.column = 0;
    place(screen.origin ? screen.top : 0);
  }

  void carriageReturn() {
    screen.column = 0;
  }

  void backspace() {
    left(1);
  }

  void left(int count) {
    int from = Math.min(screen.column, screen.columns - 1);
    screen.column = Math.max(0, from - count);
  }

  void right(int count) {
    screen.column = Math.min(screen.column + count, screen.columns - 1);
  }

  void up(int count) {
    int limit = screen.row < screen.top ? 0 : screen.top;
    place(Math.max(limit, screen.row - count));
  }

  void down(int count) {
    int limit = screen.row > screen.bottom ? screen.rows - 1 : screen.bottom;
    place(Math.min(limit, screen.row + count));
  }

  /// Down by one; at the bottom margin the lines within the margins move up instead.
  void lineFeed() {
    if (screen.row == screen.bottom) {
      screen.buffer.scrollUp(screen.top, screen.bottom + 1, 1, screen.style);
    } else if (screen.row < screen.rows - 1) {
      place(screen.row + 1);
    }
    if (screen.newLine) {
      screen.column = 0;
    }
  }

  void reverseLineFeed() {
    if (screen.row == screen.top) {
      screen.buffer.scrollDown(screen.top, screen.bottom + 1, 1, screen.style);
    } else if (screen.row > 0) {
      toRow(screen.row - 1);
    }
  }

  void nextTab(int count) {
    int stop = screen.tabs.after(screen.column, count);
    toColumn(stop < 0 ? screen.columns - 1 : stop);
  }

  void previousTab(int count) {
    int stop = screen.tabs.before(screen.column, count);
    toColumn(Math.max(0, stop));
  }

  void setTab() {
    if (screen.column > 0 && screen.column < screen.columns) {
      screen.tabs.set(screen.column);
    }
  }

  void clearTab() {
    screen.tabs.clear(screen.column);
  }

  void clearTabs() {
    screen.tabs.clearAll();
  }

  /// DECSTBM; what makes no sense leaves the margins as they are.
  void margins(int top, int bottom) {
    if (top < bottom && bottom < screen.rows) {
      screen.top = top;
      screen.bottom = bottom;
    }
    home();
  }
}
