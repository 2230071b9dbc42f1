package io.kubescribe.queryapi.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.access.Principal;
import io.kubescribe.core.access.Right;
import io.kubescribe.core.access.Scope;
import io.kubescribe.core.audit.ClusterName;
import io.kubescribe.core.audit.EventEnvelope;
import io.kubescribe.core.derived.Derived;
import io.kubescribe.core.derived.ScreenBlock;
import io.kubescribe.core.derived.ScreenLine;
import io.kubescribe.core.derived.SessionSummary;
import io.kubescribe.core.json.StrictJson;
import io.kubescribe.core.store.Checkpoint;
import io.kubescribe.testkit.SampleEvents;
import io.kubescribe.testkit.derived.MadeUpSessions;
import io.kubescribe.testkit.store.BruteForceSearchStore;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

final class SessionSearchRoutesTest {
  private static final String PATH = "/api/v1/sessions/search";

  private final BruteForceSearchStore events = new BruteForceSearchStore();
  private final List<Derived> documents = new ArrayList<>();
  private TestServer server;

  @BeforeEach
  void start(@TempDir Path data) throws IOException {
    server = new TestServer(events, data);
    MadeUpSessions sessions = new MadeUpSessions(5, Instant.parse("2026-11-20T00:00:00Z"));
    for (int i = 0; i < 200; i++) {
      documents.addAll(sessions.session());
    }
    server.sessions.append(documents);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static String query(String text) {
    return "q=" + URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static JsonNode body(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return StrictJson.MAPPER.readTree(answer.body());
  }

  private static Principal viewer(Right... rights) {
    return new Principal("viewer", Set.of(rights), new Scope(List.of("prod"), List.of("shop-*")));
  }

  @Test
  void a_hit_leads_to_the_moment_at_which_the_line_can_be_seen() throws Exception {
    JsonNode page =
        body(server.get(PATH + "?limit=1000&" + query("screen:\"BEGIN RSA PRIVATE KEY\"")));
    assertThat(page.get("hits").size()).isPositive();
    for (JsonNode hit : page.get("hits")) {
      double seconds = hit.get("seconds").asDouble();
      ScreenLine line =
          documents.stream()
              .filter(one -> one.key().session().toString().equals(hit.get("session").asString()))
              .filter(ScreenBlock.class::isInstance)
              .flatMap(one -> ((ScreenBlock) one).lines().stream())
              .filter(one -> one.text().equals(hit.get("line").asString()))
              .filter(one -> Math.abs(one.at() / 1e9 - seconds) < 1e-5)
              .findAny()
              .orElseThrow();
      assertThat(Math.round(seconds * 1e9)).isGreaterThanOrEqualTo(line.at());
    }
  }

  @Test
  void pages_hold_every_hit_once() throws Exception {
    int wanted = body(server.get(PATH + "?limit=1000&" + query("kubectl"))).get("hits").size();
    Set<String> seen = new HashSet<>();
    String cursor = "";
    int count = 0;
    do {
      JsonNode page = body(server.get(PATH + "?limit=7&" + query("kubectl") + cursor));
      for (JsonNode hit : page.get("hits")) {
        seen.add(hit.toString() + count++);
      }
      cursor = page.get("next").isNull() ? "" : "&cursor=" + page.get("next").asString();
    } while (!cursor.isEmpty());
    assertThat(count).isEqualTo(wanted).isPositive();
    assertThat(seen).hasSize(wanted);
    JsonNode first = body(server.get(PATH + "?limit=7&" + query("kubectl")));
    String foreign = "&cursor=" + first.get("next").asString();
    assertThat(server.get(PATH + "?limit=7&" + query("delete") + foreign).statusCode())
        .isEqualTo(400);
  }

  @Test
  void metadata_and_commands_are_searched_by_the_same_language() throws Exception {
    JsonNode page =
        body(server.get(PATH + "?" + query("action:exec user:ci-* command:\"kubectl delete*\"")));
    assertThat(page.get("hits").size()).isPositive();
    for (JsonNode hit : page.get("hits")) {
      assertThat(hit.get("user").asString()).startsWith("ci-");
      assertThat(hit.get("line").asString()).containsPattern("kubectl[ |-]+delete");
    }
    assertThat(server.get(PATH + "?" + query("verb:get")).body()).contains("no 'verb'");
  }

  @Test
  void a_search_needs_the_right_and_stays_within_the_scope() throws Exception {
    String all = PATH + "?limit=1000";
    assertThat(server.send(server.as(viewer(Right.SEARCH), all)).statusCode()).isEqualTo(403);
    JsonNode page = body(server.send(server.as(viewer(Right.REPLAY), all)));
    assertThat(page.get("hits").size()).isPositive();
    for (JsonNode hit : page.get("hits")) {
      assertThat(hit.get("cluster").asString()).isEqualTo("prod");
      assertThat(hit.get("namespace").asString()).startsWith("shop-");
    }
    assertThat(server.accessLog.entries)
        .anyMatch(entry -> entry.action().text().equals("denied"))
        .anyMatch(entry -> entry.action().text().equals("search") && entry.results() != null);
  }

  @Test
  void an_audit_event_tells_its_session_where_there_is_one() throws Exception {
    SessionSummary known = (SessionSummary) documents.getFirst();
    String exec =
        "\"objectRef\":{\"resource\":\"pods\",\"namespace\":\"shop\",\"name\":\"a\","
            + "\"subresource\":\"exec\"},\"verb\":\"get\"";
    String unknown = "019ab000-0000-7000-8000-000000000001";
    int offset = 0;
    for (String id : List.of(known.session().toString(), unknown)) {
      events.append(
          List.of(
              new SampleEvents.Sample(
                      SampleEvents.event(id, exec),
                      new EventEnvelope(
                          new ClusterName("prod"), "webhook", Instant.EPOCH, List.of(), null))
                  .at(new Checkpoint.Partition("kubescribe.audit", 0), offset++)));
    }
    for (String id : List.of(known.session().toString(), unknown)) {
      JsonNode event = body(server.get("/api/v1/events?" + query("auditID:" + id)));
      JsonNode session = event.get("events").get(0).get("session");
      assertThat(session.isNull()).isEqualTo(id.equals(unknown));
    }
  }
}
