package io.kubescribe.replay.derive.secret;

import java.util.BitSet;
import java.util.List;

/// Masks secrets in text that is already whole. Safe for use by many threads.
public final class LineRedactor {
  private static final char MASK = '*';

  private LineRedactor() {}

  /// A line with its secrets masked; the same object if there are none.
  public static String redact(String line) {
    BitSet secret = secrets(List.of(line), List.of(false)).getFirst();
    if (secret.isEmpty()) {
      return line;
    }
    StringBuilder redacted = new StringBuilder(line);
    secret.stream().forEach(i -> redacted.setCharAt(i, MASK));
    return redacted.toString();
  }

  /// Which characters of lines that stand below each other are secret.
  ///
  /// @param joined for each line whether it goes on in the next without a break
  public static List<BitSet> secrets(List<String> lines, List<Boolean> joined) {
    BitSet all = new BitSet();
    int[] at = {0};
    SecretScanner scanner = new SecretScanner(secret -> all.set(at[0]++, secret));
    for (int i = 0; i < lines.size(); i++) {
      lines.get(i).chars().forEach(c -> scanner.visible((char) c));
      if (!joined.get(i)) {
        scanner.lineBreak();
      }
    }
    scanner.flush();
    int[] from = {0};
    return lines.stream()
        .map(line -> {
          BitSet part = all.get(from[0], from[0] + line.length());
          from[0] += line.length();
          return part;
        })
        .toList();
  }
}
