package io.kubescribe.replay.derive.secret;

import io.kubescribe.replay.derive.event.PlayEvent;
import java.util.Optional;

/// An event of which not every character is decided.
final class HeldEvent {
  /// What becomes of a character.
  enum Fate {
    /// It waits for the scanner.
    UNDECIDED,
    /// It waits for the rest of the control string that it is part of.
    CONTROL,
    SHOWN,
    MASKED,
    LEFT_OUT
  }

  private static final char MASK = '*';

  private final PlayEvent event;
  private final Fate[] fates;
  private int undecided;
  private int added;

  /// No character before this waits for the scanner.
  private int first;

  private boolean changed;

  HeldEvent(PlayEvent event) {
    this.event = event;
    this.fates = new Fate[event instanceof PlayEvent.Output output ? output.text().length() : 0];
  }

  /// What becomes of the next character, or that it waits.
  ///
  /// @return its place
  int add(Fate fate) {
    set(added, fate);
    undecided += fate == Fate.UNDECIDED || fate == Fate.CONTROL ? 1 : 0;
    return added++;
  }

  /// Decides on a character of a control string.
  void decide(int place, Fate fate) {
    set(place, fate);
    undecided--;
  }

  /// Decides on the first character that waits for the scanner.
  ///
  /// @return false if there is none
  boolean decide(boolean secret) {
    while (first < added && fates[first] != Fate.UNDECIDED) {
      first++;
    }
    if (first == added) {
      return false;
    }
    decide(first++, secret ? Fate.MASKED : Fate.SHOWN);
    return true;
  }

  private void set(int place, Fate fate) {
    fates[place] = fate;
    changed |= fate == Fate.MASKED || fate == Fate.LEFT_OUT;
  }

  boolean isDecided() {
    return undecided == 0 && added == fates.length;
  }

  /// The event as it may be seen; empty if nothing is left of it.
  Optional<PlayEvent> redacted() {
    if (!changed || !(event instanceof PlayEvent.Output(long nanos, long sequence, String text))) {
      return Optional.of(event);
    }
    StringBuilder shown = new StringBuilder(text.length());
    for (int i = 0; i < fates.length; i++) {
      switch (fates[i]) {
        case MASKED -> shown.append(MASK);
        case LEFT_OUT -> {}
        case SHOWN, UNDECIDED, CONTROL -> shown.append(text.charAt(i));
      }
    }
    return shown.isEmpty()
        ? Optional.empty()
        : Optional.of(new PlayEvent.Output(nanos, sequence, shown.toString()));
  }
}
