package io.kubescribe.ingest.simulated;

import static io.kubescribe.ingest.simulated.SimulatedFixture.ADMIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import io.kubescribe.core.json.StrictJson;
import io.kubescribe.ingest.simulated.process.Ending;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// What was measured of exec over WebSocket, capture study §6.
class WebSocketExecTest {
  private static final String TOKEN = "Authorization: Bearer " + ADMIN;
  private static final String V5 = "v5.channel.k8s.io";
  private static final String V4 = "v4.channel.k8s.io";
  private static final String EXEC = "/api/v1/namespaces/default/pods/toolbox/exec?container=sh";
  private static final String CAT = EXEC + "&command=cat&stdin=true&stdout=true&stderr=true";

  private final SimulatedFixture fixture = new SimulatedFixture();

  @AfterEach
  void close() throws IOException {
    fixture.close();
  }

  @Test
  void the_bytes_of_a_real_session_get_the_bytes_of_a_real_answer() throws IOException {
    try (RawClient client = fixture.connect()) {
      String head = client.webSocket(CAT, V5, TOKEN, "Audit-ID: exact");

      assertThat(head)
          .isEqualTo(
              String.join(
                  "\r\n",
                  "HTTP/1.1 101 Switching Protocols",
                  "Upgrade: websocket",
                  "Connection: Upgrade",
                  "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
                  "Sec-WebSocket-Protocol: v5.channel.k8s.io",
                  "",
                  ""));
      assertThat(client.hex(3)).isEqualTo("820101");
      client.sendHex("8285f55daa96f53cc8f5ff");
      assertThat(client.hex(7)).isEqualTo("8205016162630a");
      client.sendHex("898089886096");
      assertThat(client.hex(2)).isEqualTo("8a00");
      client.sendHex("8282b075027f4f75");
      assertThat(client.frame()).isEqualTo("82 \3{\"metadata\":{},\"status\":\"Success\"}");
      assertThat(client.hex(4)).isEqualTo("880203e8");
      assertThat(client.isAtEnd()).isTrue();
    }
    await()
        .untilAsserted(() ->
            assertThat(fixture.events("exact"))
                .extracting(
                    event -> event.path("stage").asString(""),
                    event -> event.path("verb").asString(""),
                    event -> event.path("responseStatus").path("code").asInt(0))
                .containsExactly(
                    tuple("RequestReceived", "get", 0),
                    tuple("ResponseStarted", "get", 101),
                    tuple("ResponseComplete", "get", 101)));
    assertThat(fixture.events("exact").getFirst().path("requestURI").asString("")).isEqualTo(CAT);
  }

  @Test
  void streams_and_exit_code_are_told_apart() throws IOException {
    try (RawClient client = fixture.connect()) {
      var _ =
          client.webSocket(
              EXEC
                  + "&command=sh&command=-c&command=echo+out;+echo+err+%3E%262;+exit+7"
                  + "&stdout=1&stderr=",
              V5,
              TOKEN);

      assertThat(client.frame()).isEqualTo("82 \1");
      assertThat(client.frame()).isEqualTo("82 \1out\n");
      assertThat(client.frame()).isEqualTo("82 \2err\n");
      assertThat(client.frame())
          .isEqualTo(
              "82 \3{\"metadata\":{},\"status\":\"Failure\",\"message\":\"command terminated with"
                  + " non-zero exit code: command terminated with exit code 7\","
                  + "\"reason\":\"NonZeroExitCode\",\"details\":{\"causes\":[{\"reason\":"
                  + "\"ExitCode\",\"message\":\"7\"}]}}");
    }
  }

  @Test
  void an_unknown_binary_is_told_in_the_words_of_the_runtime() throws IOException {
    try (RawClient client = fixture.connect()) {
      var _ = client.webSocket(EXEC + "&command=no-such-binary&stdout=true", V5, TOKEN);

      JsonNode status = StrictJson.MAPPER.readTree(client.channel(3));
      assertThat(status.path("code").asInt(0)).isEqualTo(500);
      assertThat(status.path("message").asString(""))
          .startsWith("Internal error occurred: Internal error occurred: error executing command")
          .endsWith(
              "unable to start container process: exec: \"no-such-binary\": executable file not found"
                  + " in $PATH: unknown");
    }
  }

  @ParameterizedTest
  @CsvSource({"'',''", "channel.k8s.io,channel.k8s.io", V4 + "," + V4})
  void older_protocols_have_no_half_close(String asked, String agreed) throws IOException {
    try (RawClient client = fixture.connect()) {
      String head = client.webSocket(CAT, asked, TOKEN);

      assertThat(head.contains("Sec-WebSocket-Protocol")).isEqualTo(!agreed.isEmpty());
      assertThat(client.frame()).isEqualTo("82 \1");
      client.frame(0x82, new byte[] {(byte) 255, 0});
      client.message(0, "still open");
      assertThat(client.frame()).isEqualTo("82 \1still open");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"v4.base64.channel.k8s.io", "base64.channel.k8s.io"})
  void base64_protocols_speak_text(String protocol) throws IOException {
    try (RawClient client = fixture.connect()) {
      var _ = client.webSocket(CAT, protocol, TOKEN);

      assertThat(client.frame()).isEqualTo("81 1");
      String hi = Base64.getEncoder().encodeToString("hi\n".getBytes(StandardCharsets.US_ASCII));
      client.frame(0x81, ("0" + hi).getBytes(StandardCharsets.US_ASCII));
      assertThat(client.frame()).isEqualTo("81 1aGkK");
    }
  }

  @Test
  void before_v4_a_failure_is_text_and_success_is_silence() throws IOException {
    try (RawClient client = fixture.connect()) {
      var _ = client.webSocket(EXEC + "&command=false&stdout=true", "channel.k8s.io", TOKEN);
      assertThat(client.channel(3))
          .isEqualTo("error executing remote command: command terminated with exit code 1");
    }
    try (RawClient client = fixture.connect()) {
      var _ = client.webSocket(EXEC + "&command=true&stdout=true", "channel.k8s.io", TOKEN);
      assertThat(client.channel(3)).isEmpty();
    }
  }

  @Test
  void each_frame_of_the_client_is_a_message() throws IOException {
    try (RawClient client = fixture.connect()) {
      var _ = client.webSocket(CAT, V5, TOKEN);
      assertThat(client.frame()).isEqualTo("82 \1");

      client.frame(0x02, "\0ab".getBytes(StandardCharsets.US_ASCII));
      client.frame(0x80, "cd".getBytes(StandardCharsets.US_ASCII));
      client.frame(0x00, "\0ef".getBytes(StandardCharsets.US_ASCII));
      client.frame(0xf1, "\0gh".getBytes(StandardCharsets.US_ASCII));
      client.message(9, "unknown channel");
      client.message(1, "the server's");
      client.frame(0x82, new byte[0]);
      client.frame(0x82, new byte[] {(byte) 255, 0});
      client.message(0, "after its end");

      assertThat(client.channel(1)).isEqualTo("abefgh");
    }
  }

  @Test
  void a_client_that_breaks_the_protocol_is_closed() throws IOException {
    try (RawClient client = fixture.connect()) {
      var _ = client.webSocket(CAT, V5, TOKEN);
      assertThat(client.frame()).isEqualTo("82 \1");
      client.sendHex("8203006162");

      assertThat(client.frame()).isEqualTo("88 \3\u00ea");
    }
    try (RawClient client = fixture.connect()) {
      var _ = client.webSocket(CAT, V5, TOKEN);
      assertThat(client.frame()).isEqualTo("82 \1");
      client.frame(0x82, new byte[] {(byte) 255, 0, 0});

      assertThat(client.channel(1)).isEmpty();
    }
  }

  @Test
  void what_comes_with_the_upgrade_request_is_lost() throws IOException {
    try (RawClient client = fixture.connect()) {
      client.send(
          "GET "
              + CAT
              + " HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
              + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
              + "Sec-WebSocket-Protocol: v5.channel.k8s.io\r\n"
              + TOKEN
              + "\r\n\r\n\u0082\u0085\0\0\0\0\0lost");
      var _ = client.head();
      assertThat(client.frame()).isEqualTo("82 \1");
      client.message(0, "kept");

      assertThat(client.frame()).isEqualTo("82 \1kept");
    }
  }

  @Test
  void a_token_may_stand_among_the_protocols_and_is_not_answered() throws IOException {
    String token =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(ADMIN.getBytes(StandardCharsets.US_ASCII));
    try (RawClient client = fixture.connect()) {
      String head =
          client.webSocket(
              EXEC + "&command=true&stdout=true",
              "base64url.bearer.authorization.k8s.io." + token + ", " + V4);

      assertThat(head).startsWith("HTTP/1.1 101 ").contains(V4).doesNotContain(token);
    }
  }

  @Test
  void refusals_after_the_hijack_are_101_in_the_audit_log() throws IOException {
    assertThat(refused("GET", "v3.channel.k8s.io", "a1")).startsWith("HTTP/1.1 403 ");
    assertThat(refused("POST", V5, "a2")).startsWith("HTTP/1.1 405 ").doesNotContain("Audit-Id");
    for (String id : List.of("a1", "a2")) {
      await()
          .untilAsserted(() -> {
            assertThat(fixture.stages(id)).hasSize(3);
            assertThat(fixture.events(id).getLast().path("responseStatus").path("code").asInt(0))
                .isEqualTo(101);
          });
    }
  }

  private String refused(String method, String protocol, String auditId) throws IOException {
    try (RawClient client = fixture.connect()) {
      client.request(
          method + " " + CAT + " HTTP/1.1",
          "Connection: keep-alive, upgrade",
          "Upgrade: WebSocket",
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
          "Sec-WebSocket-Version: 13",
          "Sec-WebSocket-Protocol: " + protocol,
          "Audit-ID: " + auditId,
          TOKEN);
      String head = client.head();
      var _ = client.body(head);
      assertThat(client.isAtEnd()).isTrue();
      return head;
    }
  }

  @Test
  void requests_that_no_kubelet_sees_get_a_status() throws Exception {
    assertThat(fixture.get(CAT, ADMIN).body()).contains("Upgrade request required", "\"code\":400");
    assertThat(fixture.get(CAT.replace("container=sh", "container=zzz"), ADMIN).body())
        .contains("container zzz is not valid for pod toolbox");
    assertThat(fixture.get(CAT.replace("container=sh&", ""), ADMIN).body())
        .contains(
            "a container name must be specified for pod toolbox, choose one of: [sh side web]");
    assertThat(fixture.get(CAT.replace("toolbox", "gone"), ADMIN).statusCode()).isEqualTo(404);
  }

  @Test
  void the_client_learns_how_a_scripted_process_ends() throws IOException {
    fixture.cluster.register(
        "no-status",
        io -> {
          io.stdout().write('x');
          return new Ending.NoStatus();
        });
    fixture.cluster.register("reset", _ -> new Ending.Reset());

    try (RawClient client = fixture.connect()) {
      var _ = client.webSocket(EXEC + "&command=no-status&stdout=true", V5, TOKEN);
      assertThat(client.frame()).isEqualTo("82 \1");
      assertThat(client.frame()).isEqualTo("82 \1x");
      assertThat(client.frame()).isEqualTo("88 \3\u00e8");
    }
    try (RawClient client = fixture.connect()) {
      var _ = client.webSocket(EXEC + "&command=reset&stdout=true", V5, TOKEN);
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 10; i++) {
                  var _ = client.frame();
                }
              })
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void a_process_is_interrupted_when_its_client_goes() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    fixture.cluster.register(
        "wait",
        _ -> {
          started.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.countDown();
          }
          return Ending.OK;
        });
    try (RawClient client = fixture.connect()) {
      var _ = client.webSocket(EXEC + "&command=wait&stdout=true", V5, TOKEN);
      assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
      client.reset();
    }

    assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void a_terminal_has_its_size_and_no_stderr() throws IOException {
    try (RawClient client = fixture.connect()) {
      var _ =
          client.webSocket(
              EXEC + "&command=sh&stdin=true&stdout=true&stderr=true&tty=true", V5, TOKEN);
      assertThat(client.frame()).isEqualTo("82 \1");
      assertThat(client.frame()).isEqualTo("82 \1/ # ");
      client.message(4, "{\"Width\":120,\"Hei");
      client.message(4, "ght\":40}\n{\"width\":99");
      client.message(4, ",\"height\":33}\n");
      client.message(0, "stty size; echo err >&2; exit\r");

      assertThat(client.channel(1)).endsWith("\r\n33 99\r\nerr\r\n");
    }
  }
}
