package io.kubescribe.replay.derive.event;

import io.kubescribe.core.session.EndReason;
import io.kubescribe.core.session.SequencedRecord;
import io.kubescribe.core.session.SessionOutcome;
import io.kubescribe.core.session.SessionRecord;
import io.kubescribe.core.session.SessionStart;
import io.kubescribe.core.session.SessionStream;
import io.kubescribe.replay.terminal.Terminal;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Turns records of a session, given one by one, into [PlayEvent]s. For one thread.
public final class Playback {
  /// The size of a terminal that was never told one.
  public static final int DEFAULT_COLUMNS = 80;

  public static final int DEFAULT_ROWS = 24;

  /// Without a terminal lines are as long as programs like; most logs fit into this.
  private static final int PLAIN_COLUMNS = 120;

  private static final int PLAIN_ROWS = 40;

  private final Consumer<? super PlayEvent> events;
  private final Characters input;
  private final Characters output;
  private final Characters errors;
  private @Nullable SessionStart start;
  private boolean begun;
  private boolean ended;
  private boolean afterReturn;
  private long now;
  private long sequence;
  private int columns;
  private int rows;
  private OptionalInt exit = OptionalInt.empty();

  /// @param events is given each event on the thread that gives the records
  public Playback(Consumer<? super PlayEvent> events) {
    this.events = events;
    this.input = new Characters();
    this.output = new Characters();
    this.errors = new Characters();
  }

  /// Goes on where another had come to. Begin is not told again.
  public Playback(PlaybackState state, Consumer<? super PlayEvent> events) {
    this.events = events;
    this.input = new Characters(state.input());
    this.output = new Characters(state.output());
    this.errors = new Characters(state.errors());
    this.start = state.start();
    this.begun = true;
    this.afterReturn = state.afterReturn();
    this.now = state.nanos();
    this.columns = state.columns();
    this.rows = state.rows();
  }

  /// Where it has come to, to go on from there later.
  public PlaybackState state() {
    return new PlaybackState(
        start,
        now,
        columns,
        rows,
        input.partial(),
        output.partial(),
        errors.partial(),
        afterReturn);
  }

  /// Takes the next record.
  public void accept(SequencedRecord next) {
    now = Math.max(now, next.nanos());
    sequence = next.sequence();
    switch (next.record()) {
      case SessionRecord.Start(SessionStart session) -> start = session;
      case SessionRecord.Data(SessionStream stream, byte[] bytes) -> data(stream, bytes);
      case SessionRecord.Resize(int width, int height) -> resize(width, height);
      case SessionRecord.Status(byte[] bytes) -> exit = SessionOutcome.of(bytes).exitCode();
      case SessionRecord.Gap gap -> gap(gap);
      case SessionRecord.Flawed(var flaw, String detail) ->
          mark("flaw: " + flaw + (detail.isEmpty() ? "" : ", " + detail));
      case SessionRecord.End end -> end(end);
      case SessionRecord.Facts _,
          SessionRecord.Negotiated _,
          SessionRecord.Closed _,
          SessionRecord.Heartbeat _,
          SessionRecord.Forwarded _ -> {}
    }
  }

  /// Whether the first event has been told.
  public boolean hasBegun() {
    return begun;
  }

  /// Ends a recording that has no end record, or not yet; does nothing after one.
  ///
  /// @param nanos held to no less than the last record's
  public void end(long nanos) {
    now = Math.max(now, nanos);
    finish("");
  }

  private void data(SessionStream stream, byte[] bytes) {
    switch (stream) {
      case STDIN -> {
        String text = input.decode(bytes);
        if (!text.isEmpty()) {
          begin();
          events.accept(new PlayEvent.Input(now, sequence, text));
        }
      }
      case STDOUT -> output(output.decode(bytes));
      case STDERR -> output(errors.decode(bytes));
    }
  }

  private void output(String text) {
    if (!text.isEmpty()) {
      begin();
      events.accept(new PlayEvent.Output(now, sequence, isTty() ? text : withReturns(text)));
    }
  }

  private String withReturns(String text) {
    int feed = text.indexOf('\n');
    if (feed < 0) {
      afterReturn = text.endsWith("\r");
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + 16);
    int from = 0;
    for (; feed >= 0; feed = text.indexOf('\n', feed + 1)) {
      boolean returned = feed == 0 ? afterReturn : text.charAt(feed - 1) == '\r';
      out.append(text, from, feed).append(returned ? "\n" : "\r\n");
      from = feed + 1;
    }
    afterReturn = text.endsWith("\r");
    return out.append(text, from, text.length()).toString();
  }

  private void resize(int width, int height) {
    if (width == 0 || height == 0) {
      return;
    }
    int newColumns = Math.min(width, Terminal.MAX_COLUMNS);
    int newRows = Math.min(height, Terminal.MAX_ROWS);
    if (begun && (newColumns != columns || newRows != rows)) {
      events.accept(new PlayEvent.Resize(now, newColumns, newRows));
    }
    columns = newColumns;
    rows = newRows;
  }

  private void gap(SessionRecord.Gap gap) {
    long bytes = 0;
    for (SessionRecord.LostBytes lost : gap.lost()) {
      bytes += lost.bytes();
    }
    begin();
    // What follows is not what the character's first bytes were followed by.
    output(output.end());
    output(errors.end());
    events.accept(
        new PlayEvent.Gap(now, sequence, gap.fromNanos(), gap.toNanos(), bytes, gap.records()));
  }

  private void mark(String label) {
    begin();
    events.accept(new PlayEvent.Marker(now, label));
  }

  private void end(SessionRecord.End end) {
    String detail = end.detail().isEmpty() ? "" : ", " + end.detail();
    finish(end.reason() == EndReason.COMPLETED ? "" : "ended: " + end.reason() + detail);
  }

  private void finish(String label) {
    if (ended) {
      return;
    }
    ended = true;
    begin();
    output(output.end());
    output(errors.end());
    if (!label.isEmpty()) {
      mark(label);
    }
    if (exit.isPresent()) {
      mark("exit " + exit.getAsInt());
      events.accept(new PlayEvent.Exit(now, exit.getAsInt()));
    }
  }

  private boolean isTty() {
    return start == null || start.asked().tty();
  }

  private void begin() {
    if (begun) {
      return;
    }
    begun = true;
    if (columns == 0) {
      columns = isTty() ? DEFAULT_COLUMNS : PLAIN_COLUMNS;
      rows = isTty() ? DEFAULT_ROWS : PLAIN_ROWS;
    }
    events.accept(new PlayEvent.Begin(now, columns, rows, start));
  }
}
