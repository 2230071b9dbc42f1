package io.kubescribe.index.lucene;

import io.kubescribe.core.session.SessionId;
import io.kubescribe.core.store.Count;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;

/// Where the next page begins: after this place. Carries the number of sessions that the first page
/// counted.
///
/// As text, base64url of: version 1, 16 bytes session, place (8 bytes time, 1 byte kind, 8 bytes
/// number, 4 bytes line), 8 bytes number of sessions, whether that is exact (1) or not.
record SessionCursor(SessionId session, Place place, Count sessions) {
  private static final byte VERSION = 1;
  private static final int LENGTH = 1 + 16 + 8 + 1 + 8 + 4 + 8 + 1;

  /// A line within a session, in the order of hits.
  ///
  /// @param at time of the document
  /// @param kind of the document
  /// @param number of the document
  /// @param line in the document
  record Place(long at, int kind, long number, int line) implements Comparable<Place> {
    /// Behind every hit of a session.
    static final Place LAST =
        new Place(Long.MAX_VALUE, Byte.MAX_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE);

    @Override
    public int compareTo(Place other) {
      int order = Long.compare(at, other.at);
      order = order != 0 ? order : Integer.compare(kind, other.kind);
      order = order != 0 ? order : Long.compare(number, other.number);
      return order != 0 ? order : Integer.compare(line, other.line);
    }
  }

  /// @throws IllegalArgumentException if it is no cursor
  static SessionCursor parse(String text) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
      if (bytes.remaining() == LENGTH && bytes.get() == VERSION) {
        SessionId session = new SessionId(new UUID(bytes.getLong(), bytes.getLong()));
        Place place = new Place(bytes.getLong(), bytes.get(), bytes.getLong(), bytes.getInt());
        return new SessionCursor(session, place, new Count(bytes.getLong(), bytes.get() == 1));
      }
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("not a cursor of this search", e);
    }
    throw new IllegalArgumentException("not a cursor of this search");
  }

  @Override
  public String toString() {
    ByteBuffer bytes =
        ByteBuffer.allocate(LENGTH)
            .put(VERSION)
            .putLong(session.value().getMostSignificantBits())
            .putLong(session.value().getLeastSignificantBits())
            .putLong(place.at())
            .put((byte) place.kind())
            .putLong(place.number())
            .putInt(place.line())
            .putLong(sessions.value())
            .put((byte) (sessions.exact() ? 1 : 0));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }
}
