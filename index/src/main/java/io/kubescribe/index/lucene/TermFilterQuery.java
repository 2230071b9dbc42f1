package io.kubescribe.index.lucene;

import java.io.IOException;
import java.util.Objects;
import org.apache.lucene.index.FilteredTermsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.MultiTermQuery;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.util.AttributeSource;
import org.apache.lucene.util.BytesRef;

/// Documents with any term that a filter takes. Looks at the terms one by one from a first one on,
/// so that each counts against the [SearchBudget]; an automaton would hide how many it looked at.
final class TermFilterQuery extends MultiTermQuery {
  /// Takes terms in their order.
  @FunctionalInterface
  interface Filter {
    enum Answer {
      YES,
      NO,
      /// Neither this term nor any after it.
      END
    }

    Answer test(BytesRef term);
  }

  private final BytesRef first;
  private final Filter filter;
  private final SearchBudget budget;

  TermFilterQuery(String field, BytesRef first, Filter filter, SearchBudget budget) {
    super(field, CONSTANT_SCORE_BLENDED_REWRITE);
    this.first = first;
    this.filter = filter;
    this.budget = budget;
  }

  @Override
  protected TermsEnum getTermsEnum(Terms terms, AttributeSource attributes) throws IOException {
    FilteredTermsEnum filtered =
        new FilteredTermsEnum(terms.iterator(), true) {
          {
            setInitialSeekTerm(first);
          }

          @Override
          protected AcceptStatus accept(BytesRef term) {
            budget.countTerm();
            return switch (filter.test(term)) {
              case YES -> AcceptStatus.YES;
              case NO -> AcceptStatus.NO;
              case END -> AcceptStatus.END;
            };
          }
        };
    return filtered;
  }

  @Override
  public void visit(QueryVisitor visitor) {
    if (visitor.acceptField(getField())) {
      visitor.visitLeaf(this);
    }
  }

  @Override
  public String toString(String defaultField) {
    return getField() + ":<filter>";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TermFilterQuery that
        && super.equals(that)
        && first.equals(that.first)
        && filter.equals(that.filter);
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), first, filter);
  }
}
