package io.kubescribe.app.config;

import io.kubescribe.app.text.Printable;
import io.kubescribe.core.ConfigException;
import java.util.ArrayList;
import java.util.List;

/// Collects what is wrong, so that one run tells everything.
final class Problems {
  /// A hostile file could have a million; nobody reads more than a screen.
  private static final int MOST = 20;

  private static final int LONGEST = 500;

  private final List<String> lines = new ArrayList<>();
  private int more;

  /// @param origin where, such as `FILE:LINE`
  /// @param key dotted; empty for the file as a whole
  void add(String origin, String key, String message) {
    if (lines.size() == MOST) {
      more++;
      return;
    }
    // Values come from files and variables of any content and end up on a terminal.
    lines.add(Printable.line(origin + ": " + (key.isEmpty() ? "" : key + ": ") + message, LONGEST));
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  /// @throws ConfigException one line for each problem, if there is any
  void throwIfAny() {
    if (!lines.isEmpty()) {
      String rest = more == 0 ? "" : "\nand " + more + " more";
      throw new ConfigException(String.join("\n", lines) + rest);
    }
  }
}
