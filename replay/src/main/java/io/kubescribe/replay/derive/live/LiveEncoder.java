package io.kubescribe.replay.derive.live;

import io.kubescribe.replay.derive.event.PlayEvent;
import io.kubescribe.replay.terminal.Terminal;
import io.kubescribe.replay.terminal.TerminalSnapshot;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Makes messages for all who watch a session out of its events. One encoder serves any number of
/// watchers: each gets what [#join] gives, and then every message made after that. For one thread:
/// between the two no event may come.
public final class LiveEncoder implements Consumer<PlayEvent> {
  private final Consumer<byte[]> messages;
  private @Nullable Terminal terminal;
  private long lastId;
  private long lastMicros;

  /// @param messages is given each message for all who have joined
  public LiveEncoder(Consumer<byte[]> messages) {
    this.messages = messages;
  }

  @Override
  public void accept(PlayEvent event) {
    switch (event) {
      case PlayEvent.Begin begin -> {
        Terminal shown = new Terminal(begin.columns(), begin.rows());
        terminal = shown;
        lastMicros = TimeUnit.NANOSECONDS.toMicros(begin.nanos());
        messages.accept(reset(shown));
      }
      case PlayEvent.Output(long nanos, _, String text) -> {
        if (terminal != null) {
          terminal.feed(text);
        }
        messages.accept(event('o', nanos).text(text).bytes());
      }
      case PlayEvent.Resize(long nanos, int columns, int rows) -> {
        if (terminal != null) {
          terminal.resize(columns, rows);
        }
        messages.accept(event('r', nanos).number(columns).number(rows).bytes());
      }
      case PlayEvent.Gap gap -> messages.accept(event('m', gap.nanos()).text(gap.label()).bytes());
      case PlayEvent.Marker(long nanos, String label) ->
          messages.accept(event('m', nanos).text(label).bytes());
      case PlayEvent.Exit(long nanos, int status) ->
          messages.accept(event('x', nanos).number(status).bytes());
      case PlayEvent.Input _ -> {}
    }
  }

  /// The messages for one who comes now. The others are told the time, so that what follows is as
  /// long after this for all.
  ///
  /// @param nanos time of the session that it is now; held to no less than the last event's
  public List<byte[]> join(long nanos) {
    byte[] protocol = Message.protocol();
    if (terminal == null) {
      // The screen comes with the first event.
      return List.of(protocol);
    }
    if (TimeUnit.NANOSECONDS.toMicros(nanos) > lastMicros) {
      messages.accept(event('o', nanos).text("").bytes());
    }
    return List.of(protocol, reset(terminal));
  }

  /// The session has ended: the last message.
  public void end(long nanos) {
    messages.accept(event(Message.END, nanos).bytes());
  }

  private byte[] reset(Terminal shown) {
    TerminalSnapshot snapshot = shown.snapshot();
    return new Message(Message.RESET)
        .number(lastId)
        .number(lastMicros)
        .number(snapshot.columns())
        .number(snapshot.rows())
        .number(Message.NO_THEME)
        .text(snapshot.text())
        .bytes();
  }

  private Message event(int type, long nanos) {
    long micros = Math.max(lastMicros, TimeUnit.NANOSECONDS.toMicros(nanos));
    Message message = new Message(type).number(++lastId).number(micros - lastMicros);
    lastMicros = micros;
    return message;
  }
}
