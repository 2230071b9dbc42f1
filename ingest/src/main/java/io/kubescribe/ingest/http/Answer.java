package io.kubescribe.ingest.http;

import io.kubescribe.core.CheckResult;
import io.kubescribe.core.Component;
import io.kubescribe.core.json.StrictJson;
import io.kubescribe.ingest.intake.Receipt;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/// What goes back to the client.
@SuppressWarnings("ArrayRecordComponent") // bytes are passed on, never compared
record Answer(int status, String contentType, byte[] body, Map<String, String> headers) {
  private static final String JSON = "application/json";

  /// Measured: the API server then bridges 4.5 minutes before it drops a batch, without it 10 s.
  private static final Map<String, String> RETRY = Map.of("Retry-After", "20");

  private record Checked(String name, CheckResult result) {}

  /// The body is durable.
  static Answer of(Receipt receipt) {
    return json(
        200,
        Map.of(),
        json -> {
          json.writeNumberProperty("accepted", receipt.accepted());
          json.writeNumberProperty("duplicates", receipt.duplicates());
          json.writeNumberProperty("quarantined", receipt.quarantined());
        });
  }

  static Answer of(Refusal refusal) {
    return of(refusal, headers(refusal));
  }

  private static Map<String, String> headers(Refusal refusal) {
    return switch (refusal.status()) {
      case 401 -> Map.of("WWW-Authenticate", "Bearer");
      case 503 -> RETRY;
      default -> Map.of();
    };
  }

  /// @param allow the methods that the path has
  static Answer wrongMethod(String allow) {
    return of(Refusal.WRONG_METHOD, Map.of("Allow", allow));
  }

  private static Answer of(Refusal refusal, Map<String, String> headers) {
    return json(
        refusal.status(),
        headers,
        json -> {
          json.writeName("error");
          json.writeStartObject();
          json.writeStringProperty("code", refusal.code());
          json.writeStringProperty("message", refusal.message());
          json.writeNullProperty("detail");
          json.writeEndObject();
        });
  }

  static Answer metrics(String scraped) {
    return new Answer(
        200,
        "text/plain; version=0.0.4; charset=utf-8",
        scraped.getBytes(StandardCharsets.UTF_8),
        Map.of());
  }

  /// The process is healthy while it answers; it is ready while every part works.
  ///
  /// @param failsWithParts whether a part that does not work makes it 503
  static Answer health(List<Component> components, boolean failsWithParts) {
    List<Checked> checked = new ArrayList<>();
    for (Component component : components) {
      checked.add(new Checked(component.name(), component.check()));
    }
    boolean ok = checked.stream().allMatch(one -> one.result().ok());
    return json(
        ok || !failsWithParts ? 200 : 503,
        ok || !failsWithParts ? Map.of() : RETRY,
        json -> {
          json.writeBooleanProperty("ok", ok);
          json.writeName("components");
          json.writeStartArray();
          for (Checked one : checked) {
            json.writeStartObject();
            json.writeStringProperty("name", one.name());
            json.writeBooleanProperty("ok", one.result().ok());
            json.writeStringProperty("message", one.result().message());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private static Answer json(
      int status, Map<String, String> headers, Consumer<JsonGenerator> members) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = StrictJson.MAPPER.createGenerator(bytes)) {
      json.writeStartObject();
      members.accept(json);
      json.writeEndObject();
    }
    return new Answer(status, JSON, bytes.toByteArray(), headers);
  }
}
