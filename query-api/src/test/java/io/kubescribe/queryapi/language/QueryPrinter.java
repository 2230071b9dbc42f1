package io.kubescribe.queryapi.language;

import io.kubescribe.core.query.EventField;
import io.kubescribe.core.query.FieldRef;
import io.kubescribe.core.query.Query;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Writes a tree as text that [QueryParser] reads back to the same tree.
final class QueryPrinter {
  private static final String SPECIAL = "()\"\\*?:[]{}<>!-&| \t\n";

  private QueryPrinter() {}

  static String print(Query query) {
    return switch (query) {
      case Query.All() -> "*";
      case Query.None() -> "(NOT *)";
      case Query.And(List<Query> clauses) -> joined(clauses, " AND ");
      case Query.Or(List<Query> clauses) -> joined(clauses, " OR ");
      case Query.Not(Query clause) -> "NOT " + print(clause);
      case Query.Term(FieldRef field, String value) -> name(field) + ':' + quoted(value);
      case Query.Wildcard(FieldRef field, String pattern) -> name(field) + ':' + escaped(pattern);
      case Query.Range range ->
          name(range.field())
              + ':'
              + (range.includeLower() ? '[' : '{')
              + bound(range.lower())
              + " TO "
              + bound(range.upper())
              + (range.includeUpper() ? ']' : '}');
      case Query.During(var range) ->
          "timestamp:[" + time(range.from()) + " TO " + time(range.to()) + "}";
      case Query.Exists(FieldRef field) -> "_exists_:" + name(field);
      case Query.Cidr cidr -> name(cidr.field()) + ':' + cidr.address() + '/' + cidr.prefixLength();
      case Query.Text(String words) -> quoted(words);
      case Query.TextWildcard(String pattern) -> escaped(pattern);
    };
  }

  private static String joined(List<Query> clauses, String operator) {
    return clauses.stream()
        .map(QueryPrinter::print)
        .collect(Collectors.joining(operator, "(", ")"));
  }

  private static String name(FieldRef field) {
    if (field instanceof EventField) {
      return field.text();
    }
    StringBuilder name = new StringBuilder();
    field.text().chars().forEach(c -> append(name, (char) c));
    return name.toString();
  }

  private static String bound(@Nullable String value) {
    return value == null ? "*" : quoted(value);
  }

  private static String time(java.time.@Nullable Instant time) {
    return time == null ? "*" : time.toString();
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /// A pattern's own escapes stay; what would end the word is escaped.
  private static String escaped(String pattern) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '\\') {
        text.append(c).append(pattern.charAt(++i));
      } else if (c == '*' || c == '?') {
        text.append(c);
      } else {
        append(text, c);
      }
    }
    return text.toString();
  }

  private static void append(StringBuilder text, char c) {
    if (SPECIAL.indexOf(c) >= 0 || Character.isWhitespace(c)) {
      text.append('\\');
    }
    text.append(c);
  }
}
