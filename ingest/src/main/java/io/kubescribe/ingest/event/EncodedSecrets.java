package io.kubescribe.ingest.event;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds base64 (RFC 4648, either alphabet, also wrapped in lines) that holds a secret, as in a
/// kubeconfig's `client-key-data`.
final class EncodedSecrets {
  /// The shortest private key (Ed25519 in PKCS #8) has 119 characters of PEM, 160 of base64.
  private static final int MIN_RUN = 48;

  private EncodedSecrets() {}

  static void find(byte[] text, List<SecretShapes.Find> finds, int nesting) {
    int at = 0;
    while (at < text.length && nesting < SecretText.MAX_NESTING) {
      int end = runEnd(text, at);
      if (end - at < MIN_RUN) {
        at = end + 1;
        continue;
      }
      int last = wrappedEnd(text, at, end);
      String rule = ruleOf(text, at, last, nesting);
      if (rule != null) {
        finds.add(new SecretShapes.Find(at, last, rule));
      }
      at = last + 1;
    }
  }

  private static int runEnd(byte[] text, int from) {
    int at = from;
    while (at < text.length && SecretShapes.isBase64(text[at])) {
      at++;
    }
    return at;
  }

  /// The end of the run and of the lines that continue it: of the same length, the last shorter;
  /// then padding.
  private static int wrappedEnd(byte[] text, int from, int firstEnd) {
    int length = firstEnd - from;
    int end = firstEnd;
    boolean full = true;
    while (full) {
      int next = end;
      while (next < text.length && isSpace(text[next])) {
        next++;
      }
      int nextEnd = next > end ? runEnd(text, next) : next;
      full = nextEnd - next == length;
      if (nextEnd > next && nextEnd - next <= length) {
        end = nextEnd;
      }
    }
    while (end < text.length && text[end] == '=') {
      end++;
    }
    return end;
  }

  private static boolean isSpace(byte b) {
    return b == '\n' || b == '\r' || b == ' ' || b == '\t';
  }

  private static @Nullable String ruleOf(byte[] text, int from, int to, int nesting) {
    byte[] packed = new byte[to - from];
    int length = 0;
    for (int i = from; i < to; i++) {
      byte b = text[i];
      if (SecretShapes.isBase64(b)) {
        packed[length++] = (byte) (b == '-' ? '+' : b == '_' ? '/' : b);
      }
    }
    // A run that is cut still tells what it holds.
    byte[] decoded = Base64.getDecoder().decode(Arrays.copyOf(packed, length - length % 4));
    if (SecretText.holdsSecret(decoded, nesting + 1)) {
      return "secret-text";
    }
    List<SecretShapes.Find> inner = SecretShapes.find(decoded, nesting + 1);
    return inner.isEmpty() ? null : inner.getFirst().rule();
  }
}
