package io.kubescribe.replay.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lays rows out for another width, joining and parting those that are one line, as the player's
/// terminal does it.
final class Reflow {
  /// A row of any length on its way from one width to the other.
  private static final class Part {
    int[] cells;
    long[] styles;
    int length;
    boolean wrapped;

    /// Anchors in a row without characters.
    int marks;

    final Trace trace = new Trace();

    Part(int capacity) {
      cells = new int[capacity];
      styles = new long[capacity];
    }

    static Part of(Row row) {
      Part part = new Part(row.columns());
      for (int i = 0; i < row.columns(); i++) {
        part.add(row.cell(i), row.style(i));
      }
      part.wrapped = row.wrapped;
      part.trace.become(row.trace);
      return part;
    }

    void add(int cell, long style) {
      if (length == cells.length) {
        cells = Arrays.copyOf(cells, length * 2);
        styles = Arrays.copyOf(styles, length * 2);
      }
      cells[length] = cell;
      styles[length++] = style;
    }

    void addAll(Part other, int from, int to) {
      for (int i = from; i < to; i++) {
        add(other.cells[i], other.styles[i]);
      }
    }

    void addBlankLikeLast() {
      add(Row.BLANK, length == 0 ? Style.DEFAULT : styles[length - 1]);
    }

    int withoutTrailers() {
      int end = length;
      while (end > 0 && cells[end - 1] == Row.BLANK && styles[end - 1] == Style.DEFAULT) {
        end--;
      }
      return end;
    }

    boolean isTail(int column) {
      return (cells[column] & Row.TAIL) != 0;
    }

    /// A wide character has no room in one column: half of it would be cut off again and again.
    void narrow() {
      for (int i = 0; i < length; i++) {
        if ((cells[i] & (Row.WIDE | Row.TAIL)) != 0) {
          cells[i] = Row.BLANK | (cells[i] & Anchor.MARKS);
        }
      }
    }
  }

  private final int columns;
  private final List<Anchor> anchors;
  private final List<Row> out = new ArrayList<>();

  /// What is shorter than the width and may go on, or was cut off the row before.
  private @Nullable Part rest;

  private Reflow(int columns, List<Anchor> anchors) {
    this.columns = columns;
    this.anchors = anchors;
  }

  /// @param anchors are moved along
  static List<Row> lay(Buffer buffer, int columns, List<Anchor> anchors) {
    Reflow reflow = new Reflow(columns, anchors);
    for (Anchor anchor : anchors) {
      anchor.settleOn(buffer);
    }
    for (int line = 0; line < buffer.lines(); line++) {
      Part part = Part.of(buffer.line(line));
      for (Anchor anchor : anchors) {
        if (anchor.isOnCharacterOf(line)) {
          part.cells[anchor.column()] |= anchor.mark();
        } else if (anchor.isOnEmpty(line)) {
          part.marks |= anchor.mark();
        }
      }
      if (columns == 1) {
        part.narrow();
      }
      reflow.take(part);
    }
    reflow.finish();
    return reflow.out;
  }

  private void take(Part next) {
    Part line = rest;
    rest = line == null ? next : join(line, next);
    while (rest != null && rest.length >= columns) {
      Part full = rest;
      rest = full.length > columns ? contract(full) : null;
      emit(full);
    }
  }

  private void finish() {
    Part line = rest;
    if (line != null) {
      line.wrapped = false;
      rest = null;
      emit(line);
    }
  }

  /// Cuts `line` to the width.
  ///
  /// @return what was cut off and is more than blanks, or null
  private @Nullable Part contract(Part line) {
    if (!line.wrapped) {
      line.length = Math.max(columns, line.withoutTrailers());
    }
    if (line.length <= columns) {
      return null;
    }
    int cut = line.isTail(columns) ? columns - 1 : columns;
    Part cutOff = new Part(line.length - cut);
    cutOff.addAll(line, cut, line.length);
    cutOff.wrapped = line.wrapped;
    line.length = cut;
    if (cut < columns) {
      line.addBlankLikeLast();
    }
    if (!line.wrapped) {
      cutOff.length = cutOff.withoutTrailers();
    }
    if (cutOff.length == 0) {
      return null;
    }
    cutOff.trace.become(line.trace);
    line.wrapped = true;
    return cutOff;
  }

  /// Puts `next` behind the too short `line`.
  ///
  /// @return what remains to be laid out
  private @Nullable Part join(Part line, Part next) {
    if (!line.wrapped) {
      emit(line);
      return next;
    }
    if (!next.wrapped) {
      next.length = next.withoutTrailers();
    }
    int needed = columns - line.length;
    if (needed < next.length) {
      if (next.isTail(needed)) {
        // Before what is taken over, and not behind it: so does the player's terminal.
        needed--;
        line.addBlankLikeLast();
      }
      line.addAll(next, 0, needed);
      line.trace.told &= next.trace.told;
      Part remaining = new Part(next.length - needed);
      remaining.addAll(next, needed, next.length);
      remaining.wrapped = next.wrapped;
      remaining.trace.become(next.trace);
      emit(line);
      return remaining;
    }
    for (Anchor anchor : anchors) {
      if ((next.marks & anchor.mark()) != 0) {
        anchor.follow(line.length);
      }
    }
    line.marks |= next.marks;
    line.addAll(next, 0, next.length);
    line.trace.told &= next.trace.told;
    line.wrapped = next.wrapped;
    if (next.wrapped) {
      return line;
    }
    emit(line);
    return null;
  }

  private void emit(Part part) {
    Row row = new Row(columns, Style.DEFAULT);
    for (int i = 0; i < Math.min(part.length, columns); i++) {
      int cell = part.cells[i];
      row.append(cell & ~Anchor.MARKS, part.styles[i]);
      for (Anchor anchor : anchors) {
        if ((cell & anchor.mark()) != 0) {
          anchor.comeTo(out.size(), i, columns);
        }
      }
    }
    for (Anchor anchor : anchors) {
      if ((part.marks & anchor.mark()) != 0) {
        anchor.comeToLine(out.size(), columns);
      }
    }
    row.wrapped = part.wrapped;
    row.trace.become(part.trace);
    out.add(row);
  }
}
