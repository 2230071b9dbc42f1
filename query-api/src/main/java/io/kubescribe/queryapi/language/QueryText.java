package io.kubescribe.queryapi.language;

/// A position in the text of a query and what can be read there.
final class QueryText {
  /// What [#peek] gives past the last character; never part of a word, where it would end one.
  static final char END = '\0';

  private final String text;
  private int at;

  QueryText(String text) {
    this.text = text;
  }

  int column() {
    return at + 1;
  }

  boolean atEnd() {
    return at >= text.length();
  }

  char peek() {
    return atEnd() ? END : text.charAt(at);
  }

  void skipBlanks() {
    while (!atEnd() && Character.isWhitespace(peek())) {
      at++;
    }
  }

  /// Passes `literal` if it stands here.
  boolean take(String literal) {
    if (!text.startsWith(literal, at)) {
      return false;
    }
    at += literal.length();
    return true;
  }

  /// Passes blanks and the operator if it follows as a word of its own.
  boolean takeOperator(String operator) {
    skipBlanks();
    if (!operatorHere(operator)) {
      return false;
    }
    at += operator.length();
    return true;
  }

  /// Whether `operator` stands here as a word of its own.
  boolean operatorHere(String operator) {
    int end = at + operator.length();
    return text.startsWith(operator, at)
        && (end == text.length()
            || Character.isWhitespace(text.charAt(end))
            || "()\"".indexOf(text.charAt(end)) >= 0);
  }

  /// Reads up to white space, a parenthesis, a quote or an unescaped character of `stops`; may be
  /// empty.
  Word word(String stops) throws QuerySyntaxException {
    int start = at;
    StringBuilder literal = new StringBuilder();
    StringBuilder pattern = new StringBuilder();
    boolean wild = false;
    while (!atEnd() && !endsWord(peek(), stops)) {
      char c = text.charAt(at++);
      if (c == '\\') {
        c = escaped();
        literal.append(c);
        appendEscaped(pattern, c);
      } else {
        wild |= c == '*' || c == '?';
        literal.append(c);
        pattern.append(c);
      }
    }
    return new Word(
        start + 1, text.substring(start, at), literal.toString(), pattern.toString(), wild, false);
  }

  /// Reads a phrase whose opening quote stands here.
  Word phrase() throws QuerySyntaxException {
    int start = at++;
    StringBuilder literal = new StringBuilder();
    while (true) {
      if (atEnd()) {
        throw new QuerySyntaxException(
            column(), "\" to end the phrase that begins at column " + (start + 1));
      }
      char c = text.charAt(at++);
      if (c == '"') {
        String words = literal.toString();
        return new Word(start + 1, text.substring(start, at), words, words, false, true);
      }
      literal.append(c == '\\' ? escaped() : c);
    }
  }

  private char escaped() throws QuerySyntaxException {
    if (atEnd()) {
      throw new QuerySyntaxException(column(), "a character after \\");
    }
    return text.charAt(at++);
  }

  private static void appendEscaped(StringBuilder pattern, char c) {
    if (c == '*' || c == '?' || c == '\\') {
      pattern.append('\\');
    }
    pattern.append(c);
  }

  private static boolean endsWord(char c, String stops) {
    return Character.isWhitespace(c) || "()\"".indexOf(c) >= 0 || stops.indexOf(c) >= 0;
  }
}
