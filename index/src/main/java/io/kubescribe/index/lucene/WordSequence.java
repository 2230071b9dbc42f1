package io.kubescribe.index.lucene;

import io.kubescribe.core.audit.EventLeaves;
import io.kubescribe.core.query.Glob;
import io.kubescribe.core.query.Words;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.util.BytesRef;

/// Words, some perhaps with wildcards, that stand one after another in one string value; what
/// `Text` and `TextWildcard` ask. The index finds candidates by single words, [Check] decides on
/// the raw event.
record WordSequence(List<WordPattern> words) {
  /// One word. With wildcards `glob` decides, else `literal`.
  record WordPattern(String literal, Glob glob, boolean wild) {
    /// Whether every word that it matches stands in the index, if perhaps cut.
    boolean indexed() {
      return leastCharacters() >= Fields.MIN_WORD;
    }

    /// Whether the index alone decides.
    boolean decidedByIndex() {
      return indexed() && (wild || leastCharacters() <= Fields.MAX_WORD);
    }

    /// Whether the index has only the beginning of it.
    boolean isCut() {
      return leastCharacters() > Fields.MAX_WORD;
    }

    /// The term of a word without wildcards.
    BytesRef term() {
      BytesRef term = new BytesRef(literal);
      term.length = indexedLength(term.bytes, term.length);
      return term;
    }

    private long leastCharacters() {
      return literal.codePoints().filter(c -> c != '*').count();
    }

    boolean matches(byte[] utf8, int length) {
      return glob.matches(utf8, 0, length);
    }
  }

  WordSequence {
    words = List.copyOf(words);
  }

  static WordSequence ofText(String text) {
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
  static WordSequence ofPattern(String pattern) {
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

  /// Whether the index alone decides.
  boolean decidedByIndex() {
    return words.size() == 1 && words.getFirst().decidedByIndex();
  }

  /// How many bytes of a word stand in the index: see [Fields#MAX_WORD].
  static int indexedLength(byte[] utf8, int length) {
    int characters = 0;
    for (int i = 0; i < length; i++) {
      if ((utf8[i] & 0xc0) != 0x80 && characters++ > Fields.MAX_WORD) {
        return i;
      }
    }
    return length;
  }

  /// Decides on raw events, one after another. Not safe for use by many threads.
  static final class Check implements EventLeaves.Visitor {
    private final List<WordPattern> words;
    private final EventLeaves leaves = new EventLeaves();
    private final Words splitter = new Words();

    /// `seen[i]`: the words before the current one match the first `i` of the sequence.
    private final boolean[] seen;

    private boolean found;

    Check(WordSequence sequence) {
      words = sequence.words();
      seen = new boolean[words.size()];
    }

    boolean holds(byte[] raw) {
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
