package io.kubescribe.core.query;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Splits text into words: runs of letters and decimal digits (of any script), in lower case, one
/// character at a time and without regard to the language. What [Query.Text] compares.
///
/// Not safe for use by many threads: one instance each, used again and again.
public final class Words {
  /// Told of each word, in order: `utf8[0, length)`, valid during the call only.
  @FunctionalInterface
  public interface Visitor {
    /// @param characters length of the word in Unicode characters
    void word(byte[] utf8, int length, int characters);
  }

  private static final int ASCII = 0x80;

  /// Lower case of the ASCII letters and digits, 0 for what separates words.
  private static final byte[] FOLD = new byte[ASCII];

  static {
    for (int c = 0; c < ASCII; c++) {
      if (Character.isLetterOrDigit(c)) {
        FOLD[c] = (byte) Character.toLowerCase(c);
      }
    }
  }

  private byte[] word = new byte[256];
  private int length;
  private int characters;
  private int start;
  private int end;

  /// Visits the words of `text`.
  public void visit(String text, Visitor visitor) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    visit(utf8, 0, utf8.length, visitor);
  }

  /// Where the word that is being visited begins in the text, in bytes; valid during the call only.
  public int start() {
    return start;
  }

  /// Where it ends.
  public int end() {
    return end;
  }

  /// Visits the words of the UTF-8 text `utf8[from, to)`; bytes that are not UTF-8 separate words.
  public void visit(byte[] utf8, int from, int to, Visitor visitor) {
    length = 0;
    characters = 0;
    int at = from;
    while (at < to) {
      end = at;
      if (length == 0) {
        start = at;
      }
      byte b = utf8[at];
      if (b >= 0) {
        byte folded = FOLD[b];
        if (folded == 0) {
          end(visitor);
        } else {
          put(folded);
          characters++;
        }
        at++;
      } else {
        int width = width(utf8, at, to);
        take(width == 0 ? -1 : decode(utf8, at, width), visitor);
        at += Math.max(1, width);
      }
    }
    end = to;
    end(visitor);
  }

  private void take(int c, Visitor visitor) {
    if (c < 0 || !Character.isLetterOrDigit(c)) {
      end(visitor);
      return;
    }
    int lower = Character.toLowerCase(c);
    if (lower < ASCII) {
      put((byte) lower);
    } else if (lower < 0x800) {
      put((byte) (0xc0 | (lower >> 6)));
      put(tail(lower));
    } else if (lower < 0x10000) {
      put((byte) (0xe0 | (lower >> 12)));
      put(tail(lower >> 6));
      put(tail(lower));
    } else {
      put((byte) (0xf0 | (lower >> 18)));
      put(tail(lower >> 12));
      put(tail(lower >> 6));
      put(tail(lower));
    }
    characters++;
  }

  private static byte tail(int bits) {
    return (byte) (0x80 | (bits & 0x3f));
  }

  private void put(byte b) {
    if (length == word.length) {
      word = Arrays.copyOf(word, length * 2);
    }
    word[length++] = b;
  }

  private void end(Visitor visitor) {
    if (length > 0) {
      visitor.word(word, length, characters);
      length = 0;
      characters = 0;
    }
  }

  /// The length of the well-formed sequence at `at`, 0 if there is none.
  private static int width(byte[] utf8, int at, int to) {
    int lead = utf8[at] & 0xff;
    int width = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || at + width > to) {
      return 0;
    }
    for (int i = 1; i < width; i++) {
      if ((utf8[at + i] & 0xc0) != 0x80) {
        return 0;
      }
    }
    return width;
  }

  private static int decode(byte[] utf8, int at, int width) {
    int c = utf8[at] & (0xff >> (width + 1));
    for (int i = 1; i < width; i++) {
      c = (c << 6) | (utf8[at + i] & 0x3f);
    }
    return c;
  }
}
