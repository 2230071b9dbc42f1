package io.kubescribe.queryapi.http;

import io.kubescribe.core.access.Right;
import io.kubescribe.core.derived.Hit;
import io.kubescribe.core.derived.HitPage;
import io.kubescribe.core.derived.SessionQuery;
import io.kubescribe.core.derived.SessionSearch;
import io.kubescribe.core.derived.SessionSummary;
import io.kubescribe.core.query.FieldCatalogue;
import io.kubescribe.queryapi.access.AccessEntry.Action;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// Search in what sessions showed: hits with the second at which they can be seen.
final class SessionSearchRoutes {
  private static final String PATH = "/api/v1/sessions/search";
  private static final int DEFAULT_LIMIT = 100;
  private static final long NANOS_PER_MICRO = 1_000;
  private static final double MICROS_PER_SECOND = 1_000_000;

  private final SessionSearch sessions;
  private final ReadGate gate;
  private final Witness witness;
  private final Cursors cursors;
  private final InstantSource clock;

  SessionSearchRoutes(
      SessionSearch sessions,
      ReadGate gate,
      Witness witness,
      Cursors cursors,
      InstantSource clock) {
    this.sessions = sessions;
    this.gate = gate;
    this.witness = witness;
    this.cursors = cursors;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        Route.look(
            Action.SEARCH,
            PATH,
            new Permission.Needs(Right.REPLAY),
            EventRoutes.selecting("limit", "cursor"),
            this::search));
  }

  private Answer search(Call call) throws Exception {
    return witness.observe(
        call,
        () -> {
          int limit = call.parameters().number("limit", DEFAULT_LIMIT, SessionQuery.MAX_LIMIT);
          String binding = binding(call);
          String cursor = call.parameters().text("cursor");
          Cursors.Opened opened = cursor == null ? null : cursors.open(cursor, binding);
          Instant now = opened == null ? call.time().truncatedTo(ChronoUnit.MICROS) : opened.now();
          Asked asked = Asked.read(call, now, FieldCatalogue.SESSIONS);
          SessionQuery query =
              new SessionQuery(
                  asked.selection(), limit, opened == null ? null : opened.storeCursor());
          return new Witness.Question(asked, () -> answer(call, query, now, binding));
        });
  }

  private Answer answer(Call call, SessionQuery query, Instant now, String binding)
      throws IOException, InterruptedException {
    HitPage page = gate.read(() -> sessions.hits(query));
    String next = page.next() == null ? null : cursors.seal(now, page.next(), binding);
    return Answer.json(
            json -> {
              json.writeName("hits");
              json.writeStartArray();
              page.hits().forEach(hit -> write(json, hit));
              json.writeEndArray();
              Json.text(json, "next", next);
              Json.object(
                  json,
                  "sessions",
                  count -> {
                    count.writeNumberProperty("value", page.sessions().value());
                    count.writeBooleanProperty("exact", page.sessions().exact());
                  });
              json.writeNumberProperty(
                  "tookMs", Duration.between(call.time(), clock.instant()).toMillis());
            })
        .withResults(page.hits().size());
  }

  /// All that decides which hits come in which order.
  private static String binding(Call call) {
    return String.join(
        "\0",
        "session-search",
        call.parameters().text("q", ""),
        call.parameters().text("from", ""),
        call.parameters().text("to", ""),
        call.principal().scope().toString());
  }

  private static void write(JsonGenerator json, Hit hit) {
    SessionSummary session = hit.session();
    json.writeStartObject();
    json.writeStringProperty("session", session.session().toString());
    json.writeStringProperty("kind", hit.kind().wireName());
    json.writeNumberProperty("seconds", seconds(hit.at()));
    Json.time(json, "timestamp", hit.timestamp());
    Json.text(json, "line", hit.line());
    json.writeName("highlight");
    json.writeStartArray();
    for (Hit.Highlight place : hit.highlights()) {
      json.writeStartArray();
      json.writeNumber(place.from());
      json.writeNumber(place.to());
      json.writeEndArray();
    }
    json.writeEndArray();
    Json.text(json, "cluster", session.cluster());
    Json.text(json, "namespace", session.namespace());
    Json.text(json, "pod", session.pod());
    Json.text(json, "container", session.container());
    Json.text(json, "user", session.user());
    Json.text(json, "impersonatedUser", session.impersonatedUser());
    Json.text(json, "command", session.command().isEmpty() ? null : session.commandText());
    Json.time(json, "start", session.startedAt());
    json.writeNumberProperty("durationMs", Duration.ofNanos(session.duration()).toMillis());
    json.writeStringProperty("state", session.state().wireName());
    json.writeEndObject();
  }

  /// Seconds as the player has them, to the microsecond; rounded up, so that the line can be seen
  /// then.
  private static double seconds(long nanos) {
    return Math.ceilDiv(nanos, NANOS_PER_MICRO) / MICROS_PER_SECOND;
  }
}
