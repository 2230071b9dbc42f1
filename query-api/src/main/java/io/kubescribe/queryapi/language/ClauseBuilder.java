package io.kubescribe.queryapi.language;

import io.kubescribe.core.query.CatalogueField;
import io.kubescribe.core.query.EventField;
import io.kubescribe.core.query.FieldRef;
import io.kubescribe.core.query.IpAddress;
import io.kubescribe.core.query.Query;
import io.kubescribe.core.query.TimeRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Makes conditions of words, as the type of the field wants them, and counts them.
final class ClauseBuilder {
  /// A text pattern that begins with a wildcard makes the store visit every word that it has; three
  /// letters at least make the few matches worth it.
  private static final int MIN_LETTERS = 3;

  private static final Pattern INTEGER = Pattern.compile("-?\\d{1,9}");

  /// Makes the condition of one field.
  @FunctionalInterface
  private interface OfField {
    Query make(FieldRef field) throws QuerySyntaxException;
  }

  private final Instant now;
  private int clauses;

  ClauseBuilder(Instant now) {
    this.now = now;
  }

  Query all(int column) throws QuerySyntaxException {
    count(column);
    return new Query.All();
  }

  Query text(Word word) throws QuerySyntaxException {
    count(word.column());
    String lower = words(word);
    return word.wild() ? new Query.TextWildcard(lower) : new Query.Text(lower);
  }

  private static Query words(FieldRef field, Word word) throws QuerySyntaxException {
    String lower = words(word);
    return word.wild() ? new Query.Wildcard(field, lower) : new Query.Term(field, lower);
  }

  /// The words in lower case; a pattern if they have wildcards.
  private static String words(Word word) throws QuerySyntaxException {
    String typed = word.wild() ? word.pattern() : word.literal();
    if (word.letters() == 0) {
      throw new QuerySyntaxException(word.column(), "a word with a letter or digit");
    }
    if (word.wildAtStart() && word.letters() < MIN_LETTERS) {
      throw new QuerySyntaxException(
          word.column(),
          "at least " + MIN_LETTERS + " letters in a word that begins with a wildcard");
    }
    return typed.toLowerCase(Locale.ROOT);
  }

  Query exists(NamedField field) throws QuerySyntaxException {
    return ofEach(field, field.column(), Query.Exists::new);
  }

  Query equal(NamedField field, Word word) throws QuerySyntaxException {
    return ofEach(
        field, word.column(), one -> word.isAnything() ? new Query.Exists(one) : equal(one, word));
  }

  Query range(NamedField field, int column, Bound lower, Bound upper) throws QuerySyntaxException {
    return ofEach(field, column, one -> range(one, column, lower, upper));
  }

  /// Of a list of fields, those that can't have the value are left out, unless none can.
  private Query ofEach(NamedField field, int column, OfField condition)
      throws QuerySyntaxException {
    List<Query> made = new ArrayList<>();
    QuerySyntaxException refused = null;
    for (FieldRef one : field.fields()) {
      try {
        made.add(condition.make(one));
        count(column);
      } catch (QuerySyntaxException e) {
        refused = e;
      }
    }
    if (made.isEmpty() || clauses > QueryParser.MAX_CLAUSES) {
      throw refused != null ? refused : new QuerySyntaxException(column, "a field");
    }
    return made.size() == 1 ? made.getFirst() : new Query.Or(made);
  }

  private Query equal(FieldRef field, Word word) throws QuerySyntaxException {
    return switch (type(field)) {
      case KEYWORD ->
          word.wild()
              ? new Query.Wildcard(field, word.pattern())
              : new Query.Term(field, word.literal());
      case NUMBER -> new Query.Term(field, integer(word));
      case IP -> addressOrNetwork(field, word);
      case TIME -> {
        TimeSpan span = time(word);
        yield new Query.During(new TimeRange(span.from(), span.to()));
      }
      case TEXT -> words(field, word.asText());
    };
  }

  private Query range(FieldRef field, int column, Bound lower, Bound upper)
      throws QuerySyntaxException {
    Word low = lower.word();
    Word high = upper.word();
    return switch (type(field)) {
      case KEYWORD ->
          new Query.Range(
              field,
              low == null ? null : low.literal(),
              lower.included(),
              high == null ? null : high.literal(),
              upper.included());
      case NUMBER -> {
        String from = low == null ? null : integer(low);
        String to = high == null ? null : integer(high);
        if (from != null && to != null && Integer.parseInt(from) > Integer.parseInt(to)) {
          throw backwards(column);
        }
        yield new Query.Range(field, from, lower.included(), to, upper.included());
      }
      case IP ->
          new Query.Range(
              field,
              low == null ? null : address(low).toString(),
              lower.included(),
              high == null ? null : address(high).toString(),
              upper.included());
      case TIME -> during(column, lower, upper);
      case TEXT ->
          throw new QuerySyntaxException(
              column, "a word or a phrase: the words of '" + field.text() + "' have no order");
    };
  }

  /// A bound such as `2026-11-23` is a whole day: including it ends after it, excluding it before.
  private Query during(int column, Bound lower, Bound upper) throws QuerySyntaxException {
    Instant from = null;
    Instant to = null;
    if (lower.word() != null) {
      TimeSpan span = time(lower.word());
      from = lower.included() ? span.from() : span.to();
    }
    if (upper.word() != null) {
      TimeSpan span = time(upper.word());
      to = upper.included() ? span.to() : span.from();
    }
    if (from != null && to != null && to.isBefore(from)) {
      throw backwards(column);
    }
    return new Query.During(new TimeRange(from, to));
  }

  private static Query addressOrNetwork(FieldRef field, Word word) throws QuerySyntaxException {
    if (word.literal().indexOf('/') < 0) {
      return new Query.Term(field, address(word).toString());
    }
    Network network = word.wild() ? null : Network.parse(word.literal());
    if (network == null) {
      throw noAddress(word);
    }
    return new Query.Cidr(field, network.address(), network.prefixLength());
  }

  private static IpAddress address(Word word) throws QuerySyntaxException {
    return IpAddress.parse(word.literal()).orElseThrow(() -> noAddress(word));
  }

  private static QuerySyntaxException noAddress(Word word) {
    return new QuerySyntaxException(
        word.column(), "an IP address or a network such as 10.0.0.0/8 or 2001:db8::/32");
  }

  private TimeSpan time(Word word) throws QuerySyntaxException {
    TimeSpan span = word.wild() ? null : TimeSpan.parse(word.literal(), now);
    if (span == null) {
      throw new QuerySyntaxException(word.column(), TimeSpan.EXPECTED);
    }
    return span;
  }

  private static String integer(Word word) throws QuerySyntaxException {
    if (word.wild() || !INTEGER.matcher(word.literal()).matches()) {
      throw new QuerySyntaxException(
          word.column(), "a whole number such as 403, or a range such as [400 TO 499]");
    }
    return Integer.toString(Integer.parseInt(word.literal()));
  }

  private static QuerySyntaxException backwards(int column) {
    return new QuerySyntaxException(column, "a range that begins before it ends");
  }

  private static EventField.Type type(FieldRef field) {
    return field instanceof CatalogueField known ? known.type() : EventField.Type.KEYWORD;
  }

  private void count(int column) throws QuerySyntaxException {
    clauses++;
    if (clauses > QueryParser.MAX_CLAUSES) {
      throw new QuerySyntaxException(
          column, "at most " + QueryParser.MAX_CLAUSES + " conditions in one query");
    }
  }
}
