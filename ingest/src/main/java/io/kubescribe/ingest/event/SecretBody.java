package io.kubescribe.ingest.event;

import io.kubescribe.core.json.RawJson;
import org.jspecify.annotations.Nullable;

/// Replaces the values of a Secret in the shapes in which the API carries it. Its positions must
/// hold the value that each method names; other values are passed over.
final class SecretBody {
  private static final String SECRET_DATA = "secret-data";

  private final byte[] json;
  private final Path path;
  private final Edits edits;

  SecretBody(byte[] json, Path path, Edits edits) {
    this.json = json;
    this.path = path;
    this.edits = edits;
  }

  /// A body of a request on `secrets`, whose objects need not say their kind: a Secret, a list, a
  /// table, a watch event, a merge patch or a JSON patch.
  void ofSecrets(int from, int to) {
    if (json[from] == '[') {
      RawJson.elements(json, from, to, this::patchOperation);
      return;
    }
    part(SecretPart.OBJECT, from, to);
    members(
        from,
        to,
        (name, valueFrom, valueTo) -> {
          switch (name) {
            case "items" -> RawJson.elements(json, valueFrom, valueTo, this::item);
            case "rows" -> RawJson.elements(json, valueFrom, valueTo, this::row);
            case "object" -> ofSecrets(valueFrom, valueTo);
            case "message", "details" -> echo(valueFrom, valueTo);
            default -> {}
          }
        });
  }

  /// A SecretList, whose items don't say their kind.
  void list(int from, int to) {
    members(
        from,
        to,
        (name, valueFrom, valueTo) -> {
          if (name.equals("items")) {
            RawJson.elements(json, valueFrom, valueTo, this::item);
          }
        });
  }

  private void item(int index, int from, int to) {
    path.pushIndex(index);
    part(SecretPart.OBJECT, from, to);
    path.pop();
  }

  /// A value that stands where `part` of a Secret stands.
  void part(SecretPart part, int from, int to) {
    switch (part) {
      case VALUE -> edits.value(from, to, path, SECRET_DATA);
      case COPY -> edits.value(from, to, path, "last-applied");
      case DATA -> {
        if (json[from] == '{') {
          nested(part, from, to);
        } else {
          edits.value(from, to, path, SECRET_DATA);
        }
      }
      case OBJECT, METADATA, ANNOTATIONS -> nested(part, from, to);
    }
  }

  private void nested(SecretPart part, int from, int to) {
    members(
        from,
        to,
        (name, valueFrom, valueTo) -> {
          SecretPart member = part.member(name);
          if (member != null) {
            part(member, valueFrom, valueTo);
          }
        });
  }

  /// The value at `names` below the object, replaced whole.
  void memberAt(int from, int to, String rule, String... names) {
    memberAt(from, to, rule, names, 0);
  }

  private void memberAt(int from, int to, String rule, String[] names, int depth) {
    if (depth == names.length) {
      edits.value(from, to, path, rule);
      return;
    }
    members(
        from,
        to,
        (name, valueFrom, valueTo) -> {
          if (name.equals(names[depth])) {
            memberAt(valueFrom, valueTo, rule, names, depth + 1);
          }
        });
  }

  /// Messages of the API server that repeat a refused body: `patch: Invalid value: "{…}": …`.
  void echo(int from, int to) {
    if (json[from] == '"') {
      int first = from;
      while (first < to - 1 && json[first] != '{') {
        first++;
      }
      int last = to - 2;
      while (last > first && json[last] != '}') {
        last--;
      }
      // Without an end the message was cut.
      edits.part(first, last > first ? last + 1 : Math.max(first, to - 1), path, SECRET_DATA);
      return;
    }
    members(from, to, (_, valueFrom, valueTo) -> echo(valueFrom, valueTo));
    RawJson.elements(
        json,
        from,
        to,
        (index, valueFrom, valueTo) -> {
          path.pushIndex(index);
          echo(valueFrom, valueTo);
          path.pop();
        });
  }

  private void row(int index, int from, int to) {
    path.pushIndex(index);
    members(
        from,
        to,
        (name, valueFrom, valueTo) -> {
          if (name.equals("object")) {
            ofSecrets(valueFrom, valueTo);
          }
        });
    path.pop();
  }

  /// One operation of a JSON patch (RFC 6902): its path says what part the value is.
  private void patchOperation(int index, int from, int to) {
    path.pushIndex(index);
    String[] target = {null};
    RawJson.members(
        json,
        from,
        to,
        (nameFrom, nameTo, valueFrom, valueTo) -> {
          if (json[valueFrom] == '"' && RawJson.nameIs(json, nameFrom, nameTo, "path")) {
            target[0] = RawJson.text(json, valueFrom, valueTo);
          }
        });
    SecretPart part = partAt(target[0]);
    if (part != null) {
      members(
          from,
          to,
          (name, valueFrom, valueTo) -> {
            if (name.equals("value")) {
              part(part, valueFrom, valueTo);
            }
          });
    }
    path.pop();
  }

  private static @Nullable SecretPart partAt(@Nullable String pointer) {
    if (pointer == null || (!pointer.isEmpty() && !pointer.startsWith("/"))) {
      // No pointer: the API server refuses the patch, but its value is in the request.
      return SecretPart.VALUE;
    }
    SecretPart part = SecretPart.OBJECT;
    if (!pointer.isEmpty()) {
      for (String segment : pointer.substring(1).split("/", -1)) {
        if (part != null) {
          part = part.member(segment.replace("~1", "/").replace("~0", "~"));
        }
      }
    }
    return part;
  }

  @FunctionalInterface
  private interface NamedVisitor {
    void member(String name, int valueFrom, int valueTo);
  }

  /// Visits the members of the object with their decoded names, the path at each.
  private void members(int from, int to, NamedVisitor visitor) {
    RawJson.members(
        json,
        from,
        to,
        (nameFrom, nameTo, valueFrom, valueTo) -> {
          path.pushName(nameFrom, nameTo);
          visitor.member(RawJson.text(json, nameFrom, nameTo), valueFrom, valueTo);
          path.pop();
        });
  }
}
