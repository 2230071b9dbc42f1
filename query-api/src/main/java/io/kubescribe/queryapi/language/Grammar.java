package io.kubescribe.queryapi.language;

import io.kubescribe.core.query.FieldCatalogue;
import io.kubescribe.core.query.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One run of the parser: a method for each rule of the grammar in the package documentation. Where
/// a rule has a field, it stands within that field's parentheses and words are values.
final class Grammar {
  private static final Set<String> OPERATORS = Set.of("AND", "OR", "NOT", "&&", "||");

  private final QueryText text;
  private final ClauseBuilder clauses;
  private final FieldCatalogue fields;
  private int depth;

  Grammar(QueryText text, ClauseBuilder clauses, FieldCatalogue fields) {
    this.text = text;
    this.clauses = clauses;
    this.fields = fields;
  }

  Query query() throws QuerySyntaxException {
    text.skipBlanks();
    if (text.atEnd()) {
      return new Query.All();
    }
    Query query = or(null);
    if (!text.atEnd()) {
      throw new QuerySyntaxException(text.column(), "the end of the query, found ) without (");
    }
    return query;
  }

  private Query or(@Nullable NamedField field) throws QuerySyntaxException {
    Query first = and(field);
    List<Query> alternatives = new ArrayList<>(List.of(first));
    while (text.takeOperator("OR") || text.takeOperator("||")) {
      alternatives.add(and(field));
    }
    return alternatives.size() == 1 ? first : new Query.Or(alternatives);
  }

  private Query and(@Nullable NamedField field) throws QuerySyntaxException {
    Query first = not(field);
    List<Query> conditions = new ArrayList<>(List.of(first));
    while (text.takeOperator("AND") || text.takeOperator("&&") || conditionFollows()) {
      conditions.add(not(field));
    }
    return conditions.size() == 1 ? first : new Query.And(conditions);
  }

  private boolean conditionFollows() {
    text.skipBlanks();
    return !text.atEnd()
        && text.peek() != ')'
        && !text.operatorHere("OR")
        && !text.operatorHere("||");
  }

  private Query not(@Nullable NamedField field) throws QuerySyntaxException {
    text.skipBlanks();
    boolean sign = false;
    if (!text.takeOperator("NOT")) {
      sign = text.take("-") || text.take("!");
      if (!sign) {
        return field == null ? clause() : value(field);
      }
    }
    if (sign && (text.atEnd() || Character.isWhitespace(text.peek()))) {
      throw new QuerySyntaxException(text.column(), "a condition right after the sign");
    }
    enter();
    Query negated = new Query.Not(not(field));
    depth--;
    return negated;
  }

  private Query clause() throws QuerySyntaxException {
    if (text.peek() == '(') {
      return group(null);
    }
    if (text.peek() == '"') {
      return ended(clauses.text(text.phrase()));
    }
    if (text.take("*:*")) {
      return ended(clauses.all(text.column()));
    }
    Word word = text.word(":");
    if (text.peek() != ':') {
      return ended(bareWord(word));
    }
    if (word.source().isEmpty()) {
      throw new QuerySyntaxException(text.column(), "a field before the colon");
    }
    text.take(":");
    if (word.source().equals("_exists_")) {
      Word name = text.word("");
      return ended(clauses.exists(NamedField.resolve(name, fields)));
    }
    return value(NamedField.resolve(word, fields));
  }

  private Query bareWord(Word word) throws QuerySyntaxException {
    refuseOperator(word);
    if (word.source().isEmpty()) {
      throw new QuerySyntaxException(
          word.column(), text.peek() == ')' ? "a condition before )" : "a condition");
    }
    if ("[{<>".indexOf(word.source().charAt(0)) >= 0) {
      throw new QuerySyntaxException(
          word.column(), "a field and a colon before a range, or quotes around the text");
    }
    return word.source().equals("*") ? clauses.all(word.column()) : clauses.text(word);
  }

  private Query value(NamedField field) throws QuerySyntaxException {
    char first = text.peek();
    if (first == '(') {
      return group(field);
    }
    if (first == '[' || first == '{') {
      return ended(range(field));
    }
    if (first == '<' || first == '>') {
      return ended(comparison(field));
    }
    Word word = first == '"' ? text.phrase() : text.word("");
    refuseOperator(word);
    if (word.source().isEmpty()) {
      throw new QuerySyntaxException(
          word.column(), "a value for '" + field.written() + "', or * for any");
    }
    return ended(clauses.equal(field, word));
  }

  private Query range(NamedField field) throws QuerySyntaxException {
    int start = text.column();
    boolean includeLower = text.take("[");
    if (!includeLower) {
      text.take("{");
    }
    text.skipBlanks();
    Bound lower = new Bound(bound("]}"), includeLower);
    if (!text.takeOperator("TO")) {
      throw new QuerySyntaxException(text.column(), "TO between the bounds of the range");
    }
    text.skipBlanks();
    Word upper = bound("]}");
    text.skipBlanks();
    boolean includeUpper = text.take("]");
    if (!includeUpper && !text.take("}")) {
      throw new QuerySyntaxException(text.column(), "] or } at the end of the range");
    }
    return clauses.range(field, start, lower, new Bound(upper, includeUpper));
  }

  private Query comparison(NamedField field) throws QuerySyntaxException {
    int start = text.column();
    boolean above = text.take(">");
    if (!above) {
      text.take("<");
    }
    boolean included = text.take("=");
    Bound bound = new Bound(bound(""), included);
    return above
        ? clauses.range(field, start, bound, Bound.OPEN)
        : clauses.range(field, start, Bound.OPEN, bound);
  }

  /// A bound, or null for an open one.
  private @Nullable Word bound(String stops) throws QuerySyntaxException {
    Word word = text.peek() == '"' ? text.phrase() : text.word(stops);
    if (word.source().isEmpty()) {
      throw new QuerySyntaxException(word.column(), "a bound");
    }
    if (word.source().equals("*")) {
      return null;
    }
    if (word.wild()) {
      throw new QuerySyntaxException(word.column(), "a bound without wildcards, or * for open");
    }
    return word;
  }

  private Query group(@Nullable NamedField field) throws QuerySyntaxException {
    int start = text.column();
    text.take("(");
    enter();
    Query query = or(field);
    depth--;
    if (!text.take(")")) {
      throw new QuerySyntaxException(text.column(), ") for the ( at column " + start);
    }
    return query;
  }

  private void enter() throws QuerySyntaxException {
    depth++;
    if (depth > QueryParser.MAX_DEPTH) {
      throw new QuerySyntaxException(
          text.column(), "at most " + QueryParser.MAX_DEPTH + " levels of nesting");
    }
  }

  /// A lower-case operator would be searched as a word and find nothing, which misleads.
  private static void refuseOperator(Word word) throws QuerySyntaxException {
    String upper = word.source().toUpperCase(Locale.ROOT);
    if (OPERATORS.contains(upper)) {
      throw new QuerySyntaxException(
          word.column(),
          upper.equals(word.source())
              ? "a condition beside " + upper
              : upper + " in upper case, or \"" + word.source() + "\" in quotes");
    }
  }

  private Query ended(Query query) throws QuerySyntaxException {
    if (!text.atEnd() && text.peek() != ')' && !Character.isWhitespace(text.peek())) {
      throw new QuerySyntaxException(text.column(), "a blank, or \\ before this character");
    }
    return query;
  }
}
