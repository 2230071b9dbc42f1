package io.kubescribe.index.lucene;

import io.kubescribe.core.query.CatalogueField;
import io.kubescribe.core.query.EventField;
import io.kubescribe.core.query.JsonPath;
import io.kubescribe.core.query.Query;
import io.kubescribe.index.lucene.TermFilterQuery.Filter;
import io.kubescribe.index.lucene.TermFilterQuery.Filter.Answer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;
import org.jspecify.annotations.Nullable;

/// The ranges among the queries: by number, address, time or bytes, as the field asks.
final class RangeTranslator {
  private static final org.apache.lucene.search.Query NOTHING = MatchNoDocsQuery.INSTANCE;

  private final SearchBudget budget;

  RangeTranslator(SearchBudget budget) {
    this.budget = budget;
  }

  org.apache.lucene.search.Query translate(Query.Range range) {
    return switch (range.field()) {
      case CatalogueField field -> named(field, range);
      case JsonPath path -> {
        EventField named = Fields.named(path);
        yield named != null ? named(named, range) : body(path, range);
      }
    };
  }

  private org.apache.lucene.search.Query named(CatalogueField field, Query.Range range) {
    if (field == EventField.ID) {
      return NOTHING;
    }
    return switch (field.type()) {
      case TIME -> time(range);
      case TEXT -> NOTHING;
      case NUMBER -> numbers(field, range);
      case KEYWORD ->
          terms(
              field.text(),
              new BytesRef(),
              keyword(range.lower(), CutTerm.MAX_KEYWORD),
              keyword(range.upper(), CutTerm.MAX_KEYWORD),
              range);
      case IP -> {
        BytesRef lower = range.lower() == null ? null : Fields.term(field, range.lower());
        BytesRef upper = range.upper() == null ? null : Fields.term(field, range.upper());
        boolean wrong =
            (range.lower() != null && lower == null) || (range.upper() != null && upper == null);
        yield wrong ? NOTHING : terms(field.text(), new BytesRef(), lower, upper, range);
      }
    };
  }

  private static @Nullable BytesRef keyword(@Nullable String bound, int max) {
    return bound == null ? null : CutTerm.of(bound, max);
  }

  private static org.apache.lucene.search.Query time(Query.Range range) {
    Long lower = range.lower() == null ? null : Fields.time(range.lower()).orElse(null);
    Long upper = range.upper() == null ? null : Fields.time(range.upper()).orElse(null);
    if ((range.lower() != null && lower == null) || (range.upper() != null && upper == null)) {
      return NOTHING;
    }
    long from = lower == null ? Long.MIN_VALUE : lower + (range.includeLower() ? 0 : 1);
    long to = upper == null ? Long.MAX_VALUE : upper - (range.includeUpper() ? 0 : 1);
    return to < from
        ? NOTHING
        : NumericDocValuesField.newSlowRangeQuery(Fields.TIMESTAMP, from, to);
  }

  private org.apache.lucene.search.Query numbers(CatalogueField field, Query.Range range) {
    Bounds<BigDecimal> bounds = numeric(range);
    return bounds == null
        ? NOTHING
        : new TermFilterQuery(
            field.text(),
            new BytesRef(),
            term -> bounds.answer(Fields.number(Fields.text(field, term))),
            budget);
  }

  private org.apache.lucene.search.Query body(JsonPath path, Query.Range range) {
    BytesRef before = QueryTranslator.bodyTerm(path, new BytesRef());
    Bounds<BigDecimal> bounds = numeric(range);
    if (bounds == null || (range.lower() == null && range.upper() == null)) {
      return terms(
          Fields.BODY,
          before,
          keyword(range.lower(), CutTerm.MAX_BODY_VALUE),
          keyword(range.upper(), CutTerm.MAX_BODY_VALUE),
          range);
    }
    Filter filter =
        term -> {
          if (!StringHelper.startsWith(term, before)) {
            return Answer.END;
          }
          int from = term.offset + before.length;
          int length = term.length - before.length;
          return bounds.answer(
              Fields.number(new String(term.bytes, from, length, StandardCharsets.UTF_8)));
        };
    return new TermFilterQuery(Fields.BODY, before, filter, budget);
  }

  /// The bounds as numbers, or null if one is given and is none.
  private static @Nullable Bounds<BigDecimal> numeric(Query.Range range) {
    BigDecimal lower = range.lower() == null ? null : Fields.number(range.lower());
    BigDecimal upper = range.upper() == null ? null : Fields.number(range.upper());
    boolean wrong =
        (range.lower() != null && lower == null) || (range.upper() != null && upper == null);
    return wrong ? null : new Bounds<>(lower, range.includeLower(), upper, range.includeUpper());
  }

  /// Terms that consist of `before` and bytes within the bounds.
  private org.apache.lucene.search.Query terms(
      String field,
      BytesRef before,
      @Nullable BytesRef lower,
      @Nullable BytesRef upper,
      Query.Range range) {
    Bounds<BytesRef> bounds =
        new Bounds<>(
            lower == null ? null : joined(before, lower),
            range.includeLower(),
            upper == null ? null : joined(before, upper),
            range.includeUpper());
    BytesRef first = bounds.lower() == null ? before : bounds.lower();
    Filter filter =
        term -> {
          boolean over =
              !StringHelper.startsWith(term, before)
                  || (bounds.upper() != null && term.compareTo(bounds.upper()) > 0);
          return over ? Answer.END : bounds.answer(term);
        };
    return new TermFilterQuery(field, first, filter, budget);
  }

  private static BytesRef joined(BytesRef before, BytesRef value) {
    byte[] bytes = new byte[before.length + value.length];
    System.arraycopy(before.bytes, before.offset, bytes, 0, before.length);
    System.arraycopy(value.bytes, value.offset, bytes, before.length, value.length);
    return new BytesRef(bytes);
  }

  /// A range of comparable things; null is open.
  private record Bounds<T extends Comparable<T>>(
      @Nullable T lower, boolean includeLower, @Nullable T upper, boolean includeUpper) {
    Answer answer(@Nullable T value) {
      return value != null && above(value) && below(value) ? Answer.YES : Answer.NO;
    }

    private boolean above(T value) {
      if (lower == null) {
        return true;
      }
      int order = value.compareTo(lower);
      return order > 0 || (order == 0 && includeLower);
    }

    private boolean below(T value) {
      if (upper == null) {
        return true;
      }
      int order = value.compareTo(upper);
      return order < 0 || (order == 0 && includeUpper);
    }
  }
}
