package io.kubescribe.ingest.event;

import io.kubescribe.core.crypto.DataKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/// What stands in the place of a replaced value; grammar in the package's description.
final class Marker {
  private static final byte[] DOMAIN =
      "kubescribe redaction 1\0".getBytes(StandardCharsets.US_ASCII);
  private static final String PREFIX = "[redacted:";
  private static final int HASH_BYTES = 16;
  private static final int HASH_CHARS = 22;

  private Marker() {}

  /// The marker for `json[from, to)`, without quotes.
  static byte[] of(DataKey key, byte[] json, int from, int to) {
    byte[] input = Arrays.copyOf(DOMAIN, DOMAIN.length + to - from);
    System.arraycopy(json, from, input, DOMAIN.length, to - from);
    byte[] hash = Arrays.copyOf(key.hash(input), HASH_BYTES);
    String text =
        PREFIX
            + (to - from)
            + ':'
            + Base64.getUrlEncoder().withoutPadding().encodeToString(hash)
            + ']';
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /// Whether `json[from, to)`, without quotes, is exactly a marker.
  static boolean is(byte[] json, int from, int to) {
    int digits = from + PREFIX.length();
    if (to - digits < 1 + 1 + HASH_CHARS + 1) {
      return false;
    }
    for (int i = 0; i < PREFIX.length(); i++) {
      if (json[from + i] != PREFIX.charAt(i)) {
        return false;
      }
    }
    int colon = digits;
    while (colon < to && json[colon] >= '0' && json[colon] <= '9') {
      colon++;
    }
    if (colon == digits || colon - digits > 9 || to - colon != 1 + HASH_CHARS + 1) {
      return false;
    }
    for (int i = colon + 1; i < to - 1; i++) {
      byte b = json[i];
      boolean allowed =
          (b >= '0' && b <= '9')
              || (b >= 'A' && b <= 'Z')
              || (b >= 'a' && b <= 'z')
              || b == '-'
              || b == '_';
      if (!allowed) {
        return false;
      }
    }
    return json[colon] == ':' && json[to - 1] == ']';
  }
}
