package io.kubescribe.queryapi.http;

import io.kubescribe.core.crypto.DataKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/// Cursors as clients hold them: base64url of 16 bytes HMAC-SHA-256, 8 bytes of what `now` meant on
/// the first page (microseconds since the epoch), the store's own cursor in UTF-8.
///
/// The HMAC also covers the query, range, order and scope, so a cursor goes on with the search it
/// came from and no other. Safe for use by many threads.
final class Cursors {
  private static final int TAG = 16;
  private static final int MAX_LENGTH = 4_096;
  private static final int MICROS = 1_000_000;

  /// @param now what `now` meant on the first page
  record Opened(Instant now, String storeCursor) {}

  private final DataKey key;

  Cursors(DataKey key) {
    this.key = key;
  }

  /// @param binding all that must be the same on the next page
  String seal(Instant now, String storeCursor, String binding) {
    byte[] store = storeCursor.getBytes(StandardCharsets.UTF_8);
    long micros = now.getEpochSecond() * MICROS + now.getNano() / 1_000;
    byte[] content =
        ByteBuffer.allocate(Long.BYTES + store.length).putLong(micros).put(store).array();
    ByteBuffer sealed = ByteBuffer.allocate(TAG + content.length);
    sealed.put(tag(content, binding)).put(content);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed.array());
  }

  /// @throws ApiException 400 if the cursor was changed, or belongs to another search
  Opened open(String cursor, String binding) {
    byte[] sealed = decode(cursor);
    byte[] content = Arrays.copyOfRange(sealed, Math.min(TAG, sealed.length), sealed.length);
    boolean ours =
        content.length >= Long.BYTES
            && MessageDigest.isEqual(tag(content, binding), Arrays.copyOf(sealed, TAG));
    if (!ours) {
      throw ApiException.parameter("cursor", "'next' of the same search, unchanged");
    }
    long micros = ByteBuffer.wrap(content).getLong();
    return new Opened(
        Instant.ofEpochSecond(
            Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1_000L),
        new String(content, Long.BYTES, content.length - Long.BYTES, StandardCharsets.UTF_8));
  }

  private static byte[] decode(String cursor) {
    try {
      return cursor.length() > MAX_LENGTH ? new byte[0] : Base64.getUrlDecoder().decode(cursor);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private byte[] tag(byte[] content, String binding) {
    byte[] bound = binding.getBytes(StandardCharsets.UTF_8);
    byte[] purpose = "cursor".getBytes(StandardCharsets.UTF_8);
    ByteBuffer input =
        ByteBuffer.allocate(purpose.length + Integer.BYTES + bound.length + content.length);
    input.put(purpose).putInt(bound.length).put(bound).put(content);
    return Arrays.copyOf(key.hash(input.array()), TAG);
  }
}
