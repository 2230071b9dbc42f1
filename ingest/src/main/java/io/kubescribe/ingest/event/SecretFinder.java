package io.kubescribe.ingest.event;

import io.kubescribe.core.json.RawJson;

/// Walks once over an event, or over JSON inside one of its strings, and finds what is secret: by
/// the kind of each object, by the resource of the request, and by the shape of each string. One
/// use, one thread.
final class SecretFinder {
  private final byte[] json;
  private final Path path;
  private final SecretBody body;
  private final StringInspector strings;

  /// @param json valid JSON of at most 64 levels
  /// @param nesting how many texts this one lies in: 0 for an event
  SecretFinder(byte[] json, Edits edits, int nesting) {
    this.json = json;
    path = new Path(json);
    body = new SecretBody(json, path, edits);
    strings = new StringInspector(json, path, edits, nesting);
  }

  /// Walks over JSON that is no event.
  void anyValue() {
    value(RawJson.skipSpace(json, 0, json.length));
  }

  /// Walks over an event.
  void event() {
    anyValue();
    String resource = resource();
    RawJson.members(
        json,
        0,
        json.length,
        (nameFrom, nameTo, from, to) -> {
          path.pushName(nameFrom, nameTo);
          switch (RawJson.text(json, nameFrom, nameTo)) {
            case "requestURI" -> strings.uri(from, to);
            case "requestObject", "responseObject" -> ofResource(resource, from, to);
            case "responseStatus" -> {
              if (resource.equals("secrets/")) {
                body.echo(from, to);
              }
            }
            default -> {}
          }
          path.pop();
        });
  }

  /// `RESOURCE/SUBRESOURCE` of the request.
  private String resource() {
    String[] found = {"", ""};
    RawJson.members(
        json,
        0,
        json.length,
        (nameFrom, nameTo, from, to) -> {
          if (RawJson.nameIs(json, nameFrom, nameTo, "objectRef")) {
            RawJson.members(
                json,
                from,
                to,
                (innerFrom, innerTo, valueFrom, valueTo) -> {
                  boolean sub = RawJson.nameIs(json, innerFrom, innerTo, "subresource");
                  if (sub || RawJson.nameIs(json, innerFrom, innerTo, "resource")) {
                    found[sub ? 1 : 0] = RawJson.text(json, valueFrom, valueTo);
                  }
                });
          }
        });
    return found[0] + '/' + found[1];
  }

  private void ofResource(String resource, int from, int to) {
    switch (resource) {
      case "secrets/" -> body.ofSecrets(from, to);
      case "serviceaccounts/token" -> tokenRequest(from, to);
      case "tokenreviews/" -> tokenReview(from, to);
      default -> {}
    }
  }

  private void tokenRequest(int from, int to) {
    body.memberAt(from, to, "token-request", "status", "token");
  }

  private void tokenReview(int from, int to) {
    body.memberAt(from, to, "token-review", "spec", "token");
  }

  /// Walks over the value at `at`.
  ///
  /// @return the position after it
  private int value(int at) {
    return switch (json[at]) {
      case '{' -> object(at);
      case '[' -> array(at);
      case '"' -> strings.string(at);
      default -> RawJson.skipValue(json, at, json.length);
    };
  }

  private int array(int from) {
    int at = RawJson.skipSpace(json, from + 1, json.length);
    for (int index = 0; json[at] != ']'; index++) {
      path.pushIndex(index);
      at = afterComma(value(at));
      path.pop();
    }
    return at + 1;
  }

  private int object(int from) {
    int kindFrom = 0;
    int kindTo = 0;
    int at = RawJson.skipSpace(json, from + 1, json.length);
    while (json[at] != '}') {
      int nameTo = RawJson.skipString(json, at, json.length);
      int colon = RawJson.skipSpace(json, nameTo, json.length);
      int valueFrom = RawJson.skipSpace(json, colon + 1, json.length);
      path.pushName(at, nameTo);
      int valueTo = value(valueFrom);
      path.pop();
      if (json[valueFrom] == '"' && RawJson.nameIs(json, at, nameTo, "kind")) {
        kindFrom = valueFrom;
        kindTo = valueTo;
      }
      at = afterComma(valueTo);
    }
    if (kindTo > 0) {
      ofKind(kindFrom, kindTo, from, at + 1);
    }
    return at + 1;
  }

  private void ofKind(int kindFrom, int kindTo, int from, int to) {
    if (RawJson.nameIs(json, kindFrom, kindTo, "Secret")) {
      body.part(SecretPart.OBJECT, from, to);
    } else if (RawJson.nameIs(json, kindFrom, kindTo, "SecretList")) {
      body.list(from, to);
    } else if (RawJson.nameIs(json, kindFrom, kindTo, "TokenRequest")) {
      tokenRequest(from, to);
    } else if (RawJson.nameIs(json, kindFrom, kindTo, "TokenReview")) {
      tokenReview(from, to);
    }
  }

  private int afterComma(int at) {
    int next = RawJson.skipSpace(json, at, json.length);
    return json[next] == ',' ? RawJson.skipSpace(json, next + 1, json.length) : next;
  }
}
