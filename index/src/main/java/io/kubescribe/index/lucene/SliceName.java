package io.kubescribe.index.lucene;

import io.kubescribe.core.CorruptDataException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;

/// A slice and its directory: the kind and a span of seconds since the epoch, such as
/// `main-20261123T000000Z-86400`.
///
/// @param start first second
/// @param length seconds
record SliceName(Kind kind, long start, long length) implements Comparable<SliceName> {
  /// By which time events are sliced.
  enum Kind {
    /// By their own time.
    MAIN("main"),
    /// By received time, because their own is missing or lies in the future.
    FLAGGED("flagged");

    private final String text;

    Kind(String text) {
      this.text = text;
    }
  }

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private static final Comparator<SliceName> ORDER =
      Comparator.comparing(SliceName::kind)
          .thenComparingLong(SliceName::start)
          .thenComparingLong(SliceName::length);

  /// First second after the slice.
  long end() {
    return start + length;
  }

  /// @throws CorruptDataException if it is not the name of a slice
  static SliceName parse(String text) throws CorruptDataException {
    String[] parts = text.split("-", -1);
    if (parts.length == 3) {
      for (Kind kind : Kind.values()) {
        if (kind.text.equals(parts[0])) {
          try {
            long start = Instant.from(TIME.parse(parts[1])).getEpochSecond();
            return new SliceName(kind, start, Long.parseLong(parts[2]));
          } catch (DateTimeException | NumberFormatException e) {
            throw new CorruptDataException("not the name of a slice: " + text, e);
          }
        }
      }
    }
    throw new CorruptDataException("not the name of a slice: " + text);
  }

  @Override
  public int compareTo(SliceName other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return kind.text + "-" + TIME.format(Instant.ofEpochSecond(start)) + "-" + length;
  }
}
