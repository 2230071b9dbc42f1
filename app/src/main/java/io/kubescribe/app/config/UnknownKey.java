package io.kubescribe.app.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What is said about a key that nobody knows.
final class UnknownKey {
  /// Keys of parts that are designed and will come.
  private static final Set<String> LATER =
      Set.of("replay.s3", "query.auth.oidc", "query.roles", "index.opensearch");

  private UnknownKey() {}

  static String message(String path, String name, Kind.Section section) {
    String allowed = "allowed here: " + keys(section);
    if (LATER.contains(path)) {
      return "this version does not have this part yet; " + allowed;
    }
    return "unknown key; "
        + nearest(name, section.members().keySet())
            .map(near -> "nearest is '" + near + "'; ")
            .orElse("")
        + allowed;
  }

  static String keys(Kind.Section section) {
    return String.join(", ", section.members().keySet());
  }

  /// The candidate that a slip of the finger may have meant.
  static Optional<String> nearest(String name, Collection<String> candidates) {
    String plain = plain(name);
    return candidates.stream()
        .min(Comparator.comparingInt(candidate -> distance(plain, plain(candidate))))
        .filter(candidate ->
            distance(plain, plain(candidate)) <= Math.max(2, plain(candidate).length() / 3));
  }

  /// `data-dir`, `DATA_DIR` and `dataDir` are one.
  private static String plain(String name) {
    String cut = name.length() > 100 ? name.substring(0, 100) : name;
    return cut.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
  }

  /// Levenshtein's distance.
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
