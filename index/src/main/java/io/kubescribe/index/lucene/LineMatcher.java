package io.kubescribe.index.lucene;

import io.kubescribe.core.derived.Hit.Highlight;
import io.kubescribe.core.match.WordSequence;
import io.kubescribe.core.query.Words;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Finds words that stand one after another in a line. Not safe for use by many threads.
final class LineMatcher {
  /// A word of the line, and where it stands in bytes.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Found(byte[] word, int from, int to) {}

  private final List<WordSequence.WordPattern> wanted;
  private final Words words = new Words();
  private final List<Found> found = new ArrayList<>();

  LineMatcher(WordSequence sequence) {
    wanted = sequence.words();
  }

  /// The places where they stand, in order, none over another.
  List<Highlight> places(String line) {
    byte[] utf8 = line.getBytes(StandardCharsets.UTF_8);
    found.clear();
    words.visit(
        utf8,
        0,
        utf8.length,
        (word, length, _) -> {
          byte[] copy = new byte[length];
          System.arraycopy(word, 0, copy, 0, length);
          found.add(new Found(copy, words.start(), words.end()));
        });
    List<Highlight> places = new ArrayList<>();
    int first = 0;
    while (!wanted.isEmpty() && first + wanted.size() <= found.size()) {
      if (standsAt(first)) {
        int last = first + wanted.size() - 1;
        places.add(
            new Highlight(
                characters(utf8, found.get(first).from()), characters(utf8, found.get(last).to())));
        first = last;
      }
      first++;
    }
    return places;
  }

  boolean matches(String line) {
    return !places(line).isEmpty();
  }

  private boolean standsAt(int first) {
    for (int i = 0; i < wanted.size(); i++) {
      byte[] word = found.get(first + i).word();
      if (!wanted.get(i).matches(word, word.length)) {
        return false;
      }
    }
    return true;
  }

  /// How many UTF-16 units the first bytes are.
  private static int characters(byte[] utf8, int length) {
    return new String(utf8, 0, length, StandardCharsets.UTF_8).length();
  }
}
