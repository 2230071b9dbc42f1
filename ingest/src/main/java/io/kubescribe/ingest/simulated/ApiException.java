package io.kubescribe.ingest.simulated;

import io.kubescribe.core.json.StrictJson;
import tools.jackson.databind.node.ObjectNode;

/// A refusal, which the client gets as a `Status`.
final class ApiException extends Exception {
  private static final long serialVersionUID = 1;

  private final int code;
  private final String reason;
  private final String kind;
  private final String name;

  private ApiException(int code, String reason, String message, String kind, String name) {
    super(message);
    this.code = code;
    this.reason = reason;
    this.kind = kind;
    this.name = name;
  }

  static ApiException notFound(String resource, String name) {
    return new ApiException(
        404, "NotFound", resource + " \"" + name + "\" not found", resource, name);
  }

  static ApiException noSuchPath() {
    return new ApiException(
        404, "NotFound", "the server could not find the requested resource", "", "");
  }

  static ApiException exists(String resource, String name) {
    return new ApiException(
        409, "AlreadyExists", resource + " \"" + name + "\" already exists", resource, name);
  }

  static ApiException badRequest(String message) {
    return new ApiException(400, "BadRequest", message, "", "");
  }

  static ApiException invalid(String resource, String name, String message) {
    return new ApiException(422, "Invalid", message, resource, name);
  }

  static ApiException tooLarge(int limit) {
    return new ApiException(
        413, "RequestEntityTooLarge", "Request entity too large: limit is " + limit, "", "");
  }

  static ApiException methodNotAllowed() {
    return new ApiException(
        405,
        "MethodNotAllowed",
        "the server does not allow this method on the requested resource",
        "",
        "");
  }

  static ApiException unsupportedPatch(String type) {
    return new ApiException(
        415,
        "UnsupportedMediaType",
        "the body of the request was in an unknown format - accepted media types include:"
            + " application/merge-patch+json, application/strategic-merge-patch+json; was "
            + type,
        "",
        "");
  }

  static ApiException unauthorized() {
    return new ApiException(401, "Unauthorized", "Unauthorized", "", "");
  }

  static ApiException gone(long version) {
    return new ApiException(410, "Expired", "too old resource version: " + version, "", "");
  }

  static ApiException internal(String message) {
    return new ApiException(500, "InternalError", "Internal error occurred: " + message, "", "");
  }

  static ApiException forbidden(String resource, String name, String message) {
    return new ApiException(
        403,
        "Forbidden",
        (resource.isEmpty() ? "" : resource + (name.isEmpty() ? "" : " \"" + name + "\"") + " is ")
            + "forbidden: "
            + message,
        resource,
        name);
  }

  int code() {
    return code;
  }

  /// The body of the answer.
  ObjectNode status() {
    ObjectNode status = StrictJson.MAPPER.createObjectNode();
    status.put("kind", "Status");
    status.put("apiVersion", "v1");
    status.putObject("metadata");
    status.put("status", "Failure");
    status.put("message", getMessage());
    status.put("reason", reason);
    if (!kind.isEmpty()) {
      ObjectNode details = status.putObject("details");
      if (!name.isEmpty()) {
        details.put("name", name);
      }
      details.put("kind", kind);
    }
    status.put("code", code);
    return status;
  }
}
