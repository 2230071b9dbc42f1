package io.kubescribe.index.lucene;

import io.kubescribe.core.match.WordSequence;
import io.kubescribe.core.query.CatalogueField;
import io.kubescribe.core.query.EventField;
import io.kubescribe.core.query.FieldRef;
import io.kubescribe.core.query.Glob;
import io.kubescribe.core.query.IpAddress;
import io.kubescribe.core.query.JsonPath;
import io.kubescribe.core.query.Query;
import io.kubescribe.core.query.TimeRange;
import io.kubescribe.index.lucene.TermFilterQuery.Filter.Answer;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldExistsQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;
import org.jspecify.annotations.Nullable;

/// Turns a query tree into a Lucene query, which serves the one read that the budget is for.
final class QueryTranslator {
  private static final org.apache.lucene.search.Query NOTHING = MatchNoDocsQuery.INSTANCE;
  private static final org.apache.lucene.search.Query EVERYTHING = MatchAllDocsQuery.INSTANCE;

  private final SearchBudget budget;
  private int clauses;

  QueryTranslator(SearchBudget budget) {
    this.budget = budget;
  }

  org.apache.lucene.search.Query translate(Query query) {
    return translate(query, 0);
  }

  private org.apache.lucene.search.Query translate(Query query, int depth) {
    if (depth > SearchBudget.MAX_DEPTH) {
      throw new SearchBudget.SpentException(
          "the query is nested deeper than " + SearchBudget.MAX_DEPTH);
    }
    if (++clauses > SearchBudget.MAX_CLAUSES) {
      throw new SearchBudget.SpentException(
          "the query has more than " + SearchBudget.MAX_CLAUSES + " conditions");
    }
    return switch (query) {
      case Query.All() -> EVERYTHING;
      case Query.None() -> NOTHING;
      case Query.And(List<Query> all) ->
          all.isEmpty() ? EVERYTHING : join(all, Occur.FILTER, depth);
      case Query.Or(List<Query> any) -> any.isEmpty() ? NOTHING : join(any, Occur.SHOULD, depth);
      case Query.Not(Query clause) ->
          new BooleanQuery.Builder()
              .add(EVERYTHING, Occur.FILTER)
              .add(translate(clause, depth + 1), Occur.MUST_NOT)
              .build();
      case Query.Term(FieldRef field, String value) -> term(field, value);
      case Query.Wildcard(FieldRef field, String pattern) -> wildcard(field, Glob.of(pattern));
      case Query.Range range -> new RangeTranslator(budget).translate(range);
      case Query.During(TimeRange range) -> during(range);
      case Query.Exists(FieldRef field) -> exists(field);
      case Query.Cidr(FieldRef field, IpAddress address, int prefixLength) ->
          cidr(field, address, prefixLength);
      case Query.Text(String words) -> words(WordSequence.ofText(words));
      case Query.TextWildcard(String pattern) -> words(WordSequence.ofPattern(pattern));
    };
  }

  private org.apache.lucene.search.Query join(List<Query> clauses, Occur occur, int depth) {
    BooleanQuery.Builder joined = new BooleanQuery.Builder();
    clauses.forEach(clause -> joined.add(translate(clause, depth + 1), occur));
    return joined.build();
  }

  private static org.apache.lucene.search.Query term(FieldRef ref, String value) {
    return switch (ref) {
      case CatalogueField field when field == EventField.TIMESTAMP ->
          Fields.time(value)
              .map(at -> NumericDocValuesField.newSlowExactQuery(Fields.TIMESTAMP, at))
              .orElse(NOTHING);
      case CatalogueField field -> {
        BytesRef term = Fields.term(field, value);
        yield term == null ? NOTHING : new TermQuery(new Term(field.text(), term));
      }
      case JsonPath path -> {
        EventField named = Fields.named(path);
        yield named != null
            ? term(named, value)
            : new TermQuery(
                new Term(Fields.BODY, bodyTerm(path, CutTerm.of(value, CutTerm.MAX_BODY_VALUE))));
      }
    };
  }

  /// The term of `body` for a path and the bytes of a value, or the beginning of such terms.
  static BytesRef bodyTerm(JsonPath path, BytesRef value) {
    BytesRef cut = pathTerm(path);
    byte[] term = Arrays.copyOf(cut.bytes, cut.length + 1 + value.length);
    term[cut.length] = Fields.PATH_END;
    System.arraycopy(value.bytes, value.offset, term, cut.length + 1, value.length);
    return new BytesRef(term);
  }

  private static BytesRef pathTerm(JsonPath path) {
    return CutTerm.of(path.text().replace('\0', '?'), CutTerm.MAX_PATH);
  }

  private org.apache.lucene.search.Query wildcard(FieldRef ref, Glob glob) {
    return switch (ref) {
      case CatalogueField field when field == EventField.TIMESTAMP -> NOTHING;
      case CatalogueField field
          when field.type() == EventField.Type.KEYWORD && field != EventField.ID ->
          globbed(field.text(), new BytesRef(), glob);
      case CatalogueField field ->
          new TermFilterQuery(
              field.text(),
              new BytesRef(),
              term -> glob.matches(Fields.text(field, term)) ? Answer.YES : Answer.NO,
              budget);
      case JsonPath path -> {
        EventField named = Fields.named(path);
        yield named != null
            ? wildcard(named, glob)
            : globbed(Fields.BODY, bodyTerm(path, new BytesRef()), glob);
      }
    };
  }

  /// Terms that consist of `before` and a text that matches.
  org.apache.lucene.search.Query globbed(String field, BytesRef before, Glob glob) {
    byte[] prefix = glob.literalPrefix();
    byte[] first = Arrays.copyOf(before.bytes, before.length + prefix.length);
    System.arraycopy(prefix, 0, first, before.length, prefix.length);
    BytesRef start = new BytesRef(first);
    return new TermFilterQuery(
        field,
        start,
        term -> {
          if (!StringHelper.startsWith(term, start)) {
            return Answer.END;
          }
          int from = term.offset + before.length;
          return glob.matches(term.bytes, from, term.offset + term.length) ? Answer.YES : Answer.NO;
        },
        budget);
  }

  private static org.apache.lucene.search.Query during(TimeRange range) {
    if (range.from() == null && range.to() == null) {
      return EVERYTHING;
    }
    long from = range.from() == null ? Long.MIN_VALUE : Fields.ceilMicros(range.from());
    long to = range.to() == null ? Long.MAX_VALUE : Fields.ceilMicros(range.to()) - 1;
    return to < from
        ? NOTHING
        : NumericDocValuesField.newSlowRangeQuery(Fields.TIMESTAMP, from, to);
  }

  private org.apache.lucene.search.Query exists(FieldRef ref) {
    return switch (ref) {
      // Every event has these.
      case CatalogueField field
          when field == EventField.TIMESTAMP
              || field == EventField.ID
              || field == EventField.AUDIT_ID ->
          EVERYTHING;
      case CatalogueField field when field.facet() -> new FieldExistsQuery(field.text());
      case CatalogueField field ->
          new TermFilterQuery(field.text(), new BytesRef(), _ -> Answer.YES, budget);
      case JsonPath path -> {
        EventField named = Fields.named(path);
        yield named != null ? exists(named) : new TermQuery(new Term(Fields.PATHS, pathTerm(path)));
      }
    };
  }

  private org.apache.lucene.search.Query cidr(FieldRef ref, IpAddress address, int prefixLength) {
    @Nullable CatalogueField field =
        switch (ref) {
          case CatalogueField named -> named;
          case JsonPath path -> Fields.named(path);
        };
    if (field == null || field.type() != EventField.Type.IP) {
      return NOTHING;
    }
    // IPv4 stands mapped in the last 32 bits.
    int bits = address.isV4() && prefixLength <= 32 ? prefixLength + 96 : prefixLength;
    byte[] network = address.bytes();
    byte[] last = address.bytes();
    for (int bit = bits; bit < 128; bit++) {
      network[bit / 8] &= (byte) ~(0x80 >> bit % 8);
      last[bit / 8] |= (byte) (0x80 >> bit % 8);
    }
    BytesRef end = new BytesRef(last);
    return new TermFilterQuery(
        field.text(),
        new BytesRef(network),
        term -> term.compareTo(end) <= 0 ? Answer.YES : Answer.END,
        budget);
  }

  private org.apache.lucene.search.Query words(WordSequence sequence) {
    if (sequence.words().isEmpty()) {
      return NOTHING;
    }
    BooleanQuery.Builder candidates = new BooleanQuery.Builder();
    candidates.add(EVERYTHING, Occur.FILTER);
    for (WordSequence.WordPattern word : sequence.words()) {
      if (++clauses > SearchBudget.MAX_CLAUSES) {
        throw new SearchBudget.SpentException("the query has too many words");
      }
      if (IndexedWord.indexed(word)) {
        candidates.add(
            word.wild()
                ? globbed(Fields.TEXT, new BytesRef(), word.glob())
                : new TermQuery(new Term(Fields.TEXT, IndexedWord.term(word))),
            Occur.FILTER);
      }
    }
    return IndexedWord.decides(sequence)
        ? candidates.build()
        : new VerifiedQuery(candidates.build(), new RawVerification(sequence), budget);
  }
}
