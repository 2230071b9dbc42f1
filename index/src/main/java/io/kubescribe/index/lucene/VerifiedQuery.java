package io.kubescribe.index.lucene;

import java.io.IOException;
import java.util.Objects;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.search.ConstantScoreScorer;
import org.apache.lucene.search.ConstantScoreWeight;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.TwoPhaseIterator;
import org.apache.lucene.search.Weight;
import org.jspecify.annotations.Nullable;

/// Candidates of another query, each checked on its stored fields. So the index needs not tell
/// everything.
final class VerifiedQuery extends Query {
  /// Reading and walking an event, against about 1 for a look into a posting list.
  private static final float COST = 10_000;

  /// What is checked; equal for equal checks.
  interface Verification {
    /// A check for the documents of one segment, one after another.
    Check check();

    /// Decides on documents.
    @FunctionalInterface
    interface Check {
      boolean holds(StoredFields stored, int document) throws IOException;
    }
  }

  private final Query candidates;
  private final Verification verification;
  private final SearchBudget budget;

  VerifiedQuery(Query candidates, Verification verification, SearchBudget budget) {
    this.candidates = candidates;
    this.verification = verification;
    this.budget = budget;
  }

  @Override
  public Query rewrite(IndexSearcher searcher) throws IOException {
    Query rewritten = candidates.rewrite(searcher);
    return rewritten.equals(candidates) ? this : new VerifiedQuery(rewritten, verification, budget);
  }

  @Override
  public Weight createWeight(IndexSearcher searcher, ScoreMode scoreMode, float boost)
      throws IOException {
    Weight inner = candidates.createWeight(searcher, ScoreMode.COMPLETE_NO_SCORES, boost);
    return new ConstantScoreWeight(this, boost) {
      @Override
      public @Nullable ScorerSupplier scorerSupplier(LeafReaderContext leaf) throws IOException {
        ScorerSupplier supplier = inner.scorerSupplier(leaf);
        return supplier == null ? null : verified(supplier, leaf, scoreMode, score());
      }

      @Override
      public boolean isCacheable(LeafReaderContext leaf) {
        return false;
      }
    };
  }

  private ScorerSupplier verified(
      ScorerSupplier inner, LeafReaderContext leaf, ScoreMode scoreMode, float score) {
    return new ScorerSupplier() {
      @Override
      public Scorer get(long leadCost) throws IOException {
        Scorer scorer = inner.get(leadCost);
        TwoPhaseIterator innerPhases = scorer.twoPhaseIterator();
        StoredFields stored = leaf.reader().storedFields();
        Verification.Check check = verification.check();
        TwoPhaseIterator phases =
            new TwoPhaseIterator(
                innerPhases == null ? scorer.iterator() : innerPhases.approximation()) {
              @Override
              public boolean matches() throws IOException {
                if (innerPhases != null && !innerPhases.matches()) {
                  return false;
                }
                budget.checkTime();
                return check.holds(stored, approximation.docID());
              }

              @Override
              public float matchCost() {
                return COST;
              }
            };
        return new ConstantScoreScorer(score, scoreMode, phases);
      }

      @Override
      public long cost() {
        return inner.cost();
      }
    };
  }

  @Override
  public void visit(QueryVisitor visitor) {
    visitor.visitLeaf(this);
  }

  @Override
  public String toString(String field) {
    return "verified(" + candidates.toString(field) + ")";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VerifiedQuery that
        && candidates.equals(that.candidates)
        && verification.equals(that.verification);
  }

  @Override
  public int hashCode() {
    return Objects.hash(candidates, verification);
  }
}
