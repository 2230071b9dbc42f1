package io.kubescribe.ingest.gateway.request;

import io.kubescribe.core.json.StrictJson;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import tools.jackson.core.JsonGenerator;

/// A `metav1.Status` that says why the gateway does not do what was asked; kubectl prints its
/// message as it prints those of the apiserver.
///
/// @param code HTTP status
/// @param reason the machine's word for it, as the apiserver has it
/// @param message one line for people; holds nothing of a credential
public record Refusal(int code, String reason, String message) {
  public static Refusal badRequest(String message) {
    return new Refusal(400, "BadRequest", message);
  }

  public static Refusal unauthorized(String message) {
    return new Refusal(401, "Unauthorized", message);
  }

  public static Refusal forbidden(String message) {
    return new Refusal(403, "Forbidden", message);
  }

  /// The apiserver can't be reached.
  public static Refusal badGateway(String message) {
    return new Refusal(502, "BadGateway", message);
  }

  public static Refusal unavailable(String message) {
    return new Refusal(503, "ServiceUnavailable", message);
  }

  /// Paths of discovery, where client-go shows a text and of a Status nothing but "unknown".
  private static final Pattern DISCOVERY =
      Pattern.compile("/(version|api(/[^/?]+)?|apis(/[^/?]+){0,2}|openapi/[^?]*)/?(\\?.*)?");

  private static final String SPEAKER = "kubescribe gateway: ";

  /// The answer in the form that clients show best.
  ///
  /// @param uri of the request
  public Body bodyFor(String uri) {
    return DISCOVERY.matcher(uri).matches()
        ? new Body(
            "text/plain; charset=utf-8", (SPEAKER + message).getBytes(StandardCharsets.UTF_8))
        : new Body("application/json", json());
  }

  /// @param type of the content
  @SuppressWarnings("ArrayRecordComponent") // bytes are passed on, never compared
  public record Body(String type, byte[] bytes) {}

  private byte[] json() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = StrictJson.MAPPER.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringProperty("kind", "Status");
      json.writeStringProperty("apiVersion", "v1");
      json.writeName("metadata");
      json.writeStartObject();
      json.writeEndObject();
      json.writeStringProperty("status", "Failure");
      json.writeStringProperty("message", SPEAKER + message);
      json.writeStringProperty("reason", reason);
      json.writeNumberProperty("code", code);
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }
}
