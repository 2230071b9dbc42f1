package io.kubescribe.index.lucene;

import io.kubescribe.core.match.WordSequence;
import io.kubescribe.core.match.WordSequence.WordPattern;
import io.kubescribe.core.query.FieldRef;
import io.kubescribe.index.lucene.TermFilterQuery.Filter.Answer;
import java.util.List;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/// Turns the leaves of a query for sessions into Lucene queries for derived documents.
final class SessionTranslator {
  private final SearchBudget budget;
  private final QueryTranslator named;

  SessionTranslator(SearchBudget budget) {
    this.budget = budget;
    this.named = new QueryTranslator(budget);
  }

  /// The documents that fulfil a leaf.
  Query leaf(io.kubescribe.core.query.Query leaf) {
    SessionWords words = SessionWords.of(leaf);
    if (words != null) {
      return words(words);
    }
    return leaf instanceof io.kubescribe.core.query.Query.Exists(FieldRef field)
            && SessionWords.isText(field)
        ? new TermFilterQuery(field.text(), new BytesRef(), _ -> Answer.YES, budget)
        : named.translate(leaf);
  }

  Query words(SessionWords words) {
    if (words.sequence().words().isEmpty()) {
      return MatchNoDocsQuery.INSTANCE;
    }
    if (words.fields().size() == 1) {
      return words(words.fields().getFirst(), words.sequence());
    }
    BooleanQuery.Builder any = new BooleanQuery.Builder();
    words.fields().forEach(field -> any.add(words(field, words.sequence()), Occur.SHOULD));
    return any.build();
  }

  private Query words(String field, WordSequence sequence) {
    List<WordPattern> words = sequence.words();
    boolean whole = words.stream().allMatch(word -> word.wild() || !IndexedWord.isCut(word));
    if (words.size() == 1) {
      Query one = word(field, words.getFirst());
      return whole ? one : verified(field, one, sequence);
    }
    if (words.size() > SearchBudget.MAX_CLAUSES) {
      throw new SearchBudget.SpentException("the query has too many words");
    }
    if (words.stream().noneMatch(WordPattern::wild)) {
      PhraseQuery.Builder phrase = new PhraseQuery.Builder();
      words.forEach(word -> phrase.add(new Term(field, IndexedWord.term(word))));
      return whole ? phrase.build() : verified(field, phrase.build(), sequence);
    }
    BooleanQuery.Builder candidates = new BooleanQuery.Builder();
    words.forEach(word -> candidates.add(word(field, word), Occur.FILTER));
    return verified(field, candidates.build(), sequence);
  }

  private Query word(String field, WordPattern word) {
    return word.wild()
        ? named.globbed(field, new BytesRef(), word.glob())
        : new TermQuery(new Term(field, IndexedWord.term(word)));
  }

  private Query verified(String field, Query candidates, WordSequence sequence) {
    return new VerifiedQuery(candidates, new LineVerification(field, sequence), budget);
  }
}
