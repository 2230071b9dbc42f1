package io.kubescribe.index.lucene;

import io.kubescribe.core.match.WordSequence;

/// Looks for words in the raw event.
record RawVerification(WordSequence sequence) implements VerifiedQuery.Verification {
  @Override
  public Check check() {
    RawVisitor visitor = new RawVisitor();
    WordSequence.Check words = new WordSequence.Check(sequence);
    return (stored, document) -> words.holds(visitor.read(stored, document));
  }
}
