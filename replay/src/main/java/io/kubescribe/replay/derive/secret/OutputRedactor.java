package io.kubescribe.replay.derive.secret;

import io.kubescribe.replay.derive.event.PlayEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/// Passes events on with the secrets in their output masked. Events wait for as long as it is not
/// decided whether their last characters are part of one; they keep their times and their order.
/// For one thread.
public final class OutputRedactor implements Consumer<PlayEvent> {
  private final Consumer<? super PlayEvent> events;
  private final Deque<HeldEvent> waiting = new ArrayDeque<>();
  private final SecretScanner scanner = new SecretScanner(this::decide);
  private final VisibleText visible = new VisibleText(scanner);
  private long secrets;
  private boolean before;

  public OutputRedactor(Consumer<? super PlayEvent> events) {
    this.events = events;
  }

  @Override
  public void accept(PlayEvent event) {
    HeldEvent held = new HeldEvent(event);
    waiting.add(held);
    if (event instanceof PlayEvent.Output(_, _, String text)) {
      for (int i = 0; i < text.length(); i++) {
        visible.accept(text.charAt(i), held);
      }
    }
    release();
  }

  /// Decides on what waits, since nothing comes for a while, or no more.
  public void flush() {
    scanner.flush();
    visible.flush();
    release();
  }

  /// Whether nothing waits and no secret has begun, so that another redactor may go on from here.
  public boolean isAtRest() {
    return waiting.isEmpty() && scanner.isAtRest() && visible.isAtRest();
  }

  /// How many secrets were masked.
  public long secrets() {
    return secrets;
  }

  /// For the first character that is not decided.
  private void decide(boolean secret) {
    secrets += secret && !before ? 1 : 0;
    before = secret;
    for (HeldEvent held : waiting) {
      if (held.decide(secret)) {
        return;
      }
    }
  }

  private void release() {
    while (!waiting.isEmpty() && waiting.peek().isDecided()) {
      waiting.remove().redacted().ifPresent(events);
    }
  }
}
