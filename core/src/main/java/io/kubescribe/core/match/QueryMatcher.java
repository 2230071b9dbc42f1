package io.kubescribe.core.match;

import io.kubescribe.core.query.EventField;
import io.kubescribe.core.query.FieldRef;
import io.kubescribe.core.query.Glob;
import io.kubescribe.core.query.IpAddress;
import io.kubescribe.core.query.JsonPath;
import io.kubescribe.core.query.Query;
import io.kubescribe.core.query.SessionField;
import io.kubescribe.core.query.TimeRange;
import io.kubescribe.core.store.IndexableEvent;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Decides one query on single events: the same events that a search store would find by it. Only
/// what a store adds is unknown here: no event has the flag `index-cut`.
///
/// Not safe for use by many threads: one instance each, used again and again.
public final class QueryMatcher {
  /// A query made ready to be decided.
  @FunctionalInterface
  private interface Condition {
    boolean holds(IndexableEvent event);
  }

  private static final Condition ALWAYS = _ -> true;
  private static final Condition NEVER = _ -> false;

  private final Condition condition;

  public QueryMatcher(Query query) {
    condition = condition(query);
  }

  /// Whether the event fulfils the query.
  public boolean matches(IndexableEvent event) {
    return condition.holds(event);
  }

  private static Condition condition(Query query) {
    return switch (query) {
      case Query.All() -> ALWAYS;
      case Query.None() -> NEVER;
      case Query.And(List<Query> clauses) -> all(clauses);
      case Query.Or(List<Query> clauses) -> any(clauses);
      case Query.Not(Query clause) -> {
        Condition refused = condition(clause);
        yield event -> !refused.holds(event);
      }
      case Query.Term(FieldRef field, String value) -> term(field, value);
      case Query.Wildcard(FieldRef field, String pattern) ->
          field == EventField.TIMESTAMP ? NEVER : values(field, Glob.of(pattern)::matches);
      case Query.Range range -> range(range);
      case Query.During(TimeRange range) -> event -> within(range, event.event().timestamp());
      case Query.Exists(EventField field) -> event -> NamedValues.any(field, event, _ -> true);
      case Query.Exists(SessionField _) -> NEVER;
      case Query.Exists(JsonPath path) -> new PathValues(path)::exists;
      case Query.Cidr(FieldRef field, IpAddress network, int length) ->
          isAddress(field) ? values(field, new NetworkTest(network, length)) : NEVER;
      case Query.Text(String words) -> words(WordSequence.ofText(words));
      case Query.TextWildcard(String pattern) -> words(WordSequence.ofPattern(pattern));
    };
  }

  private static Condition all(List<Query> clauses) {
    List<Condition> conditions = clauses.stream().map(QueryMatcher::condition).toList();
    return event -> {
      for (Condition condition : conditions) {
        if (!condition.holds(event)) {
          return false;
        }
      }
      return true;
    };
  }

  private static Condition any(List<Query> clauses) {
    List<Condition> conditions = clauses.stream().map(QueryMatcher::condition).toList();
    return event -> {
      for (Condition condition : conditions) {
        if (condition.holds(event)) {
          return true;
        }
      }
      return false;
    };
  }

  /// Events one of whose values of the field passes.
  private static Condition values(FieldRef ref, ValueTest test) {
    return switch (ref) {
      case EventField field -> event -> NamedValues.any(field, event, test);
      // Asks for a session, and events are none.
      case SessionField _ -> NEVER;
      case JsonPath path -> {
        PathValues values = new PathValues(path);
        yield event -> values.any(event, test);
      }
    };
  }

  private static Condition term(FieldRef ref, String value) {
    if (ref == EventField.TIMESTAMP) {
      Instant at = time(value);
      return at == null ? NEVER : event -> event.event().timestamp().equals(at);
    }
    if (isAddress(ref)) {
      return IpAddress.parse(value).map(ip -> values(ref, ip.toString()::equals)).orElse(NEVER);
    }
    return values(ref, isNumber(ref) ? RangeTest.ofNumber(value) : value::equals);
  }

  private static Condition range(Query.Range range) {
    FieldRef ref = range.field();
    if (ref == EventField.TIMESTAMP) {
      return times(range);
    }
    // An id is a hash: no order of it means anything.
    return ref == EventField.ID ? NEVER : values(ref, RangeTest.of(range));
  }

  private static Condition times(Query.Range range) {
    Instant lower = range.lower() == null ? Instant.MIN : time(range.lower());
    Instant upper = range.upper() == null ? Instant.MAX : time(range.upper());
    if (lower == null || upper == null) {
      return NEVER;
    }
    return event -> {
      int low = event.event().timestamp().compareTo(lower);
      int high = event.event().timestamp().compareTo(upper);
      return (low > 0 || (low == 0 && range.includeLower()))
          && (high < 0 || (high == 0 && range.includeUpper()));
    };
  }

  private static boolean within(TimeRange range, Instant time) {
    return (range.from() == null || !time.isBefore(range.from()))
        && (range.to() == null || time.isBefore(range.to()));
  }

  private static Condition words(WordSequence sequence) {
    if (sequence.words().isEmpty()) {
      return NEVER;
    }
    WordSequence.Check check = new WordSequence.Check(sequence);
    return event -> check.holds(event.raw());
  }

  private static boolean isAddress(FieldRef ref) {
    return ref instanceof EventField field && field.type() == EventField.Type.IP;
  }

  private static boolean isNumber(FieldRef ref) {
    return ref instanceof EventField field && field.type() == EventField.Type.NUMBER;
  }

  private static @Nullable Instant time(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
