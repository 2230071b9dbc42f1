package io.kubescribe.core.store;

import java.util.List;

/// The most frequent values of a field.
///
/// @param values most frequent first
/// @param other events counted under values that are not listed
public record TopValues(List<ValueCount> values, long other) {
  /// A value and in how many events it stands.
  public record ValueCount(String value, long count) {}

  public TopValues {
    values = List.copyOf(values);
  }
}
