package io.kubescribe.forward.profile;

import io.kubescribe.core.json.RawJson;
import java.util.Optional;

/// Finds values in JSON text by the names on the way to them. Static.
final class Members {
  /// Where a value stands: `json[from, to)`.
  record Span(int from, int to) {}

  private Members() {}

  static Optional<Span> find(byte[] json, String... path) {
    return find(json, 0, json.length, path);
  }

  /// The value within `json[from, to)`; empty if an object on the way is missing.
  static Optional<Span> find(byte[] json, int from, int to, String... path) {
    Optional<Span> span = Optional.of(new Span(from, to));
    for (String name : path) {
      span = span.flatMap(parent -> member(json, parent, name));
    }
    return span;
  }

  private static Optional<Span> member(byte[] json, Span parent, String name) {
    Span[] found = {null};
    RawJson.members(
        json,
        parent.from(),
        parent.to(),
        (nameFrom, nameTo, valueFrom, valueTo) -> {
          if (RawJson.nameIs(json, nameFrom, nameTo, name)) {
            found[0] = new Span(valueFrom, valueTo);
          }
        });
    return Optional.ofNullable(found[0]);
  }

  /// The text at a path; empty if there is no string.
  static Optional<String> text(byte[] json, String... path) {
    return find(json, path)
        .filter(span -> json[span.from()] == '"')
        .map(span -> RawJson.text(json, span.from(), span.to()));
  }
}
