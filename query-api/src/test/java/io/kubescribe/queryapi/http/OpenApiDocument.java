package io.kubescribe.queryapi.http;

import io.kubescribe.core.json.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// `openapi.json` as tests look at it.
final class OpenApiDocument {
  /// One method of one path.
  record Operation(String method, String path, JsonNode json) {
    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  final JsonNode root;

  private OpenApiDocument(JsonNode root) {
    this.root = root;
  }

  static OpenApiDocument load() {
    try (InputStream in = OpenApiDocument.class.getResourceAsStream("openapi.json")) {
      return new OpenApiDocument(StrictJson.MAPPER.readTree(Objects.requireNonNull(in)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    root.get("paths")
        .forEachEntry((path, methods) ->
            methods.forEachEntry((method, json) ->
                operations.add(new Operation(method.toUpperCase(Locale.ROOT), path, json))));
    return operations;
  }

  Operation operation(String method, String path) {
    return operations().stream()
        .filter(one -> one.method().equals(method) && one.path().equals(path))
        .findFirst()
        .orElseThrow(() -> new AssertionError("not in the document: " + method + " " + path));
  }

  /// The parameters of an operation that are `in` a place (`query`, `path`, `header`).
  Stream<JsonNode> parameters(Operation operation, String in) {
    return operation
        .json()
        .path("parameters")
        .valueStream()
        .map(this::resolved)
        .filter(parameter -> parameter.get("in").asString().equals(in));
  }

  /// The schema of the JSON body of an answer.
  JsonNode schema(Operation operation, int status) {
    JsonNode responses = operation.json().get("responses");
    JsonNode response =
        resolved(responses.optional(Integer.toString(status)).orElse(responses.path("default")));
    JsonNode schema = response.path("content").path("application/json").path("schema");
    if (schema.isMissingNode()) {
      throw new AssertionError(operation + " has no JSON answer for status " + status);
    }
    return schema;
  }

  /// The node itself, or what its `$ref` leads to.
  JsonNode resolved(JsonNode node) {
    JsonNode ref = node.path("$ref");
    if (ref.isMissingNode()) {
      return node;
    }
    String text = ref.asString();
    JsonNode target = text.startsWith("#/") ? root.at(text.substring(1)) : root.path("nowhere");
    if (target.isMissingNode()) {
      throw new AssertionError("leads nowhere: " + text);
    }
    return target;
  }
}
