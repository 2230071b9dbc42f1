package io.kubescribe.replay.terminal;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// The columns at which a tab stops; every eighth at first.
final class TabStops {
  private static final int EVERY = 8;

  private final BitSet stops = new BitSet();

  TabStops(int columns) {
    add(EVERY, columns);
  }

  private void add(int from, int columns) {
    for (int column = from; column < columns; column += EVERY) {
      stops.set(column);
    }
  }

  void set(int column) {
    stops.set(column);
  }

  void clear(int column) {
    stops.clear(column);
  }

  void clearAll() {
    stops.clear();
  }

  /// New columns get stops after the next multiple of eight, but not on an old width that is one
  /// itself: the player's terminal does so.
  void resize(int before, int columns) {
    if (columns > before) {
      add(before + EVERY - before % EVERY, columns);
    } else {
      stops.clear(columns, Math.max(columns, stops.length()));
    }
  }

  /// The `count`th stop after `column`, or -1.
  int after(int column, int count) {
    int at = column;
    for (int i = 0; i < count && at >= 0; i++) {
      at = stops.nextSetBit(at + 1);
    }
    return at;
  }

  /// The `count`th stop before `column`, or -1.
  int before(int column, int count) {
    int at = column;
    for (int i = 0; i < count && at >= 0; i++) {
      at = at == 0 ? -1 : stops.previousSetBit(at - 1);
    }
    return at;
  }

  /// The stops if they are not those of a new terminal of this width, else null.
  int @Nullable [] unusual(int columns) {
    return stops.equals(new TabStops(columns).stops) ? null : stops.stream().toArray();
  }
}
