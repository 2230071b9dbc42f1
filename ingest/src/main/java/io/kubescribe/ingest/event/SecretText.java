package io.kubescribe.ingest.event;

import io.kubescribe.core.json.JsonSyntax;
import io.kubescribe.core.json.RawJson;
import io.kubescribe.core.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/// Tells whether a text is, or holds, the manifest of a Secret with values: as JSON, as YAML, or as
/// JSON in a message.
final class SecretText {
  /// How deep texts in texts are looked into: JSON in base64 in a string of JSON, and one more.
  /// Each level is read in two ways, so without a bound a hostile text costs far more than its
  /// length.
  static final int MAX_NESTING = 4;

  /// `kind: Secret` in any quoting; the quantifiers give nothing back, so this is linear.
  private static final Pattern KIND =
      Pattern.compile("\\bkind[\"'\\\\]*+\\s*+:\\s*+[\"'\\\\]*+Secret(?:List)?\\b(?![-/.])");

  private static final Pattern DATA =
      Pattern.compile("\\b(?:data|stringData)[\"'\\\\]*+\\s*+:\\s*+[^\\s,}]");

  private SecretText() {}

  static boolean holdsSecret(byte[] text, int nesting) {
    if (nesting >= MAX_NESTING) {
      return false;
    }
    int at = RawJson.skipSpace(text, 0, text.length);
    boolean structured = at < text.length && (text[at] == '{' || text[at] == '[');
    while (structured && at < text.length) {
      int end = JsonSyntax.valueEnd(text, at, text.length, StrictJson.MAX_DEPTH);
      if (end < 0) {
        return mentionsSecret(text);
      }
      if (jsonHoldsSecret(Arrays.copyOfRange(text, at, end), nesting)) {
        return true;
      }
      at = RawJson.skipSpace(text, end, text.length);
    }
    if (structured) {
      return false;
    }
    return Text.indexOf(text, 0, "\n") >= 0 ? YamlSecret.isIn(text) : mentionsSecret(text);
  }

  private static boolean jsonHoldsSecret(byte[] json, int nesting) {
    Edits edits = new Edits(json);
    new SecretFinder(json, edits, nesting + 1).anyValue();
    return edits.replacesValue();
  }

  /// For text that is cut or wrapped: a kind and a value anywhere.
  private static boolean mentionsSecret(byte[] text) {
    String latin = new String(text, StandardCharsets.ISO_8859_1);
    return KIND.matcher(latin).find() && DATA.matcher(latin).find();
  }
}
