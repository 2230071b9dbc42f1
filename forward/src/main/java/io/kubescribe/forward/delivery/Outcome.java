package io.kubescribe.forward.delivery;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What came of one request.
///
/// @param fates of its items, in their order
/// @param retryAfter how long the destination asks to be left alone, null if it does not
/// @param message what it said, for people; one line, without any value of an event
public record Outcome(
    Signal signal, List<Fate> fates, @Nullable Duration retryAfter, String message) {
  public Outcome {
    fates = List.copyOf(fates);
  }

  /// The same for every item.
  public static Outcome all(int items, Fate fate, Signal signal, String message) {
    return new Outcome(signal, Collections.nCopies(items, fate), null, message);
  }

  public static Outcome delivered(int items) {
    return all(items, Fate.DELIVERED, Signal.GOOD, "");
  }

  /// Nothing was taken, and nothing is said against the items.
  public static Outcome again(int items, Signal signal, String message) {
    return all(items, Fate.AGAIN, signal, message);
  }

  public Outcome after(@Nullable Duration wait) {
    return new Outcome(signal, fates, wait, message);
  }
}
