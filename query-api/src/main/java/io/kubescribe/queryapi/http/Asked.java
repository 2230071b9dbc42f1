package io.kubescribe.queryapi.http;

import io.kubescribe.core.query.FieldCatalogue;
import io.kubescribe.core.query.Query;
import io.kubescribe.core.query.TimeRange;
import io.kubescribe.core.store.Selection;
import io.kubescribe.queryapi.language.QueryParser;
import io.kubescribe.queryapi.language.QuerySyntaxException;
import java.time.Duration;
import java.time.Instant;

/// What the parameters `q`, `from` and `to` ask for, within the principal's scope.
///
/// @param text the query as typed
/// @param query as a tree, of whatever scope
/// @param scoped the query, AND-ed with the scope as a tree
record Asked(String text, Query query, Query scoped, TimeRange range) {
  /// Longer ranges are mistakes (milliseconds taken for seconds, a year typed wrong).
  private static final Duration LONGEST = Duration.ofDays(36_500);

  /// @param now what `now` means
  static Asked read(Call call, Instant now) throws QuerySyntaxException {
    return read(call, now, FieldCatalogue.EVENTS);
  }

  /// @param now what `now` means
  /// @param fields what may be asked for
  static Asked read(Call call, Instant now, FieldCatalogue fields) throws QuerySyntaxException {
    Instant from = call.parameters().time("from", now);
    Instant to = call.parameters().time("to", now);
    if (from != null && to != null) {
      if (to.isBefore(from)) {
        throw ApiException.parameter("to", "after 'from'");
      }
      if (Duration.between(from, to).compareTo(LONGEST) >= 0) {
        throw ApiException.parameter("from", "less than 100 years before 'to'");
      }
    }
    String text = call.parameters().text("q", "");
    Query query = QueryParser.parse(text, now, fields);
    Query scoped = Query.and(call.principal().scope().toQuery(), query);
    return new Asked(text, query, scoped, new TimeRange(from, to));
  }

  Selection selection() {
    return new Selection(scoped, range);
  }
}
