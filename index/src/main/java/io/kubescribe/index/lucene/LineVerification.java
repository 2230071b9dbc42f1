package io.kubescribe.index.lucene;

import io.kubescribe.core.derived.Derived;
import io.kubescribe.core.derived.DerivedCodec;
import io.kubescribe.core.match.WordSequence;

/// Looks for words in the lines of a derived document.
///
/// @param field whose texts count
record LineVerification(String field, WordSequence sequence) implements VerifiedQuery.Verification {
  @Override
  public Check check() {
    RawVisitor visitor = new RawVisitor();
    LineMatcher matcher = new LineMatcher(sequence);
    return (stored, document) -> {
      Derived derived = DerivedCodec.decode(visitor.read(stored, document));
      return SessionTexts.of(derived, field).stream().anyMatch(matcher::matches);
    };
  }
}
