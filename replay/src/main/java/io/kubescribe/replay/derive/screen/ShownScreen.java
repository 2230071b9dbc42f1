package io.kubescribe.replay.derive.screen;

import io.kubescribe.replay.derive.event.PlayEvent;
import io.kubescribe.replay.terminal.Terminal;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Keeps the screen that the events until now have made. For one thread.
public final class ShownScreen implements Consumer<PlayEvent> {
  private @Nullable Terminal terminal;

  @Override
  public void accept(PlayEvent event) {
    if (event instanceof PlayEvent.Begin begin) {
      terminal = new Terminal(begin.columns(), begin.rows());
    } else if (terminal != null) {
      switch (event) {
        case PlayEvent.Output(_, _, String text) -> terminal.feed(text);
        case PlayEvent.Resize(_, int columns, int rows) -> terminal.resize(columns, rows);
        case PlayEvent.Begin _,
            PlayEvent.Input _,
            PlayEvent.Gap _,
            PlayEvent.Marker _,
            PlayEvent.Exit _ -> {}
      }
    }
  }

  /// The terminal as it is; empty while nothing was shown.
  public Optional<Terminal> terminal() {
    return Optional.ofNullable(terminal);
  }
}
