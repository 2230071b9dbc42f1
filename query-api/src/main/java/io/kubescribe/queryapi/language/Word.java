package io.kubescribe.queryapi.language;

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
  /// Whether it is nothing but stars.
  boolean isAnything() {
    return wild && pattern.chars().allMatch(c -> c == '*');
  }

  /// How many characters of the pattern stand for themselves.
  int literalCharacters() {
    int count = 0;
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '\\') {
        i++;
        count++;
      } else if (c != '*' && c != '?') {
        count++;
      }
    }
    return count;
  }
}
