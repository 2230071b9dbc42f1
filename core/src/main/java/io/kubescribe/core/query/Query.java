package io.kubescribe.core.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A condition on audit events, or on sessions. Keyword values are compared exactly and in their
/// case; words of text are compared in lower case.
///
/// A condition on a session's screen or commands is fulfilled by the session if it holds at any
/// time of it, so that two of them need not hold at once, and a negated one says that it never did.
public sealed interface Query {
  /// Every event.
  record All() implements Query {}

  /// No event; what a scope without clusters amounts to.
  record None() implements Query {}

  /// Events that fulfil all clauses; of no clauses, every event.
  record And(List<Query> clauses) implements Query {
    public And {
      clauses = List.copyOf(clauses);
    }
  }

  /// Events that fulfil at least one clause; of no clauses, none.
  record Or(List<Query> clauses) implements Query {
    public Or {
      clauses = List.copyOf(clauses);
    }
  }

  /// Events that don't fulfil the clause.
  record Not(Query clause) implements Query {}

  /// Events one of whose values of the field equals `value`. Of a field of the type
  /// [EventField.Type#TEXT]: in one of whose values these words stand, as in [Text].
  record Term(FieldRef field, String value) implements Query {}

  /// Events one of whose values of the field matches `pattern`: `*` any run of characters, `?` any
  /// one, `\` before either for the character itself. Of a field of the type
  /// [EventField.Type#TEXT]: as in [TextWildcard].
  record Wildcard(FieldRef field, String pattern) implements Query {}

  /// Events one of whose values of the field lies between the bounds; null is open. Numbers compare
  /// as numbers, addresses and times as such, keywords by their UTF-8 bytes. Values of a [JsonPath]
  /// compare as numbers when every bound given is a number, else by their UTF-8 bytes. A bound that
  /// is not of the field's type is fulfilled by nothing.
  record Range(
      FieldRef field,
      @Nullable String lower,
      boolean includeLower,
      @Nullable String upper,
      boolean includeUpper)
      implements Query {}

  /// Events whose `timestamp` lies in the range.
  record During(TimeRange range) implements Query {}

  /// Events that have any value of the field.
  record Exists(FieldRef field) implements Query {}

  /// Events one of whose addresses in the field lies in the network.
  ///
  /// @param address network address, 4 or 16 bytes
  /// @param prefixLength bits that count, 0-32 or 0-128
  record Cidr(FieldRef field, IpAddress address, int prefixLength) implements Query {}

  /// Events in one of whose string values (URI, names, bodies, annotations and all others) these
  /// words stand in this order, one after another; one word alone is the usual case. [Words] tells
  /// what a word is; a text without words is found nowhere.
  record Text(String words) implements Query {}

  /// Like [Text], with words that may hold `*` and `?` as in [Wildcard]: `kube-sch*` finds the word
  /// `kube` with a word after it that begins with `sch`.
  record TextWildcard(String pattern) implements Query {}

  /// Both, simplified where one of them is trivial.
  static Query and(Query left, Query right) {
    if (left instanceof All || right instanceof None) {
      return right;
    }
    if (right instanceof All || left instanceof None) {
      return left;
    }
    return new And(List.of(left, right));
  }
}
