package io.kubescribe.replay.derive.secret;

import io.kubescribe.replay.derive.secret.HeldEvent.Fate;
import java.util.ArrayList;
import java.util.List;

/// Tells the characters that can be seen from those that move the cursor, change looks or carry
/// control strings, however they are cut. For one thread.
final class VisibleText {
  private enum State {
    GROUND,
    ESCAPE,
    ESCAPE_INTERMEDIATE,
    SEQUENCE,
    STRING,
    STRING_ESCAPE
  }

  /// The control strings that are kept: marks of shells.
  private static final String KEPT = "]133;";

  /// A sequence that does not end is not waited for.
  private static final int LONGEST_SEQUENCE = 4096;

  private record Place(HeldEvent event, int index) {}

  private final SecretScanner scanner;
  private final List<Place> undecided = new ArrayList<>();
  private final StringBuilder string = new StringBuilder();
  private State state = State.GROUND;
  private boolean kept;

  VisibleText(SecretScanner scanner) {
    this.scanner = scanner;
  }

  /// Takes the next character of an event.
  void accept(char c, HeldEvent event) {
    if (c == 0x18 || c == 0x1a) {
      // They end whatever has begun.
      flush();
      state = State.GROUND;
      event.add(Fate.SHOWN);
      return;
    }
    switch (state) {
      case GROUND -> ground(c, event);
      case ESCAPE -> escape(c, event);
      case ESCAPE_INTERMEDIATE -> intermediate(c, event);
      case SEQUENCE -> sequence(c, event);
      case STRING, STRING_ESCAPE -> string(c, event);
    }
  }

  private void ground(char c, HeldEvent event) {
    switch (c) {
      case 0x1b -> {
        undecided.add(new Place(event, event.add(Fate.CONTROL)));
        state = State.ESCAPE;
      }
      case '\n', '\r', '\b', 0x0b, 0x0c, 0x84, 0x85, 0x8d -> {
        event.add(Fate.SHOWN);
        scanner.lineBreak();
      }
      case 0x9b -> {
        undecided.add(new Place(event, event.add(Fate.CONTROL)));
        state = State.SEQUENCE;
      }
      case 0x90, 0x98, 0x9d, 0x9e, 0x9f -> {
        undecided.add(new Place(event, event.add(Fate.CONTROL)));
        begin(c == 0x9d ? ']' : 'P');
      }
      default -> {
        if ((c < ' ' && c != '\t') || c == 0x7f) {
          event.add(Fate.SHOWN);
        } else {
          event.add(Fate.UNDECIDED);
          scanner.visible(c);
        }
      }
    }
  }

  private void escape(char c, HeldEvent event) {
    undecided.add(new Place(event, event.add(Fate.CONTROL)));
    switch (c) {
      case '[' -> state = State.SEQUENCE;
      case ']', 'P', 'X', '^', '_' -> begin(c);
      case 0x1b -> {}
      default -> {
        if (c >= 0x30) {
          decide(Fate.SHOWN);
          scanner.lineBreak();
        } else if (c >= ' ') {
          state = State.ESCAPE_INTERMEDIATE;
        }
      }
    }
  }

  private void intermediate(char c, HeldEvent event) {
    undecided.add(new Place(event, event.add(Fate.CONTROL)));
    if (c == 0x1b) {
      state = State.ESCAPE;
    } else if (c >= 0x30) {
      decide(Fate.SHOWN);
      scanner.lineBreak();
    }
  }

  private void sequence(char c, HeldEvent event) {
    undecided.add(new Place(event, event.add(Fate.CONTROL)));
    if (undecided.size() > LONGEST_SEQUENCE) {
      settle(Fate.SHOWN);
    }
    if (c == 0x1b) {
      state = State.ESCAPE;
    } else if (c >= 0x40 && c < 0x7f) {
      decide(Fate.SHOWN);
      if (c != 'm') {
        scanner.lineBreak();
      }
    }
  }

  private void begin(char kind) {
    state = State.STRING;
    kept = false;
    string.setLength(0);
    string.append(kind);
  }

  private void string(char c, HeldEvent event) {
    undecided.add(new Place(event, event.add(Fate.CONTROL)));
    boolean ended = c == 0x07 || c == 0x9c || (state == State.STRING_ESCAPE && c == '\\');
    if (state == State.STRING_ESCAPE && !ended) {
      // Whatever follows an escape that ends no string begins something else.
      int last = undecided.size();
      List<Place> next = new ArrayList<>(undecided.subList(Math.max(0, last - 2), last));
      undecided.removeAll(next);
      decide(kept ? Fate.SHOWN : Fate.LEFT_OUT);
      undecided.addAll(next);
      again(c);
      return;
    }
    state = c == 0x1b ? State.STRING_ESCAPE : State.STRING;
    if (string.length() < KEPT.length()) {
      string.append(c);
      kept = KEPT.contentEquals(string);
    }
    if (ended) {
      decide(kept ? Fate.SHOWN : Fate.LEFT_OUT);
    } else if (string.length() >= KEPT.length() && state == State.STRING) {
      settle(kept ? Fate.SHOWN : Fate.LEFT_OUT);
    }
  }

  /// An escape was read, and now what follows it.
  private void again(char c) {
    switch (c) {
      case '[' -> state = State.SEQUENCE;
      case ']', 'P', 'X', '^', '_' -> begin(c);
      default -> decide(Fate.SHOWN);
    }
  }

  /// Decides on what waits, and ends it.
  private void decide(Fate fate) {
    settle(fate);
    state = State.GROUND;
  }

  private void settle(Fate fate) {
    for (Place place : undecided) {
      place.event.decide(place.index, fate);
    }
    undecided.clear();
  }

  /// Decides on what has begun as if it would not end.
  void flush() {
    switch (state) {
      case GROUND -> {}
      case ESCAPE, ESCAPE_INTERMEDIATE, SEQUENCE -> settle(Fate.SHOWN);
      case STRING, STRING_ESCAPE -> settle(kept ? Fate.SHOWN : Fate.LEFT_OUT);
    }
  }

  boolean isAtRest() {
    return state == State.GROUND;
  }
}
