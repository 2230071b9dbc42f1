package io.kubescribe.ingest.event;

import java.util.Arrays;
import java.util.List;

/// Looks for secrets in the strings of JSON text. One pass over the raw bytes decides whether a
/// string is worth a closer look; nearly none is.
final class StringInspector {
  /// Shorter base64 can't hold a token, key or Secret.
  private static final int MIN_BASE64 = 64;

  private static final byte STOP = 1;
  private static final byte NOT_BASE64 = 2;
  private static final byte[] CLASSES = classes();

  private final byte[] json;
  private final Path path;
  private final Edits edits;
  private final int nesting;

  StringInspector(byte[] json, Path path, Edits edits, int nesting) {
    this.json = json;
    this.path = path;
    this.edits = edits;
    this.nesting = nesting;
  }

  private static byte[] classes() {
    byte[] classes = new byte[256];
    for (int i = 0; i < classes.length; i++) {
      boolean base64 = SecretShapes.isBase64((byte) i) || i == '=' || i == '\\' || i == '"';
      classes[i] = base64 ? 0 : NOT_BASE64;
    }
    for (char c : "\"\\JPLZS6z".toCharArray()) {
      classes[c] |= STOP;
    }
    return classes;
  }

  /// Inspects the string whose opening quote stands at `at`.
  ///
  /// @return the position after it
  int string(int at) {
    boolean escaped = false;
    boolean suspect = false;
    int seen = 0;
    int i = at + 1;
    while (true) {
      byte b = json[i];
      int type = CLASSES[b & 0xff];
      seen |= type;
      if ((type & STOP) == 0) {
        i++;
      } else if (b == '"') {
        break;
      } else if (b == '\\') {
        escaped = true;
        suspect |= hides(i);
        i += 2;
      } else {
        suspect |= begins(b, i);
        i++;
      }
    }
    if (suspect || ((seen & NOT_BASE64) == 0 && i - at > MIN_BASE64)) {
      inspect(at + 1, i, escaped);
    }
    return i + 1;
  }

  /// Whether the escape at `i` may hide a letter. Go escapes `&`, `<` and `>` everywhere, so these
  /// tell nothing; JSON inside a string has its escapes behind a second backslash.
  private boolean hides(int i) {
    if (json[i + 1] == '\\') {
      return json[i + 2] == 'u';
    }
    if (json[i + 1] != 'u' || json[i + 2] != '0' || json[i + 3] != '0') {
      return false;
    }
    int code = 16 * Character.digit(json[i + 4], 16) + Character.digit(json[i + 5], 16);
    return code > ' ' && code != '&' && code != '<' && code != '>';
  }

  private boolean begins(byte b, int i) {
    return switch (b) {
      case 'J' -> Text.at(json, i - 2, "eyJ");
      case 'P' -> Text.at(json, i, "PRIVATE KEY");
      case 'L' -> Text.at(json, i, "LS0t");
      case 'S' -> Text.at(json, i, "Secret");
      case '6' -> Text.at(json, i, "64url.bearer");
      case 'Z' -> Text.at(json, i, "ZXlK") || authorization(i);
      default -> authorization(i);
    };
  }

  /// Whether the header stands here; the API group of the same name is everywhere.
  private boolean authorization(int i) {
    return Text.atIgnoringCase(json, i - 7, "authorization")
        && i + 6 < json.length
        && json[i + 6] != '.';
  }

  private void inspect(int from, int to, boolean escaped) {
    byte[] text = escaped ? Text.unescaped(json, from, to) : Arrays.copyOfRange(json, from, to);
    if (SecretText.holdsSecret(text, nesting)) {
      edits.value(from - 1, to + 1, path, "secret-text");
      return;
    }
    List<SecretShapes.Find> finds = SecretShapes.find(text, nesting);
    if (!finds.isEmpty()) {
      replace(from, finds);
    }
  }

  /// Replaces the parts of the decoded string in the raw one.
  ///
  /// @param finds positions in the decoded string, in order
  private void replace(int from, List<SecretShapes.Find> finds) {
    int raw = from;
    int decoded = 0;
    for (SecretShapes.Find find : finds) {
      for (; decoded < find.from(); decoded++) {
        raw += Text.rawLength(json, raw);
      }
      int rawFrom = raw;
      for (; decoded < find.to(); decoded++) {
        raw += Text.rawLength(json, raw);
      }
      edits.part(rawFrom, raw, path, find.rule());
    }
  }

  /// Inspects the request URI for token parameters.
  ///
  /// @param from the string's opening quote
  void uri(int from, int to) {
    if (json[from] == '"') {
      byte[] text = Text.unescaped(json, from + 1, to - 1);
      replace(from + 1, UriTokens.find(text));
    }
  }
}
