package io.kubescribe.core.query;

/// A field that a query may name: one of the catalogue, or any path of the event.
public sealed interface FieldRef permits EventField, JsonPath {
  /// The name as users write it.
  String text();
}
