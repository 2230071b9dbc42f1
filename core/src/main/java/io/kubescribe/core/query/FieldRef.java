package io.kubescribe.core.query;

/// A field that a query may name: one of a catalogue, or any path of the event.
public sealed interface FieldRef permits CatalogueField, JsonPath {
  /// The name as users write it.
  String text();
}
