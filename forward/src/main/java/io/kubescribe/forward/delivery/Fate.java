package io.kubescribe.forward.delivery;

/// What became of one item of a request.
public sealed interface Fate {
  Fate DELIVERED = new Delivered(false);

  /// Delivered, and the destination said that it had it before.
  Fate KNOWN = new Delivered(true);

  Fate AGAIN = new Again();

  /// The destination has it.
  ///
  /// @param known whether it said that it had it before
  record Delivered(boolean known) implements Fate {}

  /// Not taken, and nothing is said against the item itself: send it again.
  record Again() implements Fate {}

  /// Refused for itself; sending it again would not help.
  ///
  /// @param reason what the destination said, one line
  record Refused(String reason) implements Fate {}

  /// Refused together with others, of which any may be the reason.
  record Suspect(String reason) implements Fate {}

  /// The request was too large for the destination.
  record TooLarge(String reason) implements Fate {}
}
