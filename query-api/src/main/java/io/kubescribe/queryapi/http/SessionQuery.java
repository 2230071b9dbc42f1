package io.kubescribe.queryapi.http;

import io.kubescribe.core.query.CatalogueField;
import io.kubescribe.core.query.EventField;
import io.kubescribe.core.query.FieldRef;
import io.kubescribe.core.query.Glob;
import io.kubescribe.core.query.IpAddress;
import io.kubescribe.core.query.JsonPath;
import io.kubescribe.core.query.Query;
import io.kubescribe.core.query.SessionField;
import io.kubescribe.core.query.TimeRange;
import io.kubescribe.core.query.Words;
import io.kubescribe.core.recording.Recording;
import io.kubescribe.queryapi.language.TimeSpan;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The query language on facts of sessions, in memory: a session is a small thing, and there are
/// few. Immutable.
final class SessionQuery {
  private static final int BITS = 128;
  private static final int V4_BITS = 32;

  private final Query query;

  SessionQuery(Query query) {
    this.query = query;
  }

  /// @throws ApiException 400 for a query that facts can't answer
  static void requireFacts(Query query) {
    switch (query) {
      case Query.And(List<Query> clauses) -> clauses.forEach(SessionQuery::requireFacts);
      case Query.Or(List<Query> clauses) -> clauses.forEach(SessionQuery::requireFacts);
      case Query.Not(Query clause) -> requireFacts(clause);
      case Query.Term(FieldRef field, _) -> requireFact(field);
      case Query.Wildcard(FieldRef field, _) -> requireFact(field);
      case Query.Exists(FieldRef field) -> requireFact(field);
      case Query.All _,
          Query.None _,
          Query.Range _,
          Query.During _,
          Query.Cidr _,
          Query.Text _,
          Query.TextWildcard _ -> {}
    }
  }

  private static void requireFact(FieldRef field) {
    if (field == SessionField.SCREEN) {
      throw ApiException.parameter("q", "without 'screen', which /sessions/search finds");
    }
  }

  boolean matches(Recording session) {
    return matches(query, session);
  }

  private static boolean matches(Query query, Recording session) {
    return switch (query) {
      case Query.All _ -> true;
      case Query.None _ -> false;
      case Query.And(List<Query> clauses) ->
          clauses.stream().allMatch(clause -> matches(clause, session));
      case Query.Or(List<Query> clauses) ->
          clauses.stream().anyMatch(clause -> matches(clause, session));
      case Query.Not(Query clause) -> !matches(clause, session);
      case Query.Term(FieldRef field, String value) ->
          isText(field)
              ? hasWords(value, values(field, session))
              : values(field, session).anyMatch(value::equals);
      case Query.Wildcard(FieldRef field, String pattern) ->
          isText(field)
              ? hasWords(pattern, values(field, session))
              : values(field, session).anyMatch(Glob.of(pattern)::matches);
      case Query.Range range ->
          values(range.field(), session).anyMatch(value -> within(range, value));
      case Query.During(TimeRange range) -> during(range, session.startedAt());
      case Query.Exists(FieldRef field) -> values(field, session).findAny().isPresent();
      case Query.Cidr(FieldRef field, IpAddress network, int length) ->
          values(field, session)
              .flatMap(value -> IpAddress.parse(value).stream())
              .anyMatch(address -> isIn(address, network, length));
      case Query.Text(String words) -> hasWords(words, SessionFields.all(session));
      case Query.TextWildcard(String pattern) -> hasWords(pattern, SessionFields.all(session));
    };
  }

  private static boolean isText(FieldRef field) {
    return field instanceof CatalogueField named && named.type() == EventField.Type.TEXT;
  }

  private static Stream<String> values(FieldRef field, Recording session) {
    return switch (field) {
      case EventField named -> SessionFields.values(named, session);
      case SessionField named -> SessionFields.values(named, session);
      case JsonPath _ -> Stream.of();
    };
  }

  static boolean during(TimeRange range, Instant time) {
    return (range.from() == null || !time.isBefore(range.from()))
        && (range.to() == null || time.isBefore(range.to()));
  }

  private static boolean within(Query.Range range, String value) {
    boolean times = range.field() == EventField.TIMESTAMP;
    return fits(
            compare(value, range.lower(), times), range.lower(), range.includeLower(), c -> c > 0)
        && fits(
            compare(value, range.upper(), times), range.upper(), range.includeUpper(), c -> c < 0);
  }

  private static boolean fits(
      @Nullable Integer order, @Nullable String bound, boolean including, IntPredicate side) {
    return bound == null || (order != null && (side.test(order) || (including && order == 0)));
  }

  /// Null for what can't be compared.
  private static @Nullable Integer compare(String value, @Nullable String bound, boolean times) {
    if (bound == null) {
      return null;
    }
    if (times) {
      TimeSpan span = TimeSpan.parse(bound, Instant.EPOCH);
      return span == null ? null : Instant.parse(value).compareTo(span.from());
    }
    try {
      return new BigDecimal(value).compareTo(new BigDecimal(bound));
    } catch (NumberFormatException _) {
      return Arrays.compareUnsigned(utf8(value), utf8(bound));
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static boolean isIn(IpAddress address, IpAddress network, int length) {
    int rest = network.isV4() && length <= V4_BITS ? V4_BITS - length : BITS - length;
    BigInteger one = new BigInteger(1, address.bytes());
    BigInteger other = new BigInteger(1, network.bytes());
    return one.shiftRight(rest).equals(other.shiftRight(rest));
  }

  /// Whether the words stand in a row in one of the values; each may have wildcards.
  private static boolean hasWords(String pattern, Stream<String> values) {
    List<Glob> wanted = patternWords(pattern).stream().map(Glob::of).toList();
    return !wanted.isEmpty() && values.anyMatch(value -> isIn(wanted, words(value)));
  }

  private static boolean isIn(List<Glob> wanted, List<String> words) {
    for (int at = 0; at + wanted.size() <= words.size(); at++) {
      int same = 0;
      while (same < wanted.size() && wanted.get(same).matches(words.get(at + same))) {
        same++;
      }
      if (same == wanted.size()) {
        return true;
      }
    }
    return false;
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    new Words()
        .visit(
            text,
            (utf8, length, _) -> words.add(new String(utf8, 0, length, StandardCharsets.UTF_8)));
    return words;
  }

  /// As [#words], with the wildcards kept.
  private static List<String> patternWords(String pattern) {
    List<String> words = new ArrayList<>();
    for (String part : pattern.split("[^\\p{L}\\p{Nd}*?]+")) {
      if (!part.isEmpty()) {
        words.add(part.toLowerCase(Locale.ROOT));
      }
    }
    return words;
  }
}
