package io.kubescribe.ingest.event;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Tells whether block YAML holds a Secret with values: `kind: Secret` and `data:` or `stringData:`
/// in one document at one indentation.
final class YamlSecret {
  private static final Pattern KEY =
      Pattern.compile(
          "^([ -]*+)[\"']?(kind|data|stringData)[\"']?[ \\t]*+:[ \\t]*+(.*)$", Pattern.MULTILINE);

  private static final Pattern KIND =
      Pattern.compile("[\"']?Secret(?:List)?[\"']?[ \\t\\r]*+(?:#.*)?");
  private static final Pattern DOCUMENT = Pattern.compile("^---", Pattern.MULTILINE);

  /// Indentations past this are one.
  private static final int MAX_INDENT = 63;

  private YamlSecret() {}

  static boolean isIn(byte[] text) {
    for (String document : DOCUMENT.split(new String(text, StandardCharsets.ISO_8859_1))) {
      if (holds(document)) {
        return true;
      }
    }
    return false;
  }

  private static boolean holds(String document) {
    long kinds = 0;
    long data = 0;
    Matcher key = KEY.matcher(document);
    while (key.find()) {
      long indent = 1L << Math.min(MAX_INDENT, key.group(1).length());
      if (!key.group(2).equals("kind")) {
        data |= indent;
      } else if (KIND.matcher(key.group(3)).matches()) {
        kinds |= indent;
      }
    }
    return (kinds & data) != 0;
  }
}
