package io.kubescribe.queryapi.language;

import io.kubescribe.core.query.FieldCatalogue;
import io.kubescribe.core.query.Query;
import java.time.Instant;

/// Turns a user's text into a query tree. Static and without state.
///
/// The limits keep every tree small enough to be walked recursively and to be run: 1,024 clauses is
/// also Lucene's own bound.
public final class QueryParser {
  /// The longest text in UTF-16 units.
  public static final int MAX_LENGTH = 10_000;

  /// The most conditions in one query; a field list counts once for each field.
  public static final int MAX_CLAUSES = 1_024;

  /// The deepest nesting of parentheses and negations.
  public static final int MAX_DEPTH = 64;

  private QueryParser() {}

  /// Reads a query for audit events.
  ///
  /// @param now what `now` means in the text
  /// @throws QuerySyntaxException if the text is not a query, with the first column that is wrong
  public static Query parse(String text, Instant now) throws QuerySyntaxException {
    return parse(text, now, FieldCatalogue.EVENTS);
  }

  /// Reads a query.
  ///
  /// @param now what `now` means in the text
  /// @param fields what may be asked for
  /// @throws QuerySyntaxException if the text is not a query, with the first column that is wrong
  public static Query parse(String text, Instant now, FieldCatalogue fields)
      throws QuerySyntaxException {
    if (text.length() > MAX_LENGTH) {
      throw new QuerySyntaxException(
          MAX_LENGTH + 1, "at most " + MAX_LENGTH + " characters, were " + text.length());
    }
    return new Grammar(new QueryText(text), new ClauseBuilder(now), fields).query();
  }
}
