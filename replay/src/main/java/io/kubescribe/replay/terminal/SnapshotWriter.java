package io.kubescribe.replay.terminal;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Writes a [Screen] as the output that rebuilds it. The order matters: rows, what is saved of the
/// cursor, the alternate screen, tabs, margins, cursor, style, and last the modes that change what
/// characters do.
final class SnapshotWriter {
  private final Screen screen;
  private final StringBuilder out = new StringBuilder();

  /// The style that characters written now take.
  private long style = Style.DEFAULT;

  SnapshotWriter(Screen screen) {
    this.screen = screen;
  }

  TerminalSnapshot write(Parser parser, byte[] partial) {
    rows(screen.primary);
    boolean alternate = screen.isAlternate();
    save(alternate ? screen.otherSaved : screen.saved, screen.primary);
    if (alternate) {
      Resize.Place cursor = screen.primaryCursor;
      cursor(cursor.column(), cursor.row(), screen.primary, 0);
      enterAlternate();
      out.append("\u001b[H");
      rows(screen.buffer);
      save(screen.saved, screen.buffer);
    } else if (screen.otherSaved.made()) {
      enterAlternate();
      save(screen.otherSaved, null);
      style(Style.DEFAULT);
      out.append("\u001b[?1047l");
    }
    tabs();
    marginsAndCursor();
    style(screen.style);
    modes();
    parser.appendPending(out);
    return new TerminalSnapshot(
        screen.columns, screen.rows, out.toString(), ByteBuffer.wrap(partial));
  }

  private void rows(Buffer buffer) {
    RowWriter rows = new RowWriter(out);
    rows.write(buffer);
    style = rows.style();
  }

  /// Its blanks take the present style.
  private void enterAlternate() {
    style(Style.DEFAULT);
    out.append("\u001b[?1047h");
  }

  /// DECSC with a cursor and modes as they are to be saved.
  ///
  /// @param buffer what is on the screen, or null if that may be written over
  private void save(Screen.Saved saved, @Nullable Buffer buffer) {
    if (!saved.made()) {
      return;
    }
    if (saved.origin()) {
      out.append("\u001b[?6h");
    }
    cursor(saved.column(), saved.row(), buffer, 0);
    style(saved.style());
    mode(!saved.autoWrap(), "\u001b[?7l");
    out.append("\u001b7");
    mode(!saved.autoWrap(), "\u001b[?7h");
    mode(saved.origin(), "\u001b[?6l");
  }

  private void tabs() {
    int[] stops = screen.tabs.unusual(screen.columns);
    if (stops != null) {
      out.append("\u001b[5W");
      for (int column : stops) {
        out.append("\u001b[").append(column + 1).append("G\u001b[W");
      }
    }
  }

  private void marginsAndCursor() {
    if (screen.origin) {
      out.append("\u001b[?6h");
    }
    if (screen.top > 0 || screen.bottom < screen.rows - 1) {
      out.append("\u001b[").append(screen.top + 1);
      out.append(';').append(screen.bottom + 1).append('r');
    }
    if (screen.origin && (screen.row < screen.top || screen.row > screen.bottom)) {
      // Only a restored cursor can stand there, and only from it another place be reached.
      out.append("\u001b8");
      style = screen.saved.style();
      mode(!screen.saved.autoWrap(), "\u001b[?7h");
      move(screen.row - screen.saved.row());
      column(screen.column, screen.row, screen.buffer);
    } else {
      cursor(screen.column, screen.row, screen.buffer, screen.origin ? screen.top : 0);
    }
  }

  /// CUP.
  ///
  /// @param top the row from which rows count
  private void cursor(int column, int row, @Nullable Buffer buffer, int top) {
    out.append("\u001b[").append(row - top + 1).append('H');
    column(column, row, buffer);
  }

  /// CHA; beyond the last column by writing that again.
  private void column(int column, int row, @Nullable Buffer buffer) {
    int last = screen.columns - 1;
    int at = Math.min(column, last);
    int cell = buffer == null ? Row.BLANK : buffer.row(row).cell(last);
    if (column > last && (cell & Row.TAIL) != 0) {
      at = last - 1;
    }
    out.append("\u001b[").append(at + 1).append('G');
    if (column > last) {
      if (buffer != null) {
        cell = buffer.row(row).cell(at);
        style(buffer.row(row).style(at));
      }
      out.appendCodePoint(cell & Row.CODE);
    }
  }

  private void move(int by) {
    if (by != 0) {
      out.append("\u001b[").append(Math.abs(by)).append(by > 0 ? 'B' : 'A');
    }
  }

  private void modes() {
    mode(!screen.cursorVisible, "\u001b[?25l");
    mode(screen.drawing[0], "\u001b(0");
    mode(screen.drawing[1], "\u001b)0");
    mode(screen.activeCharset == 1, "\u000e");
    mode(screen.insert, "\u001b[4h");
    mode(!screen.autoWrap, "\u001b[?7l");
    mode(screen.newLine, "\u001b[20h");
    mode(screen.cursorKeys, "\u001b[?1h");
  }

  private void mode(boolean on, String sequence) {
    if (on) {
      out.append(sequence);
    }
  }

  private void style(long wanted) {
    if (wanted != style) {
      RowWriter.appendStyle(out, wanted);
      style = wanted;
    }
  }
}
