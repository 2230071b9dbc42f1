package io.kubescribe.index.lucene;

import io.kubescribe.core.store.Count;
import io.kubescribe.core.store.EventSearch.Order;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Base64;

/// Where the next page begins: after the last event of the page before, by (timestamp, position).
/// So events that arrive meanwhile move nothing. Carries the total that the first page counted.
///
/// As text, base64url of: version 1, order (0 newest first), timestamp, position, total as 8 bytes
/// each, whether the total is exact (1) or not.
record Cursor(Order order, long timestamp, long position, Count total) {
  private static final byte VERSION = 1;
  private static final int LENGTH = 2 + 3 * Long.BYTES + 1;

  /// @throws IllegalArgumentException if it is no cursor, or one of a search in another order
  static Cursor parse(String text, Order order) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
      if (bytes.remaining() == LENGTH && bytes.get() == VERSION) {
        Order its = bytes.get() == 0 ? Order.NEWEST_FIRST : Order.OLDEST_FIRST;
        if (its == order) {
          return new Cursor(
              its, bytes.getLong(), bytes.getLong(), new Count(bytes.getLong(), bytes.get() == 1));
        }
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
            .put((byte) (order == Order.NEWEST_FIRST ? 0 : 1))
            .putLong(timestamp)
            .putLong(position)
            .putLong(total.value())
            .put((byte) (total.exact() ? 1 : 0));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }
}
