package io.kubescribe.core.match;

import io.kubescribe.core.audit.EventLeaves;
import io.kubescribe.core.query.Glob;
import io.kubescribe.core.query.Words;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Words, some perhaps with wildcards, that stand one after another in one string value; what
/// `Text` and `TextWildcard` ask. [Check] decides on raw events. Immutable.
public record WordSequence(List<WordPattern> words) {
  /// One word. With wildcards `glob` decides, else `literal`.
  public record WordPattern(String literal, Glob glob, boolean wild) {
    /// Characters of the shortest word that it matches.
    public long leastCharacters() {
      return literal.codePoints().filter(c -> c != '*').count();
    }

    /// Whether the word `utf8[0, length)` is one that it asks for.
    public boolean matches(byte[] utf8, int length) {
      return glob.matches(utf8, 0, length);
    }
  }

  public WordSequence {
    words = List.copyOf(words);
  }

  public static WordSequence ofText(String text) {
    List<WordPattern> found = new ArrayList<>();
    new Words()
        .visit(
            text,
            (utf8, length, _) -> {
              String word = new String(utf8, 0, length, StandardCharsets.UTF_8);
              found.add(new WordPattern(word, Glob.of(word), false));
            });
    return new WordSequence(found);
  }

  /// Splits a pattern into words as text is split, with wildcards counted as letters.
  public static WordSequence ofPattern(String pattern) {
    List<WordPattern> found = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean wild = false;
    int at = 0;
    while (at < pattern.length()) {
      int c = pattern.codePointAt(at);
      at += Character.charCount(c);
      boolean wildcard = c == '*' || c == '?';
      if (c == '\\' && at < pattern.length()) {
        c = pattern.codePointAt(at);
        at += Character.charCount(c);
      }
      if (wildcard || Character.isLetterOrDigit(c)) {
        word.appendCodePoint(Character.toLowerCase(c));
        wild |= wildcard;
      } else {
        endWord(word, wild, found);
        wild = false;
      }
    }
    endWord(word, wild, found);
    return new WordSequence(found);
  }

  private static void endWord(StringBuilder word, boolean wild, List<WordPattern> found) {
    if (!word.isEmpty()) {
      String text = word.toString();
      found.add(new WordPattern(text, Glob.of(text), wild));
      word.setLength(0);
    }
  }

  /// Decides on raw events, one after another. Not safe for use by many threads.
  public static final class Check implements EventLeaves.Visitor {
    private final List<WordPattern> words;
    private final EventLeaves leaves = new EventLeaves();
    private final Words splitter = new Words();

    /// `seen[i]`: the words before the current one match the first `i` of the sequence.
    private final boolean[] seen;

    private boolean found;

    public Check(WordSequence sequence) {
      words = sequence.words();
      seen = new boolean[words.size()];
    }

    /// Whether the words stand in a string value of the event.
    public boolean holds(byte[] raw) {
      found = false;
      leaves.visit(raw, this);
      return found;
    }

    @Override
    public boolean enter(byte[] path, int pathLength) {
      return !found;
    }

    @Override
    public void leaf(
        byte[] path, int pathLength, EventLeaves.LeafType type, byte[] utf8, int from, int to) {
      if (!found && type == EventLeaves.LeafType.STRING) {
        Arrays.fill(seen, false);
        splitter.visit(utf8, from, to, (word, length, _) -> next(word, length));
      }
    }

    private void next(byte[] word, int length) {
      if (found) {
        return;
      }
      for (int i = words.size() - 1; i >= 0; i--) {
        boolean matches = (i == 0 || seen[i]) && words.get(i).matches(word, length);
        if (matches && i == words.size() - 1) {
          found = true;
        }
        if (i + 1 < seen.length) {
          seen[i + 1] = matches;
        }
      }
    }
  }
}
