package io.kubescribe.replay.derive.secret;

import io.kubescribe.replay.derive.secret.SecretForms.Form;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The end of the present line, by which secrets are known that look like nothing themselves.
final class SecretContext {
  private static final int LENGTH = 96;

  private static final Pattern BEGIN =
      Pattern.compile("-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY( BLOCK)?-----$");
  private static final Pattern LABEL =
      Pattern.compile(
          "(secret_?access_?key|session_?token|client-key-data|aws_?secret_?key)[\"']? *[:=]$");
  private static final Pattern PERHAPS_LABEL =
      Pattern.compile("(secret|session|client|aws|key|token|data)[\\w\"' -]*$");
  private static final Pattern BOOTSTRAP = Pattern.compile("(?<![\\w.])[a-z0-9]{6}\\.$");

  private final StringBuilder line = new StringBuilder();

  void add(char c) {
    if (line.length() == 2 * LENGTH) {
      line.delete(0, LENGTH);
    }
    line.append(c);
  }

  void lineBreak() {
    line.setLength(0);
  }

  private CharSequence end() {
    return line.length() > LENGTH ? line.subSequence(line.length() - LENGTH, line.length()) : line;
  }

  private char last() {
    return line.isEmpty() ? ' ' : line.charAt(line.length() - 1);
  }

  /// What is masked from here on, whatever it looks like; null for nothing.
  @Nullable Form next() {
    return switch (last()) {
      case '-' -> BEGIN.matcher(end()).find() ? Form.PEM : null;
      case '=', ':' ->
          LABEL.matcher(end().toString().toLowerCase(Locale.ROOT)).find() ? Form.LABELLED : null;
      default -> null;
    };
  }

  /// Whether 16 characters from here on would be the secret of a bootstrap token.
  boolean beginsSecret() {
    return last() == '.' && BOOTSTRAP.matcher(end()).find();
  }

  /// Whether five hyphens stand here, as before END.
  boolean isAfterHyphens() {
    return line.length() >= 4 && line.substring(line.length() - 4).equals("----");
  }

  boolean isAtRest() {
    String text = end().toString();
    return !text.contains("--")
        && last() != '.'
        && !PERHAPS_LABEL.matcher(text.toLowerCase(Locale.ROOT)).find()
        && (Character.isWhitespace(last()) || line.isEmpty() || !Character.isLetterOrDigit(last()));
  }
}
