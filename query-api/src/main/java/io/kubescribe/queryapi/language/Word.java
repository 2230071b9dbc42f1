package io.kubescribe.queryapi.language;

import java.util.regex.Pattern;

/// A word or phrase as it was read.
///
/// @param column where it begins
/// @param source as typed, with escapes and quotes
/// @param literal without escapes
/// @param pattern as [io.kubescribe.core.query.Query.Wildcard] takes it: literal `*`, `?` and `\`
///   are escaped
/// @param wild whether it has a wildcard
/// @param quoted whether it was a phrase
record Word(
    int column, String source, String literal, String pattern, boolean wild, boolean quoted) {
  /// Wildcards at no letter or digit.
  private static final Pattern ALONE =
      Pattern.compile("(?<![\\p{L}\\p{Nd}*?])[*?]+(?![\\p{L}\\p{Nd}*?])");

  /// Whether it is nothing but stars.
  boolean isAnything() {
    return wild && pattern.chars().allMatch(c -> c == '*');
  }

  /// The word as a field of text takes it: there wildcards count in phrases too, where they stand
  /// at a letter or digit.
  Word asText() {
    if (!quoted) {
      return this;
    }
    String words = ALONE.matcher(literal.replace('\\', ' ')).replaceAll(" ");
    boolean wildcards = words.indexOf('*') >= 0 || words.indexOf('?') >= 0;
    return new Word(column, source, literal, words, wildcards, true);
  }

  /// How many letters and digits stand for themselves.
  int letters() {
    return (int) literal.codePoints().filter(Character::isLetterOrDigit).count();
  }

  /// Whether a wildcard stands before the first letter.
  boolean wildAtStart() {
    int i = 0;
    while (wild && i < pattern.length() && !Character.isLetterOrDigit(pattern.codePointAt(i))) {
      if (pattern.charAt(i) == '*' || pattern.charAt(i) == '?') {
        return true;
      }
      i += pattern.charAt(i) == '\\' ? 2 : 1;
    }
    return false;
  }
}
