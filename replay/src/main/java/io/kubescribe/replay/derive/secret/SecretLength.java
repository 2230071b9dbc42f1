package io.kubescribe.replay.derive.secret;

import io.kubescribe.replay.derive.secret.SecretForms.Form;
import java.util.Set;

/// How long the secret that is being masked is, by which it is told whether it goes on in the next
/// line.
final class SecretLength {
  /// A line that ends after so many characters of a secret was perhaps ended because it was full.
  private static final int FULL_LINE = 40;

  /// Lengths of signatures: HMAC and ECDSA of 256 to 512 bits, RSA of 2048, 3072 and 4096.
  private static final Set<Integer> SIGNATURES = Set.of(43, 64, 86, 128, 176, 342, 512, 683);

  private int all;
  private int onLine;
  private int dots;
  private int sinceDot;
  private boolean padded;

  void begin() {
    all = 0;
    onLine = 0;
    dots = 0;
    sinceDot = 0;
    padded = false;
  }

  void add(char c) {
    all++;
    onLine++;
    sinceDot++;
    padded = c == '=';
    if (c == '.') {
      dots++;
      sinceDot = 0;
    }
  }

  void lineBreak() {
    onLine = 0;
  }

  int all() {
    return all;
  }

  /// Whether a character ends a value that needs no quotes.
  boolean isValueBefore(Form form, char c) {
    return form == Form.LABELLED && c == ' ' && all > 0;
  }

  /// Whether the secret may go on in the next line.
  boolean goesOn(Form form) {
    return switch (form) {
      case NONE, UNDECIDED -> false;
      case PEM -> true;
      case TOKEN -> !(dots == 2 && SIGNATURES.contains(sinceDot));
      // Those known by their form are complete by then, unless they are very long.
      case WORD -> all > 2 * FULL_LINE && onLine > FULL_LINE;
      case BASE64 -> onLine >= FULL_LINE && !padded;
      case LABELLED -> onLine > FULL_LINE;
    };
  }
}
