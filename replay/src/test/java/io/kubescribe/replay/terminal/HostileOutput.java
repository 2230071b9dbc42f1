package io.kubescribe.replay.terminal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Output such as no sane program writes: everything that a terminal knows, in any order, with
/// numbers of any size, cut anywhere, with bytes that are no characters. The same for the same
/// seed.
final class HostileOutput {
  private static final String FINALS = "@ABCDEFGHIJKLMPSTWXZ`abdefghlmrstuqpcn";
  private static final int[] PRIVATE = {1, 6, 7, 25, 47, 1047, 1048, 1049, 2004, 1000, 6, 7, 1049};
  private static final String[] LETTERS = {
    "é",
    "ß",
    "日",
    "本",
    "한",
    "Ａ",
    "🙂",
    "👩",
    "\u0301",
    "\u200d",
    "\ufe0f",
    "─",
    "█",
    "▐",
    "●",
    "\ue0b0",
    "\u00a0",
    "\ufffd",
    "\u2028",
    "𝒳",
    "\u0085",
    "\u0084",
    "\u008d",
    "\u0088",
    "\u009b5C"
  };

  final long seed;
  final int columns;
  final int rows;
  final List<RecordedStream.Event> pieces = new ArrayList<>();
  private final Random random;

  HostileOutput(long seed) {
    this.seed = seed;
    random = new Random(seed);
    boolean usual = random.nextInt(4) == 0;
    columns = usual ? 80 : 2 + random.nextInt(30);
    rows = usual ? 24 : 1 + random.nextInt(12);
    int count = 1 + random.nextInt(8);
    for (int i = 0; i < count; i++) {
      if (random.nextInt(6) == 0) {
        pieces.add(RecordedStream.Event.resize(i, 2 + random.nextInt(60), 1 + random.nextInt(20)));
      } else {
        pieces.add(RecordedStream.Event.output(i, bytes()));
      }
    }
  }

  private byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int count = 1 + random.nextInt(40);
    for (int i = 0; i < count; i++) {
      byte[] token = token().getBytes(StandardCharsets.UTF_8);
      int length = random.nextInt(100) == 0 ? random.nextInt(token.length + 1) : token.length;
      out.write(token, 0, length);
      if (random.nextInt(60) == 0) {
        out.write(random.nextInt(256));
      }
    }
    return out.toByteArray();
  }

  private String token() {
    return switch (random.nextInt(20)) {
      case 0, 1, 2, 3 -> word();
      case 4, 5 -> LETTERS[random.nextInt(LETTERS.length)];
      case 6, 7 -> "\r\n";
      case 8 -> Character.toString(random.nextInt(0x20));
      case 9, 10 -> "\u001b[" + parameters() + FINALS.charAt(random.nextInt(FINALS.length()));
      case 11, 12 -> moveOrErase();
      case 13 -> "\u001b[" + rendition() + "m";
      case 14 -> "\u001b[?" + privateModes() + (random.nextBoolean() ? "h" : "l");
      case 15 -> "\u001b[" + (1 + random.nextInt(rows)) + ";" + random.nextInt(rows + 2) + "r";
      case 16 -> "\u001b" + "78cDEHMZ=>\\".charAt(random.nextInt(11));
      case 17 -> "\u001b" + "()#%".charAt(random.nextInt(4)) + "0B8A".charAt(random.nextInt(4));
      case 18 -> string();
      default ->
          random.nextInt(3) == 0
              ? Character.toString(anyCharacter())
              : "\u001b["
                  + (random.nextBoolean() ? "4" : "20")
                  + (random.nextBoolean() ? "h" : "l");
    };
  }

  private String word() {
    StringBuilder word = new StringBuilder();
    int length = 1 + random.nextInt(random.nextInt(8) == 0 ? 3 * columns : 12);
    for (int i = 0; i < length; i++) {
      word.append((char) (0x20 + random.nextInt(0x60)));
    }
    return word.toString();
  }

  private int anyCharacter() {
    int code = random.nextInt(random.nextInt(4) == 0 ? 0x110000 : 0x3000);
    // The player draws U+268F over two columns and counts one for it, and so can't be read.
    return (code >= 0xd800 && code < 0xe000) || code == 0x268f ? 'x' : code;
  }

  private String moveOrErase() {
    return switch (random.nextInt(8)) {
      case 0, 1 -> "\u001b[" + random.nextInt(rows + 3) + ";" + random.nextInt(columns + 3) + "H";
      case 2 -> "\u001b[" + random.nextInt(3) + "K";
      case 3 -> "\u001b[" + random.nextInt(4) + "J";
      case 4 -> "\u001b[" + random.nextInt(4) + "L";
      case 5 -> "\u001b[" + random.nextInt(4) + "M";
      case 6 -> "\u001b[" + random.nextInt(6) + "@";
      default -> "\u001b[" + random.nextInt(6) + "P";
    };
  }

  private String parameters() {
    StringBuilder out = new StringBuilder(random.nextInt(30) == 0 ? "?" : "");
    int count = random.nextInt(random.nextInt(50) == 0 ? 40 : 4);
    for (int i = 0; i < count; i++) {
      out.append(i > 0 ? random.nextInt(20) == 0 ? ":" : ";" : "");
      int size = random.nextInt(12);
      if (size > 0) {
        out.append(random.nextInt(size == 11 ? 100_000 : size > 8 ? 200 : 8));
      }
    }
    if (random.nextInt(40) == 0) {
      out.append(" !$".charAt(random.nextInt(3)));
    }
    return out.toString();
  }

  private String rendition() {
    StringBuilder out = new StringBuilder();
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      out.append(i > 0 ? ";" : "");
      int base = random.nextBoolean() ? 38 : 48;
      switch (random.nextInt(6)) {
        case 0 -> out.append(base).append(";5;").append(random.nextInt(300));
        case 1 -> out.append(base).append(";2;").append(random.nextInt(256)).append(";9;200");
        case 2 -> out.append(base).append(":2:").append(random.nextInt(256)).append(":9:200");
        case 3 -> out.append(random.nextInt(10));
        default -> out.append(random.nextInt(110));
      }
    }
    return out.toString();
  }

  private String privateModes() {
    StringBuilder out = new StringBuilder();
    int count = 1 + random.nextInt(2);
    for (int i = 0; i < count; i++) {
      out.append(i > 0 ? ";" : "").append(PRIVATE[random.nextInt(PRIVATE.length)]);
    }
    return out.toString();
  }

  private String string() {
    String start =
        new String[] {"\u001b]", "\u001bP", "\u001bX", "\u001b_", "\u009d"}[random.nextInt(5)];
    String end = new String[] {"\u0007", "\u001b\\", "\u009c", "\u0018", ""}[random.nextInt(5)];
    return start + random.nextInt(100) + ";" + word() + end;
  }
}
