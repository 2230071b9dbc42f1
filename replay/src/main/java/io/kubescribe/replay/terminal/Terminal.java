package io.kubescribe.replay.terminal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// A terminal without a window: takes what a session has put out, in pieces cut anywhere, and has
/// the screen that a person would have seen, cell for cell as the player shows it.
///
/// No input makes it fail; its memory is bounded by its size, and its time is linear in the input.
/// It answers no question that output asks of a terminal. For one thread.
public final class Terminal {
  /// Changes with anything that makes other screens, lines or snapshots of the same output: what
  /// was derived by another version is to be derived anew.
  public static final int VERSION = 1;

  public static final int MAX_COLUMNS = 1000;
  public static final int MAX_ROWS = 500;

  /// Rows kept of what scrolled off the top, as many as the player keeps: a resize brings them
  /// back.
  static final int SCROLLBACK = 100;

  private final Screen screen;
  private final Printing printing;
  private final Parser parser;
  private final Utf8Decoder decoder = new Utf8Decoder();

  /// @param columns held to 1–[#MAX_COLUMNS], as `rows` to 1–[#MAX_ROWS]: the other end of a
  ///   session chooses them
  public Terminal(int columns, int rows, TerminalListener listener) {
    screen =
        new Screen(
            Math.clamp(columns, 1, MAX_COLUMNS),
            Math.clamp(rows, 1, MAX_ROWS),
            SCROLLBACK,
            listener);
    printing = new Printing(screen);
    parser = new Parser(new Controls(screen, printing, listener));
  }

  public Terminal(int columns, int rows) {
    this(columns, rows, TerminalListener.NONE);
  }

  /// The terminal that a snapshot was taken of; its listener hears nothing of the rebuilding that
  /// it could mistake for output, if it is only asked after this returns.
  public static Terminal of(TerminalSnapshot snapshot, TerminalListener listener) {
    Terminal terminal = new Terminal(snapshot.columns(), snapshot.rows(), listener);
    terminal.feed(snapshot.text());
    ByteBuffer partial = snapshot.partial();
    while (partial.hasRemaining()) {
      terminal.feed(new byte[] {partial.get()});
    }
    return terminal;
  }

  /// Takes output.
  public void feed(byte[] bytes) {
    feed(bytes, 0, bytes.length);
  }

  /// Takes output that is text already.
  public void feed(String text) {
    feed(text.getBytes(StandardCharsets.UTF_8));
  }

  /// Takes output.
  public void feed(byte[] bytes, int offset, int length) {
    int end = offset + length;
    for (int at = offset; at < end; ) {
      if (isPlain(bytes[at]) && parser.isGround() && !decoder.isPartial()) {
        int from = at++;
        while (at < end && isPlain(bytes[at])) {
          at++;
        }
        printing.ascii(bytes, from, at);
        continue;
      }
      int code = decoder.accept(bytes[at]);
      if (code != Utf8Decoder.INCOMPLETE) {
        parser.accept(code);
      }
      if (!decoder.refused()) {
        at++;
      }
    }
  }

  /// Whether a byte is a character of its own, and no control.
  private static boolean isPlain(byte octet) {
    return octet >= 0x20 && octet != 0x7f;
  }

  /// Gives it another size, held to the same limits.
  public void resize(int columns, int rows) {
    int newColumns = Math.clamp(columns, 1, MAX_COLUMNS);
    int newRows = Math.clamp(rows, 1, MAX_ROWS);
    if (newColumns != screen.columns || newRows != screen.rows) {
      screen.resize(newColumns, newRows);
    }
  }

  public int columns() {
    return screen.columns;
  }

  public int rows() {
    return screen.rows;
  }

  public Cursor cursor() {
    return new Cursor(screen.column, screen.row, screen.cursorVisible);
  }

  /// Whether the alternate screen is shown, which full-screen programs use.
  public boolean isAlternate() {
    return screen.isAlternate();
  }

  /// Whether neither a character nor a control function has begun and not ended: a recording may be
  /// cut here.
  public boolean isAtBoundary() {
    return parser.isGround() && !decoder.isPartial();
  }

  /// The code point of a cell; a space in the second column of a wide character.
  public int character(int column, int row) {
    return screen.buffer.row(row).cell(column) & Row.CODE;
  }

  /// Columns that the character of a cell takes: 1 or 2, or 0 for the second of two.
  public int width(int column, int row) {
    int cell = screen.buffer.row(row).cell(column);
    return (cell & Row.TAIL) != 0 ? 0 : (cell & Row.WIDE) != 0 ? 2 : 1;
  }

  /// How a cell looks; see [Style].
  public long style(int column, int row) {
    return screen.buffer.row(row).style(column);
  }

  /// Whether the line in this row goes on in the next.
  public boolean isWrapped(int row) {
    return screen.buffer.row(row).wrapped;
  }

  /// The text of a row, without the blanks at its end unless its line goes on in the next.
  public String text(int row) {
    StringBuilder text = new StringBuilder();
    screen.buffer.row(row).appendText(text);
    return text.toString();
  }

  /// The whole line that a row is part of, however many rows it takes, also those scrolled off.
  public String line(int row) {
    Buffer buffer = screen.buffer;
    int line = buffer.scrolledOff() + row;
    while (line > 0 && buffer.line(line - 1).wrapped) {
      line--;
    }
    StringBuilder text = new StringBuilder();
    for (; line < buffer.lines(); line++) {
      Row next = buffer.line(line);
      next.appendText(text);
      if (!next.wrapped) {
        break;
      }
    }
    return text.toString();
  }

  /// The part of the cursor's line that stands left of the cursor, blanks included.
  public String lineToCursor() {
    Buffer buffer = screen.buffer;
    int row = buffer.scrolledOff() + screen.row;
    int line = row;
    while (line > 0 && buffer.line(line - 1).wrapped) {
      line--;
    }
    StringBuilder text = new StringBuilder();
    for (; line < row; line++) {
      buffer.line(line).appendText(text);
    }
    buffer.line(row).appendText(text, screen.column);
    return text.toString();
  }

  /// What there is to be seen: rows with line feeds between, without blank ones at the end.
  public String text() {
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < screen.rows; row++) {
      screen.buffer.row(row).appendText(text);
      text.append('\n');
    }
    return text.toString().stripTrailing();
  }

  /// All of its state.
  public TerminalSnapshot snapshot() {
    return new SnapshotWriter(screen).write(parser, decoder.partial());
  }

  Screen screen() {
    return screen;
  }
}
