package io.kubescribe.replay.terminal;

import org.jspecify.annotations.Nullable;

/// The state of a terminal: both screens, cursor, modes. What changes it is in [Printing],
/// [Motion], [Editing] and [Controls]; here are what concerns all of it.
final class Screen {
  /// Cursor and modes as saved by DECSC; each screen has its own.
  ///
  /// @param made whether anything was saved: then it moves with the text in a resize
  record Saved(boolean made, int column, int row, long style, boolean origin, boolean autoWrap) {
    static final Saved NOTHING = new Saved(false, 0, 0, Style.DEFAULT, false, true);

    Saved at(int column, int row) {
      return new Saved(made, column, row, style, origin, autoWrap);
    }
  }

  final Buffer primary;

  /// Empty whenever it is not shown.
  private final Buffer alternate;

  private final TerminalListener listener;
  private Buffer.@Nullable Watcher watcher;

  /// The one that is shown.
  Buffer buffer;

  int columns;
  int rows;

  /// Equal to `columns` when the last column was written and the next character wraps.
  int column;

  int row;
  boolean cursorVisible = true;
  long style = Style.DEFAULT;
  boolean[] drawing = new boolean[2];
  int activeCharset;
  TabStops tabs;
  boolean insert;
  boolean origin;
  boolean autoWrap = true;
  boolean newLine;
  boolean cursorKeys;
  int top;
  int bottom;
  Saved saved = Saved.NOTHING;

  /// Of the screen that is not shown.
  Saved otherSaved = Saved.NOTHING;

  /// Where the cursor was on the primary screen, while the alternate one is shown.
  Resize.Place primaryCursor = new Resize.Place(0, 0);

  Screen(int columns, int rows, int scrollback, TerminalListener listener) {
    this.columns = columns;
    this.rows = rows;
    this.listener = listener;
    primary = new Buffer(columns, rows, scrollback, Style.DEFAULT);
    alternate = new Buffer(columns, rows, 0, Style.DEFAULT);
    buffer = primary;
    tabs = new TabStops(columns);
    bottom = rows - 1;
  }

  void watch(Buffer.Watcher watcher) {
    this.watcher = watcher;
    primary.watch(watcher);
    alternate.watch(watcher);
  }

  boolean isAlternate() {
    return buffer == alternate;
  }

  Row cursorRow() {
    return buffer.row(row);
  }

  void save() {
    saved = new Saved(true, column, row, style, origin, autoWrap);
  }

  void restore() {
    column = saved.column();
    row = saved.row();
    style = saved.style();
    origin = saved.origin();
    autoWrap = saved.autoWrap();
  }

  void showAlternate() {
    if (!isAlternate()) {
      switching(true);
      primaryCursor = new Resize.Place(column, row);
      exchangeSaved();
      alternate.reset(columns, rows, style);
      buffer = alternate;
    }
  }

  /// @param restore whether the cursor goes back to where it was saved
  void showPrimary(boolean restore) {
    if (isAlternate()) {
      switching(false);
      alternate.leave();
      exchangeSaved();
      buffer = primary;
    }
    if (restore) {
      restore();
    }
  }

  private void switching(boolean toAlternate) {
    listener.screenSwitches(toAlternate);
    if (watcher != null) {
      watcher.switching();
    }
  }

  private void exchangeSaved() {
    Saved shown = saved;
    saved = otherSaved;
    otherSaved = shown;
  }

  void resize(int columns, int rows) {
    tabs.resize(this.columns, columns);
    top = 0;
    bottom = rows - 1;
    if (isAlternate()) {
      Resize.Outcome behind = resizePrimary(columns, rows, primaryCursor, otherSaved);
      primaryCursor = behind.cursor();
      otherSaved = moved(otherSaved, behind.saved());
      saved = clamp(saved, columns, rows);
      Resize.Place cursor =
          Resize.alternate(alternate, columns, rows, new Resize.Place(column, row));
      column = cursor.column();
      row = cursor.row();
    } else {
      Resize.Outcome shown = resizePrimary(columns, rows, new Resize.Place(column, row), saved);
      column = shown.cursor().column();
      row = shown.cursor().row();
      saved = moved(saved, shown.saved());
      otherSaved = clamp(otherSaved, columns, rows);
    }
    this.columns = columns;
    this.rows = rows;
  }

  private Resize.Outcome resizePrimary(int columns, int rows, Resize.Place cursor, Saved kept) {
    return Resize.primary(
        primary, columns, rows, cursor, new Resize.Place(kept.column(), kept.row()));
  }

  private static Saved moved(Saved saved, Resize.@Nullable Place place) {
    if (!saved.made()) {
      return saved;
    }
    return place == null ? saved.at(0, 0) : saved.at(place.column(), place.row());
  }

  private Saved clamp(Saved saved, int columns, int rows) {
    return saved.at(
        Resize.clamp(saved.column(), this.columns, columns), Math.min(saved.row(), rows - 1));
  }

  /// DECSTR.
  void softReset() {
    cursorVisible = true;
    top = 0;
    bottom = rows - 1;
    insert = false;
    origin = false;
    autoWrap = true;
    style = Style.DEFAULT;
    drawing = new boolean[2];
    activeCharset = 0;
    saved = Saved.NOTHING;
  }

  /// RIS.
  void hardReset() {
    if (isAlternate()) {
      switching(false);
      alternate.leave();
    }
    primary.leave();
    softReset();
    primary.reset(columns, rows, Style.DEFAULT);
    buffer = primary;
    tabs = new TabStops(columns);
    column = 0;
    row = 0;
    newLine = false;
    cursorKeys = false;
    otherSaved = Saved.NOTHING;
  }
}
