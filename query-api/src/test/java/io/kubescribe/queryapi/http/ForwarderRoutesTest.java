package io.kubescribe.queryapi.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.access.Principal;
import io.kubescribe.core.access.Right;
import io.kubescribe.core.access.Scope;
import io.kubescribe.queryapi.access.AccessEntry.Action;
import io.kubescribe.testkit.store.BruteForceSearchStore;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForwarderRoutesTest {
  private TestServer server;

  @BeforeEach
  void start(@TempDir Path data) throws IOException {
    server = new TestServer(new BruteForceSearchStore(), data);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> post(String path) throws IOException, InterruptedException {
    return server.send(server.asAdmin(path).POST(BodyPublishers.noBody()));
  }

  @Test
  void commands_reach_the_forwarder_and_the_access_log() throws Exception {
    for (String word : new String[] {"pause", "resume", "resend"}) {
      HttpResponse<String> answer = post("/api/v1/forwarders/splunk/" + word);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      assertThat(answer.body()).contains("\"name\":\"splunk\"");
    }
    assertThat(post("/api/v1/forwarders/splunk/replay?from=2026-11-24T09:00Z").statusCode())
        .isEqualTo(200);
    assertThat(server.forwarders.told)
        .containsExactly(
            "pause splunk", "resume splunk", "resend splunk", "replay splunk 2026-11-24T09:00:00Z");
    assertThat(server.accessLog.entries)
        .filteredOn(entry -> entry.action() == Action.FORWARDER)
        .hasSize(4)
        .last()
        .satisfies(entry ->
            assertThat(entry.parameters())
                .containsEntry("name", "splunk")
                .containsEntry("route", "/api/v1/forwarders/{name}/replay"));
  }

  @Test
  void a_forwarder_that_is_not_there_is_not_found_and_told_nothing() throws Exception {
    assertThat(post("/api/v1/forwarders/other/pause").statusCode()).isEqualTo(404);
    assertThat(server.get("/api/v1/forwarders/other/dead-letters").statusCode()).isEqualTo(404);
    assertThat(server.forwarders.told).isEmpty();
  }

  @Test
  void who_is_no_admin_is_told_nothing() throws Exception {
    Principal auditor = new Principal("ann", Set.of(Right.SEARCH), Scope.EVERYTHING);
    assertThat(server.send(server.as(auditor, "/api/v1/forwarders")).statusCode()).isEqualTo(403);
  }

  @Test
  void a_replay_needs_a_time() throws Exception {
    assertThat(post("/api/v1/forwarders/splunk/replay").statusCode()).isEqualTo(400);
    assertThat(post("/api/v1/forwarders/splunk/replay?from=then").statusCode()).isEqualTo(400);
    assertThat(server.forwarders.told).isEmpty();
  }
}
