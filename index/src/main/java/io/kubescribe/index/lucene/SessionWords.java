package io.kubescribe.index.lucene;

import io.kubescribe.core.match.WordSequence;
import io.kubescribe.core.query.CatalogueField;
import io.kubescribe.core.query.EventField;
import io.kubescribe.core.query.FieldRef;
import io.kubescribe.core.query.Query;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A condition on words: these one after another in a text of one of these fields.
record SessionWords(List<String> fields, WordSequence sequence) {
  SessionWords {
    fields = List.copyOf(fields);
  }

  /// What a leaf of a query asks of words; null if it asks for something else.
  static @Nullable SessionWords of(Query leaf) {
    return switch (leaf) {
      case Query.Text(String words) ->
          new SessionWords(SessionTexts.FIELDS, WordSequence.ofText(words));
      case Query.TextWildcard(String pattern) ->
          new SessionWords(SessionTexts.FIELDS, WordSequence.ofPattern(pattern));
      case Query.Term(FieldRef field, String words) when isText(field) ->
          new SessionWords(List.of(field.text()), WordSequence.ofText(words));
      case Query.Wildcard(FieldRef field, String pattern) when isText(field) ->
          new SessionWords(List.of(field.text()), WordSequence.ofPattern(pattern));
      case Query _ -> null;
    };
  }

  static boolean isText(FieldRef field) {
    return field instanceof CatalogueField known && known.type() == EventField.Type.TEXT;
  }

  /// The conditions on words that make a session fulfil the query: those that are not negated.
  static List<SessionWords> wanted(Query query) {
    List<SessionWords> wanted = new ArrayList<>();
    gather(query, true, wanted);
    return wanted;
  }

  private static void gather(Query query, boolean affirmed, List<SessionWords> into) {
    switch (query) {
      case Query.And(List<Query> clauses) ->
          clauses.forEach(clause -> gather(clause, affirmed, into));
      case Query.Or(List<Query> clauses) ->
          clauses.forEach(clause -> gather(clause, affirmed, into));
      case Query.Not(Query clause) -> gather(clause, !affirmed, into);
      case Query leaf -> {
        SessionWords words = of(leaf);
        if (words != null && affirmed && !words.sequence().words().isEmpty()) {
          into.add(words);
        }
      }
    }
  }
}
