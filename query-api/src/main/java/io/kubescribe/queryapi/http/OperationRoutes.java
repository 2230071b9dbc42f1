package io.kubescribe.queryapi.http;

import io.kubescribe.core.CheckResult;
import io.kubescribe.core.Component;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// For operators and machines: health, metrics, and the description of the API. Open to whoever
/// reaches the listener, as probes and scrapers expect; nothing in them is about events or people.
final class OperationRoutes {
  private static final Permission OPEN = new Permission.Open();

  private record Checked(String name, CheckResult result) {}

  private final Supplier<List<Component>> components;
  private final PrometheusMeterRegistry metrics;

  OperationRoutes(Supplier<List<Component>> components, PrometheusMeterRegistry metrics) {
    this.components = components;
    this.metrics = metrics;
  }

  List<Route> routes() {
    byte[] openApi = resource("openapi.json");
    return List.of(
        Route.get("/healthz", OPEN, List.of(), _ -> health(false)),
        Route.get("/readyz", OPEN, List.of(), _ -> health(true)),
        Route.get(
            "/metrics",
            OPEN,
            List.of(),
            _ -> Answer.text(200, "text/plain; version=0.0.4; charset=utf-8", metrics.scrape())),
        Route.get(
            "/openapi.json",
            OPEN,
            List.of(),
            _ -> new Answer(200, Answer.JSON, openApi, Map.of(), 1)));
  }

  /// The process is healthy while it answers; it is ready while every part works.
  private Answer health(boolean failsWithParts) {
    List<Checked> checked = new ArrayList<>();
    for (Component component : components.get()) {
      checked.add(new Checked(component.name(), component.check()));
    }
    boolean ok = checked.stream().allMatch(one -> one.result().ok());
    Answer answer =
        Answer.json(json -> {
          json.writeBooleanProperty("ok", ok);
          json.writeName("components");
          json.writeStartArray();
          for (Checked one : checked) {
            json.writeStartObject();
            Json.text(json, "name", one.name());
            json.writeBooleanProperty("ok", one.result().ok());
            Json.text(json, "message", one.result().message());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
    return ok || !failsWithParts ? answer : answer.withStatus(503);
  }

  private static byte[] resource(String name) {
    try (InputStream in = OperationRoutes.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("resource " + name + " is missing in the jar");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
