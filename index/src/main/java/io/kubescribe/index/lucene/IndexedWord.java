package io.kubescribe.index.lucene;

import io.kubescribe.core.match.WordSequence;
import io.kubescribe.core.match.WordSequence.WordPattern;
import org.apache.lucene.util.BytesRef;

/// What of a word stands in the index: nothing of one shorter than [Fields#MIN_WORD], and the
/// beginning of one longer than [Fields#MAX_WORD].
final class IndexedWord {
  private IndexedWord() {}

  /// Whether every word that the pattern matches stands in the index, if perhaps cut.
  static boolean indexed(WordPattern word) {
    return word.leastCharacters() >= Fields.MIN_WORD;
  }

  /// Whether the index alone decides.
  static boolean decides(WordSequence sequence) {
    return sequence.words().size() == 1 && decides(sequence.words().getFirst());
  }

  private static boolean decides(WordPattern word) {
    return indexed(word) && (word.wild() || !isCut(word));
  }

  /// Whether the index has only the beginning of it.
  static boolean isCut(WordPattern word) {
    return word.leastCharacters() > Fields.MAX_WORD;
  }

  /// The term of a word without wildcards.
  static BytesRef term(WordPattern word) {
    BytesRef term = new BytesRef(word.literal());
    term.length = length(term.bytes, term.length);
    return term;
  }

  /// How many bytes of a word stand in the index.
  static int length(byte[] utf8, int length) {
    int characters = 0;
    for (int i = 0; i < length; i++) {
      if ((utf8[i] & 0xc0) != 0x80 && characters++ > Fields.MAX_WORD) {
        return i;
      }
    }
    return length;
  }
}
