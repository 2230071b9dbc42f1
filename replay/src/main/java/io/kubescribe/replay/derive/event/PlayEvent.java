package io.kubescribe.replay.derive.event;

import io.kubescribe.core.session.SessionStart;
import org.jspecify.annotations.Nullable;

/// One thing that a player shows.
public sealed interface PlayEvent {
  /// Nanoseconds since the session began, never less than the event's before.
  long nanos();

  /// The first event: how large the window is, and whose session it is.
  ///
  /// @param start null when the session's first record is missing
  record Begin(long nanos, int columns, int rows, @Nullable SessionStart start)
      implements PlayEvent {
    /// Whether there was a terminal. A recording without its start is taken for one with.
    public boolean tty() {
      return start == null || start.asked().tty();
    }
  }

  /// Text for the screen, whole characters.
  ///
  /// @param sequence the record that it came with
  record Output(long nanos, long sequence, String text) implements PlayEvent {}

  /// What was typed as far as it was recorded, whole characters; `*` for each that was masked.
  record Input(long nanos, long sequence, String text) implements PlayEvent {}

  /// Another size.
  record Resize(long nanos, int columns, int rows) implements PlayEvent {}

  /// Something relayed that is not in the recording.
  ///
  /// @param fromNanos time of the first that is missing
  /// @param toNanos time of the last
  /// @param bytes how many, as far as it is known
  /// @param records how many
  record Gap(long nanos, long sequence, long fromNanos, long toNanos, long bytes, long records)
      implements PlayEvent {
    /// One line for people.
    public String label() {
      if (bytes > 0) {
        return "gap: " + bytes + " bytes missing";
      }
      return records > 0 ? "gap: " + records + " records missing" : "gap in the recording";
    }
  }

  /// Something to point out at this time.
  record Marker(long nanos, String label) implements PlayEvent {}

  /// How the process ended; after everything that it put out.
  record Exit(long nanos, int status) implements PlayEvent {}
}
