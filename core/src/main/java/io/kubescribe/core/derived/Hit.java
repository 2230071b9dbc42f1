package io.kubescribe.core.derived;

import java.time.Instant;
import java.util.List;

/// A place in a session where words of the query stand.
///
/// @param kind where: on the screen, in a command line, or in what is known of the session
/// @param at when all of the line could be seen, nanoseconds since the session's start
/// @param line the line, or the part of it around the first place; the session's command for a hit
///   that is the session
/// @param highlights places of the words in `line`, in order, none for a query without words
public record Hit(
    SessionSummary session, DerivedKind kind, long at, String line, List<Highlight> highlights) {
  /// A part of a line, in UTF-16 units: `[from, to)`.
  public record Highlight(int from, int to) {}

  public Hit {
    highlights = List.copyOf(highlights);
  }

  /// The moment by the clock.
  public Instant timestamp() {
    return session.startedAt().plusNanos(at);
  }
}
