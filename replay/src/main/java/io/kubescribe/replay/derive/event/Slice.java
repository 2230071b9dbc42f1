package io.kubescribe.replay.derive.event;

import io.kubescribe.replay.terminal.Terminal;
import io.kubescribe.replay.terminal.TerminalSnapshot;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Passes on the events of a part of a session's time. It begins with the screen as it was, as one
/// output. For one thread.
public final class Slice implements Consumer<PlayEvent> {
  private final long from;
  private final long to;
  private final Consumer<? super PlayEvent> events;
  private PlayEvent.@Nullable Begin begin;
  private @Nullable Terminal screen;
  private boolean open;

  /// @param from nanoseconds since the session began, from which on events are passed on
  /// @param to nanoseconds, the last that are passed on; whoever feeds may stop behind them
  public Slice(long from, long to, Consumer<? super PlayEvent> events) {
    this.from = from;
    this.to = to;
    this.events = events;
  }

  @Override
  public void accept(PlayEvent event) {
    if (open) {
      if (event.nanos() <= to) {
        events.accept(event);
      }
      return;
    }
    if (event.nanos() >= from) {
      open();
      if (!(event instanceof PlayEvent.Begin)) {
        accept(event);
        return;
      }
    }
    switch (event) {
      case PlayEvent.Begin first -> {
        begin = first;
        if (open) {
          events.accept(first);
        } else {
          screen = new Terminal(first.columns(), first.rows());
        }
      }
      case PlayEvent.Output(_, _, String text) -> feed(text);
      case PlayEvent.Resize(_, int columns, int rows) -> {
        if (screen != null) {
          screen.resize(columns, rows);
        }
      }
      case PlayEvent.Input _, PlayEvent.Gap _, PlayEvent.Marker _, PlayEvent.Exit _ -> {}
    }
  }

  /// After the last event: a part in which nothing happened has its screen, too.
  public void end() {
    if (!open) {
      open();
    }
  }

  private void feed(String text) {
    if (screen != null) {
      screen.feed(text);
    }
  }

  private void open() {
    open = true;
    if (screen != null && begin != null) {
      TerminalSnapshot snapshot = screen.snapshot();
      events.accept(new PlayEvent.Begin(from, snapshot.columns(), snapshot.rows(), begin.start()));
      events.accept(new PlayEvent.Output(from, 0, snapshot.text()));
      screen = null;
    }
  }
}
