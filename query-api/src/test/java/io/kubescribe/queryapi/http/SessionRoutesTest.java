package io.kubescribe.queryapi.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.access.Principal;
import io.kubescribe.core.access.Right;
import io.kubescribe.core.access.Scope;
import io.kubescribe.core.json.StrictJson;
import io.kubescribe.core.recording.RecordingState;
import io.kubescribe.core.session.LiveSession;
import io.kubescribe.core.session.SessionStart;
import io.kubescribe.queryapi.access.AccessEntry;
import io.kubescribe.testkit.replay.SampleSessions;
import io.kubescribe.testkit.store.BruteForceSearchStore;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Sessions are listed, told of and ended for those who may, and nothing of it goes unrecorded.
final class SessionRoutesTest {
  private static final String SESSIONS = "/api/v1/sessions";
  private static final Principal SHOP =
      new Principal(
          "shop", EnumSet.allOf(Right.class), new Scope(List.of("prod"), List.of("shop")));
  private static final Principal VIEWER =
      new Principal("viewer", Set.of(Right.SEARCH), Scope.EVERYTHING);
  private static final Principal WATCHER =
      new Principal("watcher", Set.of(Right.REPLAY), Scope.EVERYTHING);

  private TestServer server;

  @BeforeEach
  void start(@TempDir Path data) throws Exception {
    server = new TestServer(new BruteForceSearchStore(), data);
    put(1, "prod", "shop", "alice", RecordingState.SEALED, "sh");
    put(2, "prod", "shop", "bob", RecordingState.INTERRUPTED, "kubectl", "delete", "pod");
    put(3, "prod", "kube-system", "alice", RecordingState.TORN, "sh", "-c", "cat /etc/shadow");
    put(4, "staging", "shop", "ci-1", RecordingState.SEALED, "top");
    put(5, "staging", "dev", "ci-2", RecordingState.LIVE, "sh");
  }

  private void put(
      int number,
      String cluster,
      String namespace,
      String user,
      RecordingState state,
      String... c) {
    SessionStart start = SampleSessions.start(number, cluster, namespace, user, c);
    server.recordings.put(SampleSessions.recording(number, start, state));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static JsonNode ok(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return StrictJson.MAPPER.readTree(answer.body());
  }

  private static List<Integer> numbers(JsonNode page) {
    return page.get("sessions")
        .valueStream()
        .map(session -> Integer.valueOf(session.get("pod").asString().substring(4)))
        .toList();
  }

  private JsonNode list(String query) throws Exception {
    return ok(server.get(SESSIONS + "?q=" + URLEncoder.encode(query, StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          ''                           ; 5 4 3 2 1
          state:live                   ; 5
          state:(sealed OR torn)       ; 4 3 1
          -state:sealed                ; 5 3 2
          user:ci-*                    ; 5 4
          user:alice ns:kube-system    ; 3
          cluster:staging pod:web-4    ; 4
          command:"kubectl delete*"    ; 2
          container:web action:exec    ; 5 4 3 2 1
          shadow                       ; 3
          "etc shadow"                 ; 3
          "shadow etc"                 ; ''
          DELE*                        ; 2
          ip:10.0.0.0/30               ; 2 1
          exitCode:0                   ; 4 1
          exitCode:>0                  ; ''
          tty:true node:node-1         ; 5 4 3 2 1
          _exists_:exitCode            ; 4 1
          timestamp:>=2026-11-20T08:04 ; 5 4
          kind:human -image:*web*      ; ''
          """)
  void a_query_finds_sessions_by_their_facts(String query, String expected) throws Exception {
    List<Integer> numbers =
        expected.isEmpty()
            ? List.of()
            : List.of(expected.split(" ")).stream().map(Integer::valueOf).toList();
    assertThat(numbers(list(query))).isEqualTo(numbers);
  }

  @Test
  void pages_follow_each_other_and_times_limit_them() throws Exception {
    JsonNode first = ok(server.get(SESSIONS + "?limit=2"));
    assertThat(numbers(first)).containsExactly(5, 4);
    JsonNode second = ok(server.get(SESSIONS + "?limit=2&cursor=" + first.get("next").asString()));
    assertThat(numbers(second)).containsExactly(3, 2);
    JsonNode third = ok(server.get(SESSIONS + "?limit=2&cursor=" + second.get("next").asString()));
    assertThat(numbers(third)).containsExactly(1);
    assertThat(third.get("next").isNull()).isTrue();
    String range = "?from=2026-11-20T08:02:00Z&to=2026-11-20T08:04:00Z";
    assertThat(numbers(ok(server.get(SESSIONS + range)))).containsExactly(3, 2);
    assertThat(
            server
                .get(SESSIONS + "?q=user:alice&cursor=" + first.get("next").asString())
                .statusCode())
        .isEqualTo(400);
  }

  @Test
  void a_session_that_has_just_begun_is_listed_before_the_store_knows_it() throws Exception {
    SessionStart start = SampleSessions.start(6, "prod", "shop", "carol", "sh");
    server.control.open.add(new LiveSession(SampleSessions.id(6), start));
    SessionStart known = SampleSessions.start(5, "staging", "dev", "ci-2", "sh");
    server.control.open.add(new LiveSession(SampleSessions.id(5), known));
    assertThat(numbers(list(""))).containsExactly(6, 5, 4, 3, 2, 1);
    assertThat(numbers(list("state:live"))).containsExactly(6, 5);
    JsonNode details = ok(server.get(SESSIONS + "/" + SampleSessions.id(6)));
    assertThat(details.get("user").asString()).isEqualTo("carol");
    assertThat(details.get("state").asString()).isEqualTo("live");
    assertThat(details.get("end").isNull()).isTrue();
  }

  @Test
  void a_session_out_of_scope_is_answered_as_an_unknown_one() throws Exception {
    assertThat(numbers(ok(server.send(server.as(SHOP, SESSIONS))))).containsExactly(2, 1);
    String unknown = SESSIONS + "/" + SampleSessions.id(99);
    for (String path :
        List.of(
            "",
            "/verify",
            "/events",
            "/commands",
            "/timeline",
            "/recording.cast",
            "/transcript",
            "/replay/index.json",
            "/replay/0.json",
            "/screen?at=1",
            "/thumbnail.svg")) {
      HttpResponse<String> none = server.send(server.as(SHOP, unknown + path));
      assertThat(none.statusCode()).as(path).isEqualTo(404);
      for (int other : new int[] {3, 4, 5}) {
        String foreign = SESSIONS + "/" + SampleSessions.id(other);
        HttpResponse<String> answer = server.send(server.as(SHOP, foreign + path));
        assertThat(answer.statusCode()).as(path).isEqualTo(404);
        assertThat(answer.body()).isEqualTo(none.body());
      }
      String own = SESSIONS + "/" + SampleSessions.id(1);
      assertThat(server.send(server.as(SHOP, own + path)).statusCode()).as(path).isEqualTo(200);
    }
    HttpRequest.Builder delete =
        server.as(SHOP, SESSIONS + "/" + SampleSessions.id(5)).header("X-Kubescribe", "1").DELETE();
    assertThat(server.send(delete).statusCode()).isEqualTo(404);
    assertThat(server.control.ended).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/{id}",
        "/{id}/events",
        "/{id}/verify",
        "/{id}/recording.cast",
        "/{id}/transcript",
        "/{id}/replay/index.json",
        "/{id}/replay/0.json",
        "/{id}/commands",
        "/{id}/timeline",
        "/{id}/screen?at=1",
        "/{id}/thumbnail.svg",
        "/{id}/live"
      })
  void without_the_right_to_replay_nothing_is_shown(String path) throws Exception {
    String filled = SESSIONS + path.replace("{id}", SampleSessions.id(1).toString());
    HttpResponse<String> answer = server.send(server.as(VIEWER, filled));
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("'replay'");
    assertThat(server.accessLog.entries)
        .anyMatch(entry -> entry.action() == AccessEntry.Action.DENIED);
    assertThat(server.send(server.request(filled)).statusCode()).isEqualTo(401);
  }

  @Test
  void events_need_the_right_to_search_too() throws Exception {
    String path = SESSIONS + "/" + SampleSessions.id(1);
    assertThat(server.send(server.as(WATCHER, path)).statusCode()).isEqualTo(200);
    assertThat(server.send(server.as(WATCHER, path + "/events")).statusCode()).isEqualTo(403);
  }

  @Test
  void a_session_is_ended_with_who_and_why_by_those_who_may() throws Exception {
    String path = SESSIONS + "/" + SampleSessions.id(5);
    HttpResponse<String> answer =
        server.send(server.asAdmin(path + "?why=maintenance%20now").DELETE());
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(server.control.ended)
        .containsExactly(SampleSessions.id(5) + " admin maintenance now");
    assertThat(server.send(server.asAdmin(path + "?why=a%0Ab").DELETE()).statusCode())
        .isEqualTo(400);
    String ended = SESSIONS + "/" + SampleSessions.id(1);
    assertThat(server.send(server.asAdmin(ended).DELETE()).statusCode()).isEqualTo(409);
    assertThat(
            server.send(server.as(WATCHER, path).header("X-Kubescribe", "1").DELETE()).statusCode())
        .isEqualTo(403);
    // A foreign page's form or script.
    Principal ender = new Principal("ender", EnumSet.allOf(Right.class), Scope.EVERYTHING);
    assertThat(server.send(server.as(ender, path).DELETE()).statusCode()).isEqualTo(403);
    assertThat(server.control.ended).hasSize(1);
  }

  @Test
  void what_is_looked_at_stands_in_the_access_log() throws Exception {
    String id = SampleSessions.id(1).toString();
    list("user:alice");
    server.get(SESSIONS + "/" + id);
    server.get(SESSIONS + "/" + id + "/recording.cast?version=3");
    server.get(SESSIONS + "/" + id + "/replay/0.json");
    server.get(SESSIONS + "/" + SampleSessions.id(77) + "/commands");
    server.send(server.asAdmin(SESSIONS + "/" + SampleSessions.id(5)).DELETE());
    assertThat(server.accessLog.entries)
        .filteredOn(entry -> entry.outcome() != AccessEntry.Outcome.ASKED)
        .extracting(
            entry -> entry.action().text() + " " + entry.session() + " " + entry.outcome().text())
        .containsExactly(
            "sessions null answered",
            "session " + id + " answered",
            "download " + id + " answered",
            "replay " + id + " answered",
            "replay " + SampleSessions.id(77) + " not-found",
            "end-session " + SampleSessions.id(5) + " answered");
    assertThat(server.accessLog.entries.getFirst().query()).isEqualTo("user:alice");
    assertThat(server.accessLog.entries.get(4).parameters()).containsEntry("version", "3");
  }
}
