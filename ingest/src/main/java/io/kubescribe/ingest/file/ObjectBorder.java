package io.kubescribe.ingest.file;

import io.kubescribe.core.json.JsonSyntax;
import io.kubescribe.core.json.RawJson;

/// What an object at the begin of some bytes is.
///
/// @param position for a list the first byte behind the `[` of its items, for a whole object the
///   first byte behind it
record ObjectBorder(Kind kind, int position) {
  enum Kind {
    /// It has items and is no event.
    LIST,
    WHOLE,
    /// More bytes are needed.
    CUT,
    BROKEN
  }

  /// Deeper ones count as broken: the receiver refuses them at half of it, and without a limit a
  /// file of nothing but opening brackets is read anew for each of its lines.
  static final int MAX_DEPTH = 128;

  /// Reads the object whose `{` stands at `from`.
  static ObjectBorder find(byte[] json, int from, int end) {
    int at = RawJson.skipSpace(json, from + 1, end);
    if (at < end && json[at] == '}') {
      return new ObjectBorder(Kind.WHOLE, at + 1);
    }
    boolean event = false;
    while (true) {
      int name = at;
      int value = JsonSyntax.nameEnd(json, name, end);
      if (value < 0 || value >= end) {
        return failed(value, end);
      }
      int nameTo = RawJson.skipString(json, name, end);
      if (json[value] == '[' && !event && RawJson.nameIs(json, name, nameTo, "items")) {
        return new ObjectBorder(Kind.LIST, value + 1);
      }
      int valueTo = JsonSyntax.valueEnd(json, value, end, MAX_DEPTH);
      if (valueTo < 0) {
        return failed(valueTo, end);
      }
      event |=
          RawJson.nameIs(json, name, nameTo, "kind")
              && RawJson.nameIs(json, value, valueTo, "Event");
      at = RawJson.skipSpace(json, valueTo, end);
      if (at >= end) {
        return failed(-1 - at, end);
      }
      if (json[at] == '}') {
        return new ObjectBorder(Kind.WHOLE, at + 1);
      }
      if (json[at] != ',') {
        return failed(-1 - at, end);
      }
      at = RawJson.skipSpace(json, at + 1, end);
    }
  }

  /// @param answer of [JsonSyntax]
  private static ObjectBorder failed(int answer, int end) {
    int position = answer < 0 ? -1 - answer : answer;
    return new ObjectBorder(position >= end ? Kind.CUT : Kind.BROKEN, position);
  }
}
