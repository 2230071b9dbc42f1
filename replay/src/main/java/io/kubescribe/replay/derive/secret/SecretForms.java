package io.kubescribe.replay.derive.secret;

import java.util.List;

/// What secrets look like.
final class SecretForms {
  /// The most characters that are held back before it is decided what they are. A header of a token
  /// has some 30 to 120; what is longer and still looks like one is taken for it.
  static final int MOST_HELD = 400;

  /// How a secret goes on and ends.
  enum Form {
    /// No secret.
    NONE,
    /// Perhaps one.
    UNDECIDED,
    /// A JSON Web Token: letters, digits, `_` and `-` in three parts with full stops between.
    TOKEN,
    /// A token of its own form, of the same characters.
    WORD,
    /// Letters, digits, `+`, `/` and `=`.
    BASE64,
    /// The body of a private key, up to its END.
    PEM,
    /// The value behind a name, in quotes or not.
    LABELLED;

    /// Whether a character is behind the secret.
    boolean ends(char c, SecretContext context) {
      return switch (this) {
        case NONE, UNDECIDED -> true;
        case TOKEN, WORD -> !isToken(c) && c != '.';
        case BASE64 -> !isBase64(c);
        case PEM ->
            !(isBase64(c) || c == ' ' || c == '\\' || c == ':' || c == ',' || c == '-' || c == '\t')
                || (c == '-' && context.isAfterHyphens());
        case LABELLED ->
            !(isBase64(c) || isToken(c) || c == '.' || c == ' ' || c == '"' || c == '\'');
      };
    }

    /// Whether a character in it is masked.
    boolean masks(char c) {
      return switch (this) {
        case NONE, UNDECIDED -> false;
        case TOKEN, WORD, BASE64 -> true;
        case PEM -> isBase64(c);
        case LABELLED -> c != ' ' && c != '"' && c != '\'';
      };
    }
  }

  /// A token that is known by how it begins and how long it is at least.
  private record Known(String prefix, int length, Form form) {
    boolean fits(char c) {
      return switch (form) {
        case BASE64 -> isBase64(c);
        default -> isToken(c) || c == '.';
      };
    }
  }

  private static final String JWT = "eyJ";
  private static final int SHORTEST_HEADER = 10;
  private static final int BOOTSTRAP = 16;
  private static final int LIKELY = 20;

  /// Base64 of `-----BEGIN ` with what may follow: `QV` begins PUBLIC, `D` CERTIFICATE.
  private static final String PEM64 = "LS0tLS1CRUdJTiB";

  private static final List<Known> KNOWN =
      List.of(
          new Known("AKIA", 20, Form.WORD),
          new Known("ASIA", 20, Form.WORD),
          new Known("AIza", 39, Form.WORD),
          new Known("ya29.", 25, Form.WORD),
          new Known("k8s-aws-v1.", 25, Form.WORD),
          new Known("ghp_", 40, Form.WORD),
          new Known("gho_", 40, Form.WORD),
          new Known("ghu_", 40, Form.WORD),
          new Known("ghs_", 40, Form.WORD),
          new Known("ghr_", 40, Form.WORD),
          new Known("github_pat_", 60, Form.WORD),
          new Known("glpat-", 26, Form.WORD),
          new Known("xoxb-", 24, Form.WORD),
          new Known("xoxp-", 24, Form.WORD),
          new Known("hvs.", 28, Form.WORD),
          // Base64 of eyJhbGciO, which tokens begin with in the YAML of a Secret.
          new Known("ZXlKaGJHY2lP", 24, Form.BASE64));

  private SecretForms() {}

  static boolean canBegin(char c) {
    return switch (c) {
      case 'e', 'A', 'y', 'k', 'g', 'x', 'h', 'Z', 'L' -> true;
      default -> false;
    };
  }

  private static boolean isToken(char c) {
    return isAlphanumeric(c) || c == '_' || c == '-';
  }

  private static boolean isBase64(char c) {
    return isAlphanumeric(c) || c == '+' || c == '/' || c == '=';
  }

  private static boolean isAlphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  /// What a text begins with.
  ///
  /// @param bootstrap whether it stands behind the first part of a bootstrap token
  static Form find(CharSequence text, boolean bootstrap) {
    Form found = token(text);
    if (found == Form.NONE) {
      found = known(text);
    }
    if (found == Form.NONE) {
      found = pem(text);
    }
    return found == Form.NONE && bootstrap ? bootstrap(text) : found;
  }

  private static Form token(CharSequence text) {
    if (!agrees(text, JWT)) {
      return Form.NONE;
    }
    int at = JWT.length();
    while (at < text.length() && isToken(text.charAt(at))) {
      at++;
    }
    if (at >= text.length()) {
      return text.length() > MOST_HELD ? Form.TOKEN : Form.UNDECIDED;
    }
    if (text.charAt(at) != '.' || at < SHORTEST_HEADER) {
      return Form.NONE;
    }
    CharSequence payload = text.subSequence(at + 1, text.length());
    if (!agrees(payload, JWT)) {
      return Form.NONE;
    }
    return payload.length() >= JWT.length() ? Form.TOKEN : Form.UNDECIDED;
  }

  private static Form known(CharSequence text) {
    Form found = Form.NONE;
    for (Known known : KNOWN) {
      if (agrees(text, known.prefix)) {
        int at = Math.min(text.length(), known.prefix.length());
        while (at < text.length() && known.fits(text.charAt(at))) {
          at++;
        }
        if (at >= known.length) {
          return known.form;
        }
        if (at == text.length()) {
          found = Form.UNDECIDED;
        }
      }
    }
    return found;
  }

  private static Form pem(CharSequence text) {
    if (!agrees(text, PEM64)) {
      return Form.NONE;
    }
    int behind = text.length() - PEM64.length();
    if (behind < 2) {
      return Form.UNDECIDED;
    }
    char first = text.charAt(PEM64.length());
    boolean open = first == 'D' || (first == 'Q' && text.charAt(PEM64.length() + 1) == 'V');
    return open ? Form.NONE : Form.BASE64;
  }

  private static Form bootstrap(CharSequence text) {
    boolean digit = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (i == BOOTSTRAP) {
        return digit && !isToken(c) && c != '.' ? Form.WORD : Form.NONE;
      }
      if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))) {
        return Form.NONE;
      }
      digit |= c <= '9';
    }
    return Form.UNDECIDED;
  }

  /// Whether one is the beginning of the other.
  private static boolean agrees(CharSequence text, String prefix) {
    int length = Math.min(text.length(), prefix.length());
    for (int i = 0; i < length; i++) {
      if (text.charAt(i) != prefix.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /// Whether a text that has only begun to look like a secret is to be masked all the same.
  static boolean isLikely(CharSequence text, boolean bootstrap) {
    return text.length() >= LIKELY || (bootstrap && text.length() == BOOTSTRAP);
  }
}
