package io.kubescribe.queryapi.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubescribe.core.access.Principal;
import io.kubescribe.core.access.Right;
import io.kubescribe.core.access.Scope;
import io.kubescribe.core.json.StrictJson;
import io.kubescribe.core.recording.RecordingState;
import io.kubescribe.core.recording.Verification;
import io.kubescribe.core.session.SessionStart;
import io.kubescribe.testkit.replay.SampleSessions;
import io.kubescribe.testkit.store.BruteForceSearchStore;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// What sessions showed, in the forms that players, browsers and people take.
final class ReplayRoutesTest {
  private static final Principal WATCHER =
      new Principal("watcher", Set.of(Right.REPLAY), Scope.EVERYTHING);
  private static final String ENDED = "/api/v1/sessions/" + SampleSessions.id(1);
  private static final String LIVE = "/api/v1/sessions/" + SampleSessions.id(2);

  private TestServer server;

  @BeforeEach
  void start(@TempDir Path data) throws Exception {
    server = new TestServer(new BruteForceSearchStore(), data);
    SessionStart start = SampleSessions.start(1, "prod", "shop", "alice", "sh");
    server.recordings.put(SampleSessions.recording(1, start, RecordingState.SEALED));
    server.recordings.put(SampleSessions.recording(2, start, RecordingState.LIVE));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void a_cast_is_a_file_of_the_version_asked_for() throws Exception {
    HttpResponse<String> two = server.get(ENDED + "/recording.cast");
    assertThat(two.statusCode()).isEqualTo(200);
    assertThat(two.headers().firstValue("Content-Type"))
        .contains("application/x-asciicast; version=2");
    assertThat(two.headers().firstValue("Content-Disposition"))
        .contains("attachment; filename=\"" + SampleSessions.id(1) + ".cast\"");
    assertThat(two.body())
        .isEqualTo("{\"version\":2}\n[0.0,\"o\",\"REVEALED 0 9223372036854775807\"]\n");
    String part = "/recording.cast?version=3&from=1.5&to=2";
    assertThat(server.send(server.as(WATCHER, ENDED + part)).body())
        .isEqualTo("{\"version\":3}\n[0.0,\"o\",\"REDACTED 1500000000 2000000000\"]\n");
    assertThat(
            server
                .send(
                    server
                        .asAdmin(ENDED + "/recording.cast")
                        .header("Accept", "application/x-asciicast; version=3"))
                .body())
        .startsWith("{\"version\":3}");
  }

  @Test
  void a_cast_that_breaks_off_does_not_look_whole() {
    server.replays.trouble = new IOException("disk");
    assertThatThrownBy(() -> server.get(ENDED + "/recording.cast")).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/recording.cast?version=1",
        "/recording.cast?from=-1",
        "/recording.cast?from=2&to=1",
        "/recording.cast?from=1e3",
        "/transcript?format=xml",
        "/screen",
        "/screen?at=x",
        "/screen?at=1&format=png",
        "/replay/0.json?until=-5",
        "/events?of=x",
        "/commands?limit=1"
      })
  void a_wrong_parameter_is_refused(String path) throws Exception {
    assertThat(server.get(ENDED + path).statusCode()).isEqualTo(400);
  }

  @Test
  void segments_of_an_ended_session_may_be_kept_and_those_of_a_live_one_not() throws Exception {
    HttpResponse<String> kept = server.get(ENDED + "/replay/0.json");
    assertThat(kept.headers().firstValue("Cache-Control"))
        .contains("private, max-age=31536000, immutable");
    assertThat(kept.headers().firstValue("Vary")).contains("Authorization, Cookie");
    String tag = kept.headers().firstValue("ETag").orElseThrow();
    HttpResponse<String> known =
        server.send(server.asAdmin(ENDED + "/replay/0.json").header("If-None-Match", tag));
    assertThat(known.statusCode()).isEqualTo(304);
    assertThat(known.body()).isEmpty();
    HttpResponse<String> masked = server.send(server.as(WATCHER, ENDED + "/replay/0.json"));
    assertThat(masked.headers().firstValue("ETag")).isNotEqualTo(kept.headers().firstValue("ETag"));
    HttpResponse<String> live = server.get(LIVE + "/replay/0.json?until=5000");
    assertThat(live.body()).contains("REVEALED 5000");
    assertThat(live.headers().firstValue("Cache-Control")).contains("private, no-cache");
    assertThat(server.get(ENDED + "/replay/index.json").headers().firstValue("Cache-Control"))
        .contains("private, no-cache");
    assertThat(server.get(ENDED + "/replay/1.json").statusCode()).isEqualTo(404);
    assertThat(server.get(ENDED + "/replay/none").statusCode()).isEqualTo(404);
  }

  @Test
  void a_transcript_is_text_with_times_or_json() throws Exception {
    HttpResponse<String> text = server.get(ENDED + "/transcript");
    assertThat(text.body()).isEqualTo("0:00:01.000  $ id\n1:02:03.500  line \u00e9 REVEALED\n");
    JsonNode json =
        StrictJson.MAPPER.readTree(server.get(ENDED + "/transcript?format=json").body());
    assertThat(json.get("lines")).hasSize(2);
    assertThat(json.get("lines").get(1))
        .hasToString(
            "{\"time\":3723.5,\"screen\":\"alternate\",\"text\":\"line \u00e9 REVEALED\"}");
  }

  @Test
  void a_screen_is_text_or_a_picture() throws Exception {
    assertThat(server.get(ENDED + "/screen?at=12.5").body()).isEqualTo("TEXT 12500000000 REVEALED");
    HttpResponse<String> picture = server.get(ENDED + "/screen?at=0&format=svg");
    assertThat(picture.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("image/svg+xml"));
    assertThat(server.send(server.as(WATCHER, ENDED + "/thumbnail.svg")).body())
        .contains("REDACTED");
  }

  @Test
  void a_broken_recording_is_told_with_its_chunk() throws Exception {
    server.recordings.put(
        SampleSessions.id(1),
        new Verification(4, null, List.of(new Verification.Fault(1, 3, 99, "checksum differs"))));
    JsonNode answer = StrictJson.MAPPER.readTree(server.get(ENDED + "/verify").body());
    assertThat(answer.get("ok").asBoolean()).isFalse();
    assertThat(answer.get("faults").get(0).get("chunk").asInt()).isEqualTo(3);
    assertThat(
            StrictJson.MAPPER.readTree(server.get(LIVE + "/verify").body()).get("ok").asBoolean())
        .isTrue();
  }
}
