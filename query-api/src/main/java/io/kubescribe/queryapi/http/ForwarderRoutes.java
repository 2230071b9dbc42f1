package io.kubescribe.queryapi.http;

import io.kubescribe.core.access.Right;
import io.kubescribe.core.forward.ForwarderState;
import io.kubescribe.core.forward.ForwarderStatus;
import io.kubescribe.core.forward.LetterSummary;
import io.kubescribe.queryapi.access.AccessEntry.Action;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// How forwarders are, and what they can be told. Each command is in the access log before it is
/// carried out.
final class ForwarderRoutes {
  private static final String ROOT = "/api/v1/forwarders";
  private static final Permission ADMIN = new Permission.Needs(Right.ADMIN);
  private static final int USUAL_LETTERS = 100;
  private static final int MOST_LETTERS = 1000;

  /// Tells a forwarder something.
  @FunctionalInterface
  private interface Command {
    /// @return false if there is no such forwarder
    boolean tell(String name, Call call);
  }

  private final ForwarderStatus forwarders;
  private final Witness witness;

  ForwarderRoutes(ForwarderStatus forwarders, Witness witness) {
    this.forwarders = forwarders;
    this.witness = witness;
  }

  List<Route> routes() {
    return List.of(
        Route.get(ROOT, ADMIN, List.of(), _ -> all()),
        Route.get(
            ROOT + "/{name}/dead-letters",
            ADMIN,
            List.of(Route.Parameter.optional("limit")),
            this::letters),
        command("pause", List.of(), (name, _) -> forwarders.pause(name)),
        command("resume", List.of(), (name, _) -> forwarders.resume(name)),
        command("resend", List.of(), (name, _) -> forwarders.resend(name)),
        command(
            "replay",
            List.of(Route.Parameter.required("from")),
            (name, call) -> forwarders.replay(name, from(call))));
  }

  private Route command(String word, List<Route.Parameter> parameters, Command command) {
    return new Route(
        "POST",
        ROOT + "/{name}/" + word,
        ADMIN,
        parameters,
        null,
        call -> {
          String name = known(call).name();
          witness.recordCommand(call, Action.FORWARDER);
          if (!command.tell(name, call)) {
            throw ApiException.notFound();
          }
          return Answer.json(json -> write(json, known(call)));
        });
  }

  private static Instant from(Call call) {
    return Objects.requireNonNull(call.parameters().time("from", call.time()), "is required");
  }

  private ForwarderState known(Call call) {
    String name = call.pathPart("name");
    return forwarders.forwarders().stream()
        .filter(forwarder -> forwarder.name().equals(name))
        .findFirst()
        .orElseThrow(ApiException::notFound);
  }

  private Answer all() {
    return Answer.json(json -> {
      json.writeName("forwarders");
      json.writeStartArray();
      for (ForwarderState forwarder : forwarders.forwarders()) {
        json.writeStartObject();
        write(json, forwarder);
        json.writeEndObject();
      }
      json.writeEndArray();
    });
  }

  private static void write(JsonGenerator json, ForwarderState forwarder) {
    Json.text(json, "name", forwarder.name());
    Json.text(json, "type", forwarder.type());
    Json.text(json, "state", forwarder.state());
    Json.text(json, "message", forwarder.message());
    json.writeNumberProperty("lag", forwarder.lag());
    time(json, "oldest", forwarder.oldest());
    time(json, "lastDelivered", forwarder.lastDelivered());
    json.writeNumberProperty("delivered", forwarder.delivered());
    json.writeNumberProperty("known", forwarder.known());
    json.writeNumberProperty("retried", forwarder.retried());
    json.writeNumberProperty("skipped", forwarder.skipped());
    json.writeNumberProperty("deadLetters", forwarder.deadLetters());
  }

  private static void time(JsonGenerator json, String name, @Nullable Instant time) {
    Json.text(json, name, time == null ? null : time.toString());
  }

  private Answer letters(Call call) {
    String name = known(call).name();
    int limit = call.parameters().number("limit", USUAL_LETTERS, MOST_LETTERS);
    return Answer.json(json -> {
      json.writeName("deadLetters");
      json.writeStartArray();
      for (LetterSummary letter : forwarders.deadLetters(name, limit)) {
        json.writeStartObject();
        json.writeNumberProperty("number", letter.number());
        Json.text(json, "event", letter.event().value());
        Json.text(json, "origin", letter.origin());
        Json.text(json, "reason", letter.reason());
        json.writeNumberProperty("attempts", letter.attempts());
        Json.time(json, "at", letter.at());
        json.writeEndObject();
      }
      json.writeEndArray();
    });
  }
}
