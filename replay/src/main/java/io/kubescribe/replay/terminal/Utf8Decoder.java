package io.kubescribe.replay.terminal;

import java.util.Arrays;

/// Decodes UTF-8 that comes in pieces: a character parted between two is put together. What is
/// malformed becomes U+FFFD, as many of them as the JDK's decoder makes, so that casts and screens
/// tell the same. For one thread.
public final class Utf8Decoder {
  /// The character has not ended yet.
  static final int INCOMPLETE = -1;

  static final int REPLACEMENT = 0xfffd;

  private int value;
  private int missing;
  private int taken;

  /// What the next byte must lie between: some first bytes forbid some second ones.
  private int lowest;

  private int highest;
  private boolean again;
  private final byte[] tail = new byte[3];

  /// Takes a byte.
  ///
  /// @return a code point, or [#INCOMPLETE]; then ask [#refused()]
  int accept(byte next) {
    int octet = next & 0xff;
    again = false;
    if (missing == 0) {
      return start(octet);
    }
    if (octet < lowest || octet > highest) {
      missing = 0;
      again = true;
      return REPLACEMENT;
    }
    tail[Math.min(taken++, 2)] = next;
    lowest = 0x80;
    highest = 0xbf;
    value = (value << 6) | (octet & 0x3f);
    if (--missing > 0) {
      return INCOMPLETE;
    }
    return value >= 0xd800 && value < 0xe000 ? REPLACEMENT : value;
  }

  private int start(int octet) {
    if (octet < 0x80) {
      return octet;
    }
    if (octet < 0xc2 || octet > 0xf4) {
      return REPLACEMENT;
    }
    tail[0] = (byte) octet;
    taken = 1;
    missing = octet < 0xe0 ? 1 : octet < 0xf0 ? 2 : 3;
    value = octet & (0x3f >> missing);
    lowest = octet == 0xe0 ? 0xa0 : octet == 0xf0 ? 0x90 : 0x80;
    highest = octet == 0xf4 ? 0x8f : 0xbf;
    return INCOMPLETE;
  }

  /// Whether the last byte ended a malformed character without being part of it, and is to be given
  /// once more.
  boolean refused() {
    return again;
  }

  /// Whether a character has begun and not ended.
  public boolean isPartial() {
    return missing > 0;
  }

  /// The bytes of the character that has begun, at most three.
  public byte[] partial() {
    return missing > 0 ? Arrays.copyOf(tail, taken) : new byte[0];
  }

  /// Appends what `bytes` decode to; a character that has only begun waits for the next call.
  public void decode(byte[] bytes, int offset, int length, StringBuilder out) {
    for (int i = offset; i < offset + length; i++) {
      int code = accept(bytes[i]);
      if (code != INCOMPLETE) {
        out.appendCodePoint(code);
      }
      if (again) {
        i--;
      }
    }
  }

  /// Ends the stream: a character that has only begun becomes one U+FFFD.
  public void end(StringBuilder out) {
    if (missing > 0) {
      missing = 0;
      out.appendCodePoint(REPLACEMENT);
    }
  }
}
