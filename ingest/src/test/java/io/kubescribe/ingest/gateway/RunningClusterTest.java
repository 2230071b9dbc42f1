package io.kubescribe.ingest.gateway;

import static io.kubescribe.ingest.gateway.SimulatedGateway.TOKEN;
import static io.kubescribe.ingest.gateway.SimulatedGateway.V5;
import static io.kubescribe.ingest.gateway.SimulatedGateway.exec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kubescribe.core.session.EndReason;
import io.kubescribe.core.session.SessionProtocol;
import io.kubescribe.ingest.simulated.RawClient;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the gateway makes of behaviours that were seen on a running cluster; `docs/apiserver.md`
/// lists them all.
class RunningClusterTest {
  @TempDir private Path folder;
  private final FakeRecordings recordings = new FakeRecordings();
  private SimulatedGateway gateway;

  @BeforeEach
  void start() throws IOException {
    gateway = new SimulatedGateway(folder, recordings);
  }

  @AfterEach
  void stop() throws IOException {
    gateway.close();
  }

  private FakeRecordings.Fake ended(int number) {
    await().until(() -> recordings.begun.size() > number);
    FakeRecordings.Fake recording = recordings.begun.get(number);
    await().until(() -> recording.reason != null);
    return recording;
  }

  @Test
  void a_try_over_websocket_and_the_next_over_spdy_are_two_sessions_of_one_command()
      throws IOException {
    String command = "Kubectl-Session: 3f6d7a52-6bfa-4c0a-8f86-0a3a4c3d1b11";
    try (RawClient client = gateway.connect()) {
      String refused =
          client.webSocket(
              exec("command=id&stdout=1").replace("toolbox", "gone"), V5, TOKEN, command);
      assertThat(refused).startsWith("HTTP/1.1 404 ");
    }
    try (RawClient client = gateway.connect()) {
      client.request(
          "POST " + exec("command=id&stdout=1") + " HTTP/1.1",
          TOKEN,
          command,
          "Connection: Upgrade",
          "Upgrade: SPDY/3.1",
          "Content-Length: 0",
          "X-Stream-Protocol-Version: v5.channel.k8s.io",
          "X-Stream-Protocol-Version: v4.channel.k8s.io");
      assertThat(client.head()).contains("X-Stream-Protocol-Version: v4.channel.k8s.io");
    }
    assertThat(ended(0).reason).isEqualTo(EndReason.REFUSED);
    assertThat(ended(1).protocol).isEqualTo(SessionProtocol.SPDY_V4);
    assertThat(recordings.begun)
        .allSatisfy(one ->
            assertThat(one.asked.claims())
                .containsEntry("kubectlSession", command.substring("Kubectl-Session: ".length())));
    assertThat(recordings.begun.get(0).id).isNotEqualTo(recordings.begun.get(1).id);
  }

  @Test
  void a_session_that_was_agreed_and_never_ran_has_the_status_that_says_so() throws IOException {
    try (RawClient client = gateway.connect()) {
      assertThat(client.webSocket(exec("command=no-such-thing&stdout=1"), V5, TOKEN))
          .startsWith("HTTP/1.1 101 ");
      assertThat(client.channel(3)).contains("\"status\":\"Failure\"");
    }
    assertThat(ended(0).told.lines())
        .anyMatch(line -> line.startsWith("status ") && line.contains("no-such-thing"));
    assertThat(gateway.fixture.events(recordings.only().id.toString()))
        .anyMatch(event -> event.path("responseStatus").path("code").asInt(0) == 101);
  }

  @Test
  void a_long_argument_is_kept_whole_and_no_container_is_made_up() throws IOException {
    String argument = "x".repeat(6_000);
    try (RawClient client = gateway.connect()) {
      var _ =
          client.webSocket(
              "/api/v1/namespaces/default/pods/toolbox/exec?stdout=1&command=echo&command="
                  + argument,
              V5,
              TOKEN);
    }
    assertThat(ended(0).asked.command()).containsExactly("echo", argument);
    assertThat(recordings.only().asked.container()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "v5.channel.k8s.io, WEBSOCKET_V5",
    "v4.channel.k8s.io, WEBSOCKET_V4",
    "'', WEBSOCKET_NONE",
    "channel.k8s.io, WEBSOCKET_V1",
    "v4.base64.channel.k8s.io, WEBSOCKET_V4_BASE64",
    "base64.channel.k8s.io, WEBSOCKET_V1_BASE64"
  })
  void every_subprotocol_that_a_cluster_answers_is_recorded(
      String offered, SessionProtocol expected) throws IOException {
    try (RawClient client = gateway.connect()) {
      assertThat(client.webSocket(exec("stdout=1&command=echo&command=hi"), offered, TOKEN))
          .startsWith("HTTP/1.1 101 ");
      await().until(() -> recordings.only().output().equals("hi\n"));
    }
    assertThat(ended(0).protocol).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"v3.channel.k8s.io", "v9.channel.k8s.io"})
  void one_that_a_kubelet_refuses_gets_no_session(String offered) throws IOException {
    try (RawClient client = gateway.connect()) {
      assertThat(client.webSocket(exec("stdout=1&command=id"), offered, TOKEN))
          .startsWith("HTTP/1.1 403 ");
    }
    assertThat(recordings.begun).isEmpty();
  }

  @Test
  void what_a_dispatching_kubectl_asks_first_is_a_plain_request() throws IOException {
    try (RawClient client = gateway.connect()) {
      client.request("GET /version HTTP/1.1", TOKEN, "User-Agent: kubectl-dispatcher/v1.0");
      String head = client.head();
      assertThat(head).startsWith("HTTP/1.1 200 ");
      assertThat(client.body(head)).contains("gitVersion");
    }
    assertThat(recordings.begun).isEmpty();
  }
}
