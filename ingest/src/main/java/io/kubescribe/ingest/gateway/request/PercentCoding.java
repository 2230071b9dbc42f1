package io.kubescribe.ingest.gateway.request;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/// Percent-decoding as kube-apiserver (Go's `net/url`) does it. Static.
final class PercentCoding {
  private PercentCoding() {}

  /// @param form whether `+` is a space, as in queries
  /// @return empty for an escape that is none, or bytes that are not UTF-8
  static Optional<String> decode(String text, boolean form) {
    if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
      return Optional.of(text);
    }
    byte[] bytes = new byte[text.length()];
    int length = 0;
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '%') {
        if (at + 2 >= text.length()
            || !HexFormat.isHexDigit(text.charAt(at + 1))
            || !HexFormat.isHexDigit(text.charAt(at + 2))) {
          return Optional.empty();
        }
        bytes[length++] = (byte) HexFormat.fromHexDigits(text, at + 1, at + 3);
        at += 3;
      } else {
        bytes[length++] = (byte) (form && c == '+' ? ' ' : c);
        at++;
      }
    }
    try {
      // A decoder of its own refuses overlong forms and lone surrogates instead of mending them.
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
