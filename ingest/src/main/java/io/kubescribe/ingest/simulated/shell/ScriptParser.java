package io.kubescribe.ingest.simulated.shell;

import io.kubescribe.ingest.simulated.shell.Script.Part;
import io.kubescribe.ingest.simulated.shell.Script.Redirection;
import io.kubescribe.ingest.simulated.shell.Script.Simple;
import io.kubescribe.ingest.simulated.shell.Script.Step;
import io.kubescribe.ingest.simulated.shell.Script.When;
import io.kubescribe.ingest.simulated.shell.Script.Word;
import java.util.ArrayList;
import java.util.List;

/// Parses the small part of the shell's language that is played: words with quotes and variables,
/// `;`, `&&`, `||`, `|` and redirections. For one text.
final class ScriptParser {
  private final String text;
  private int position;

  private final List<Step> steps = new ArrayList<>();
  private List<Simple> pipeline = new ArrayList<>();
  private List<Word> words = new ArrayList<>();
  private List<Redirection> redirections = new ArrayList<>();
  private When when = When.ALWAYS;

  private ScriptParser(String text) {
    this.text = text;
  }

  /// @throws ShellSyntaxException if the text is no part of that language
  static Script parse(String text) throws ShellSyntaxException {
    return new ScriptParser(text).script();
  }

  private Script script() throws ShellSyntaxException {
    while (position < text.length()) {
      char c = text.charAt(position);
      if (c == ' ' || c == '\t' || c == '\r') {
        position++;
      } else if (c == '#') {
        skipComment();
      } else if (c == ';' || c == '\n') {
        position++;
        endPipeline(When.ALWAYS);
      } else if (next("&&")) {
        endPipeline(When.AFTER_SUCCESS);
      } else if (next("||")) {
        endPipeline(When.AFTER_FAILURE);
      } else if (next("|")) {
        endCommand();
      } else if (c == '<' || c == '>' || isStream(c)) {
        redirection();
      } else if ("&()`{}".indexOf(c) >= 0) {
        throw new ShellSyntaxException("'" + c + "' is not played by this simulated shell");
      } else {
        words.add(word());
      }
    }
    endPipeline(When.ALWAYS);
    return new Script(steps);
  }

  private void skipComment() {
    while (position < text.length() && text.charAt(position) != '\n') {
      position++;
    }
  }

  private boolean next(String token) {
    if (!text.startsWith(token, position)) {
      return false;
    }
    position += token.length();
    return true;
  }

  private void endCommand() throws ShellSyntaxException {
    if (words.isEmpty() && redirections.isEmpty()) {
      throw new ShellSyntaxException("syntax error: unexpected '|'");
    }
    pipeline.add(new Simple(words, redirections));
    words = new ArrayList<>();
    redirections = new ArrayList<>();
  }

  private void endPipeline(When following) throws ShellSyntaxException {
    if (!words.isEmpty() || !redirections.isEmpty() || !pipeline.isEmpty()) {
      endCommand();
      steps.add(new Step(when, pipeline));
      pipeline = new ArrayList<>();
    } else if (following != When.ALWAYS) {
      throw new ShellSyntaxException("syntax error: unexpected '&&' or '||'");
    }
    when = following;
  }

  private boolean isStream(char c) {
    return (c == '1' || c == '2')
        && position + 1 < text.length()
        && text.charAt(position + 1) == '>'
        && (position == 0 || Character.isWhitespace(text.charAt(position - 1)));
  }

  private void redirection() throws ShellSyntaxException {
    int from = 1;
    char c = text.charAt(position);
    if (c == '<') {
      from = 0;
    } else if (c != '>') {
      from = c - '0';
      position++;
    }
    position++;
    boolean append = next(">");
    boolean copy = !append && next("&");
    while (position < text.length() && text.charAt(position) == ' ') {
      position++;
    }
    if (position >= text.length() || isEnd(text.charAt(position))) {
      throw new ShellSyntaxException("syntax error: a redirection needs a file");
    }
    redirections.add(new Redirection(from, append, copy, word()));
  }

  private static boolean isEnd(char c) {
    return Character.isWhitespace(c) || ";|&<>()".indexOf(c) >= 0;
  }

  private Word word() throws ShellSyntaxException {
    List<Part> parts = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    while (position < text.length() && !isEnd(text.charAt(position))) {
      char c = text.charAt(position++);
      switch (c) {
        case '\'' -> literal.append(quoted());
        case '"' -> doubleQuoted(parts, literal);
        case '\\' -> {
          if (position < text.length()) {
            literal.append(text.charAt(position++));
          }
        }
        case '$' -> variable(parts, literal);
        default -> literal.append(c);
      }
    }
    parts.add(new Part(false, literal.toString()));
    return new Word(parts);
  }

  private String quoted() throws ShellSyntaxException {
    int end = text.indexOf('\'', position);
    if (end < 0) {
      throw new ShellSyntaxException("syntax error: unterminated quoted string");
    }
    String inner = text.substring(position, end);
    position = end + 1;
    return inner;
  }

  private void doubleQuoted(List<Part> parts, StringBuilder literal) throws ShellSyntaxException {
    while (position < text.length()) {
      char c = text.charAt(position++);
      if (c == '"') {
        return;
      }
      if (c == '\\' && position < text.length() && "\"\\$`".indexOf(text.charAt(position)) >= 0) {
        literal.append(text.charAt(position++));
      } else if (c == '$') {
        variable(parts, literal);
      } else {
        literal.append(c);
      }
    }
    throw new ShellSyntaxException("syntax error: unterminated quoted string");
  }

  private void variable(List<Part> parts, StringBuilder literal) throws ShellSyntaxException {
    if (next("(")) {
      throw new ShellSyntaxException("'$(' is not played by this simulated shell");
    }
    boolean braces = next("{");
    int start = position;
    if (position < text.length() && text.charAt(position) == '?') {
      position++;
    } else {
      while (position < text.length() && isNamePart(text.charAt(position))) {
        position++;
      }
    }
    String name = text.substring(start, position);
    if (braces && !next("}")) {
      throw new ShellSyntaxException("syntax error: bad substitution");
    }
    if (name.isEmpty()) {
      literal.append('$');
      return;
    }
    parts.add(new Part(false, literal.toString()));
    literal.setLength(0);
    parts.add(new Part(true, name));
  }

  private static boolean isNamePart(char c) {
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
