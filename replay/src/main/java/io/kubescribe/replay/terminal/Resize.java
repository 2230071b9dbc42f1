package io.kubescribe.replay.terminal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Gives a [Buffer] another size as the player's terminal does: lines of the primary screen are
/// laid out anew for the width, those of the alternate one cut; a lower screen loses rows below the
/// cursor first and then moves up; a higher one takes back what had scrolled off.
final class Resize {
  record Place(int column, int row) {}

  /// @param saved null if it is no longer on the screen
  record Outcome(Place cursor, @Nullable Place saved) {}

  private Resize() {}

  static Outcome primary(Buffer buffer, int columns, int rows, Place cursor, Place saved) {
    int above = buffer.scrolledOff();
    Anchor cursorAnchor = new Anchor(0, above + cursor.row(), cursor.column());
    Anchor savedAnchor = new Anchor(1, above + saved.row(), saved.column());
    int height = buffer.rows();
    List<Row> lines;
    if (buffer.columns() == columns) {
      lines = linesOf(buffer);
    } else {
      lines = Reflow.lay(buffer, columns, List.of(cursorAnchor, savedAnchor));
      extend(lines, height - lines.size(), columns);
    }
    int row = cursorAnchor.line() - (lines.size() - height);
    if (row < 0) {
      height -= row;
      row = 0;
    }
    row = fitHeight(buffer, lines, height, columns, rows, row);
    int savedRow = savedAnchor.line() - (lines.size() - rows);
    boolean kept = savedRow >= 0 && savedRow < rows;
    return new Outcome(
        new Place(cursorAnchor.column(), row),
        kept ? new Place(savedAnchor.column(), savedRow) : null);
  }

  /// @return where the cursor is now
  static Place alternate(Buffer buffer, int columns, int rows, Place cursor) {
    List<Row> lines = linesOf(buffer);
    if (buffer.columns() != columns) {
      lines.replaceAll(row -> row.cut(columns));
    }
    int column = clamp(cursor.column(), buffer.columns(), columns);
    return new Place(column, fitHeight(buffer, lines, buffer.rows(), columns, rows, cursor.row()));
  }

  /// Beyond the last column it can be only where that has not moved in.
  static int clamp(int column, int before, int columns) {
    return columns < before ? Math.min(column, columns - 1) : column;
  }

  private static List<Row> linesOf(Buffer buffer) {
    List<Row> lines = new ArrayList<>(buffer.lines());
    for (int i = 0; i < buffer.lines(); i++) {
      lines.add(buffer.line(i));
    }
    return lines;
  }

  /// @param lines all rows, of which the last `height` are the screen
  /// @param row the cursor's
  /// @return the cursor's row after
  private static int fitHeight(
      Buffer buffer, List<Row> lines, int height, int columns, int rows, int row) {
    List<Row> lost = List.of();
    int total = lines.size();
    int moved = row;
    if (rows < height) {
      int less = height - rows;
      int below = Math.min(less, height - 1 - row);
      if (below > 0) {
        lost = List.copyOf(lines.subList(total - below, total));
        lines.subList(total - below, total).clear();
        lines.getLast().wrapped = false;
      }
      moved = row - (less - below);
    } else if (rows > height) {
      int back = Math.min(total - Math.min(height, total), rows - height);
      moved = row + back;
      extend(lines, rows - height - back, columns);
    }
    buffer.become(lines, lost, columns, rows);
    return moved;
  }

  private static void extend(List<Row> lines, int by, int columns) {
    for (int i = 0; i < by; i++) {
      lines.add(new Row(columns, Style.DEFAULT));
    }
  }
}
