package io.kubescribe.core.audit;

import java.util.regex.Pattern;

/// The name of an observed Kubernetes cluster: 1-63 characters of `a-z`, `0-9`, `-`, `.`, beginning
/// and ending with a letter or digit, so that it is safe in a path and in a file name.
public record ClusterName(String value) implements Comparable<ClusterName> {
  private static final Pattern GRAMMAR = Pattern.compile("[a-z0-9]([-.a-z0-9]{0,61}[a-z0-9])?");

  /// @throws IllegalArgumentException if the value does not follow the grammar
  public ClusterName {
    if (!isValid(value)) {
      throw new IllegalArgumentException(
          "cluster name must be 1-63 characters of a-z, 0-9, '-' and '.', and begin and end with a"
              + " letter or digit, was '"
              + value
              + "'");
    }
  }

  public static boolean isValid(String value) {
    return GRAMMAR.matcher(value).matches() && !value.contains("..");
  }

  @Override
  public int compareTo(ClusterName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
