package io.kubescribe.index.lucene;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import org.apache.lucene.util.BytesRef;

/// Keeps terms short. A text of more than `max` bytes becomes its beginning, `…` and 22 characters
/// of base64url of its SHA-256 (128 bits of it), `max` bytes at most; so long values still compare
/// exactly, and cutting twice changes nothing. Lucene itself refuses terms over 32,766 bytes.
final class CutTerm {
  /// Longest value of a named field, in bytes. API server URIs with selectors reach a few KiB.
  static final int MAX_KEYWORD = 4096;

  /// Longest path of a body value, in bytes.
  static final int MAX_PATH = 512;

  /// Longest value of a body value, in bytes.
  static final int MAX_BODY_VALUE = 128;

  private static final byte[] MARK = "…".getBytes(StandardCharsets.UTF_8);
  private static final int HASH_BYTES = 16;
  private static final int HASH_CHARACTERS = 22;

  private CutTerm() {}

  /// The term of `text`; a new array.
  static BytesRef of(String text, int max) {
    BytesRef term = new BytesRef(text);
    if (term.length <= max) {
      return term;
    }
    byte[] cut = cut(term.bytes, term.offset, term.offset + term.length, max);
    return new BytesRef(cut);
  }

  /// The term of the UTF-8 text `utf8[from, to)`, which is longer than `max`.
  static byte[] cut(byte[] utf8, int from, int to, int max) {
    int keep = max - MARK.length - HASH_CHARACTERS;
    while (keep > 0 && (utf8[from + keep] & 0xc0) == 0x80) {
      keep--;
    }
    byte[] term = Arrays.copyOfRange(utf8, from, from + keep + MARK.length + HASH_CHARACTERS);
    System.arraycopy(MARK, 0, term, keep, MARK.length);
    byte[] hash = hash(utf8, from, to);
    System.arraycopy(hash, 0, term, keep + MARK.length, hash.length);
    return term;
  }

  private static byte[] hash(byte[] utf8, int from, int to) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(utf8, from, to - from);
      byte[] hash = Arrays.copyOf(sha256.digest(), HASH_BYTES);
      return Base64.getUrlEncoder().withoutPadding().encode(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }
}
