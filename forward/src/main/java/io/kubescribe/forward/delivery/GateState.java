package io.kubescribe.forward.delivery;

/// How a destination is, by its last answer.
///
/// @param paused by a person
/// @param signal of the last answer
/// @param away whether several requests in a row came to nothing
/// @param message what the last answer said, for people
public record GateState(boolean paused, Signal signal, boolean away, String message) {
  /// Whether a person must help.
  public boolean blocked() {
    return signal.blocks();
  }

  /// One word: `paused`, `blocked`, `away`, `slowed` or `running`.
  public String word() {
    if (paused) {
      return "paused";
    }
    if (blocked()) {
      return "blocked";
    }
    return away ? "away" : signal == Signal.GOOD ? "running" : "slowed";
  }
}
