package io.kubescribe.core.query;

import java.util.List;

/// A field with a name of its own.
public sealed interface CatalogueField extends FieldRef permits EventField, SessionField {
  EventField.Type type();

  /// Whether its values can be counted.
  boolean facet();

  /// One line for people.
  String description();

  /// Other names for it.
  List<String> aliases();
}
