package io.kubescribe.queryapi.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.json.StrictJson;
import io.kubescribe.core.recording.RecordingState;
import io.kubescribe.core.session.SessionStart;
import io.kubescribe.core.store.ImportTallies;
import io.kubescribe.queryapi.http.OpenApiDocument.Operation;
import io.kubescribe.testkit.SampleEvents;
import io.kubescribe.testkit.derived.MadeUpSessions;
import io.kubescribe.testkit.replay.SampleSessions;
import io.kubescribe.testkit.scenario.Scenarios;
import io.kubescribe.testkit.store.BruteForceSearchStore;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// What the server answers is what `openapi.json` says: shapes, limits and defaults.
@TestInstance(Lifecycle.PER_CLASS)
final class OpenApiAnswersTest {
  private final OpenApiDocument document = OpenApiDocument.load();
  private final Scenarios scenarios = Scenarios.load();
  private TestServer server;

  @BeforeAll
  void start(@TempDir Path data) throws IOException {
    BruteForceSearchStore store = new BruteForceSearchStore();
    store.append(scenarios.events());
    store.append(new SampleEvents(11).indexable(300, 1_000));
    server = new TestServer(store, data);
    MadeUpSessions sessions = new MadeUpSessions(5, Instant.parse("2026-11-20T00:00:00Z"));
    for (int i = 0; i < 20; i++) {
      server.sessions.append(sessions.session());
    }
    SessionStart start = SampleSessions.start(1, "prod", "shop", "alice", "sh");
    server.recordings.put(SampleSessions.recording(1, start, RecordingState.SEALED));
    server.recordings.put(SampleSessions.recording(2, start, RecordingState.LIVE));
    server.tallies.put("run-1", new ImportTallies.ImportTally(399, 0, 1));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          /api/v1/events                 ; limit=1000
          /api/v1/events                 ; limit=7&order=asc&q=action:exec
          /api/v1/events                 ; q=verb:none
          /api/v1/events                 ; q=verb:(
          /api/v1/events                 ; limit=0
          /api/v1/events                 ; colour=red
          /api/v1/events/histogram       ; buckets=20&by=verb
          /api/v1/events/histogram       ; q=verb:none
          /api/v1/events/histogram       ; from=now-1d&to=now
          /api/v1/events/top             ; field=groups&size=3
          /api/v1/events/top             ; field=code
          /api/v1/events/top             ;
          /api/v1/events/count           ; q=ns:shop
          /api/v1/events/cardinality     ; field=ip
          /api/v1/fields                 ;
          /api/v1/fields/{field}/values  ; prefix=s
          /api/v1/forwarders             ;
          /api/v1/forwarders/{name}/dead-letters ; limit=5
          /api/v1/imports/{id}           ;
          /api/v1/sessions               ;
          /api/v1/sessions               ; q=state:sealed&limit=1
          /api/v1/sessions               ; q=state:(
          /api/v1/sessions/search               ;
          /api/v1/sessions/search               ; q=action:exec&limit=2
          /api/v1/sessions/search               ; q=screen:(
          /api/v1/sessions/search               ; q=verb:get
          /api/v1/sessions/{session}            ;
          /api/v1/sessions/{session}/events     ; of=session
          /api/v1/sessions/{session}/events     ; of=nobody
          /api/v1/sessions/{session}/verify     ;
          /api/v1/sessions/{session}/commands   ;
          /api/v1/sessions/{session}/timeline   ;
          /api/v1/sessions/{session}/transcript ; format=json
          /api/v1/sessions/{session}/replay/index.json ;
          /api/v1/sessions/{session}/replay/{segment}  ;
          /api/v1/sessions/{session}/replay/{segment}  ; until=x
          /api/v1/sessions/{session}/live       ;
          /api/v1/me                     ;
          /healthz                       ;
          /readyz                        ;
          /openapi.json                  ;
          """)
  void answers_are_as_the_document_says(String path, String parameters)
      throws IOException, InterruptedException {
    String filled =
        path.replace("{field}", "user")
            .replace("{id}", "run-1")
            .replace("{session}", SampleSessions.id(1).toString())
            .replace("{segment}", "0.json")
            .replace("{name}", "splunk");
    agrees(path, server.get(filled + (parameters == null ? "" : "?" + parameters)));
  }

  @Test
  void every_event_is_as_the_document_says() throws IOException, InterruptedException {
    for (var event : scenarios.events()) {
      agrees("/api/v1/events/{id}", server.get("/api/v1/events/" + event.id()));
    }
    agrees("/api/v1/events/{id}", server.get("/api/v1/events/none"));
    agrees("/api/v1/imports/{id}", server.get("/api/v1/imports/none"));
  }

  @Test
  void every_member_of_an_event_that_the_document_names_is_answered()
      throws IOException, InterruptedException {
    JsonNode event = body(server.get("/api/v1/events?limit=1")).get("events").get(0);
    assertThat(event.propertyNames())
        .containsExactlyInAnyOrderElementsOf(
            document.root.at("/components/schemas/Event/properties").propertyNames());
  }

  @Test
  void every_member_of_a_session_that_the_document_names_is_answered()
      throws IOException, InterruptedException {
    assertThat(body(server.get("/api/v1/sessions?limit=1")).get("sessions").get(0).propertyNames())
        .containsExactlyInAnyOrderElementsOf(
            document.root.at("/components/schemas/Session/properties").propertyNames());
    assertThat(body(server.get("/api/v1/sessions/" + SampleSessions.id(1))).propertyNames())
        .containsExactlyInAnyOrderElementsOf(
            document.root.at("/components/schemas/SessionDetails/properties").propertyNames());
  }

  @Test
  void an_id_is_as_the_document_says() {
    JsonNode id = document.root.at("/components/schemas/EventId");
    JsonNode found = StrictJson.MAPPER.valueToTree(scenarios.events().getFirst().id().value());
    assertThat(SchemaCheck.problems(document, id, found)).isEmpty();
  }

  @Test
  void signing_in_is_as_the_document_says() throws IOException, InterruptedException {
    Operation login = document.operation("POST", "/api/v1/login");
    for (String body : new String[] {"{\"token\":\"" + server.token + "\"}", "{}"}) {
      HttpResponse<String> answer =
          server.send(
              server
                  .request("/api/v1/login")
                  .header("Content-Type", "application/json")
                  .header(RouteGuard.OWN_HEADER, "1")
                  .POST(BodyPublishers.ofString(body)));
      agrees(login, answer);
    }
  }

  @Test
  void limits_are_as_the_document_says() throws IOException, InterruptedException {
    Map<String, String> paths =
        Map.of(
            "limit", "/api/v1/events?limit=",
            "buckets", "/api/v1/events/histogram?from=2026-11-20&to=2026-11-21&buckets=",
            "size", "/api/v1/events/top?field=user&size=");
    for (Map.Entry<String, String> entry : paths.entrySet()) {
      JsonNode schema = parameter(entry.getKey()).get("schema");
      int least = schema.get("minimum").asInt();
      int most = schema.get("maximum").asInt();
      assertThat(server.get(entry.getValue() + least).statusCode()).isEqualTo(200);
      assertThat(server.get(entry.getValue() + most).statusCode()).isEqualTo(200);
      assertThat(server.get(entry.getValue() + (least - 1)).statusCode()).isEqualTo(400);
      assertThat(server.get(entry.getValue() + (most + 1)).statusCode()).isEqualTo(400);
    }
  }

  @Test
  void defaults_are_as_the_document_says() throws IOException, InterruptedException {
    Map<String, String> answers =
        Map.of(
            "limit", "/api/v1/events?x=",
            "order", "/api/v1/events?limit=3&x=",
            "buckets", "/api/v1/events/histogram?from=2026-11-20T00:00Z&to=2026-11-20T01:59:59Z&x=",
            "size", "/api/v1/events/top?field=name&x=");
    for (Map.Entry<String, String> entry : answers.entrySet()) {
      String name = entry.getKey();
      String given = parameter(name).get("schema").get("default").asString();
      String path = entry.getValue().replace("x=", "");
      JsonNode absent = body(server.get(path));
      JsonNode present = body(server.get(path + name + "=" + given));
      String member =
          name.equals("buckets") ? "buckets" : name.equals("size") ? "values" : "events";
      assertThat(absent.get(member)).as(name).isEqualTo(present.get(member));
      if (!name.equals("order")) {
        assertThat(absent.get(member)).as(name).hasSize(Integer.parseInt(given));
      }
    }
  }

  private JsonNode parameter(String name) {
    return document.root.at("/components/parameters/" + name);
  }

  private void agrees(String path, HttpResponse<String> answer) {
    agrees(document.operation("GET", path), answer);
  }

  private void agrees(Operation operation, HttpResponse<String> answer) {
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    JsonNode schema = document.schema(operation, answer.statusCode());
    assertThat(SchemaCheck.problems(document, schema, body(answer)))
        .as("%s answered %s", operation, answer.statusCode())
        .isEmpty();
  }

  private static JsonNode body(HttpResponse<String> answer) {
    return StrictJson.MAPPER.readTree(answer.body());
  }
}
