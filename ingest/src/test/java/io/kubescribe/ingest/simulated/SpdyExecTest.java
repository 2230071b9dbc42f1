package io.kubescribe.ingest.simulated;

import static io.kubescribe.ingest.simulated.SimulatedFixture.ADMIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kubescribe.ingest.simulated.process.Ending;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What was measured of exec over SPDY, capture study §5.
class SpdyExecTest {
  private static final String EXEC = "/api/v1/namespaces/default/pods/toolbox/exec?container=sh";
  private static final String CAT = EXEC + "&command=cat&stdin=true&stdout=true&stderr=true";

  private static final String ERROR =
      "80030001 00000029 00000001 00000000 0000"
          + " 78f9e3c6a7c26260606004a7b392a2d4c45c6851c29a0a0a6800000000ffff";
  private static final String STDIN =
      "80030001 00000017 00000003 00000000 0000 c22e555c92929907000000ffff";
  private static final String STDOUT =
      "80030001 00000019 00000005 00000000 0000 c22ac5565c92925f5a02000000ffff";
  private static final String STDERR =
      "80030001 00000015 00000007 00000000 0000 c229975a5404000000ffff";
  private static final String RESIZE =
      "80030001 00000018 00000007 00000000 0000 c22e57945a9c59950a000000ffff";
  private static final String SIZE_120_40 =
      "00000007 0000001a 7b225769647468223a3132302c22486569676874223a34307d0a";

  private final SimulatedFixture fixture = new SimulatedFixture();

  @AfterEach
  void close() throws IOException {
    fixture.close();
  }

  private static void open(RawClient client, String target, String... more) throws IOException {
    List<String> lines =
        new ArrayList<>(
            List.of(
                "POST " + target + " HTTP/1.1",
                "Connection: Upgrade",
                "Upgrade: SPDY/3.1",
                "Content-Length: 0",
                "Authorization: Bearer " + ADMIN));
    lines.addAll(List.of(more));
    client.request(lines.toArray(String[]::new));
  }

  private static String version(String version) {
    return "X-Stream-Protocol-Version: " + version;
  }

  private static final String[] VERSIONS = {
    version("v5.channel.k8s.io"), version("v4.channel.k8s.io"), version("channel.k8s.io")
  };

  /// Reads SYN_REPLY and passes over its compressed block.
  private static void reply(RawClient client, int id) throws IOException {
    assertThat(client.hex(4)).isEqualTo("80030002");
    int length = Integer.parseInt(client.hex(4), 16);
    assertThat(length).isGreaterThan(4);
    assertThat(client.hex(4)).isEqualTo(String.format("%08x", id));
    var _ = client.hex(length - 4);
  }

  /// Reads a DATA frame.
  ///
  /// @return its stream, `!` for the half close, and its text
  private static String data(RawClient client) throws IOException {
    int id = Integer.parseInt(client.hex(4), 16);
    int flags = Integer.parseInt(client.hex(1), 16);
    int length = Integer.parseInt(client.hex(3), 16);
    byte[] bytes = HexFormat.of().parseHex(client.hex(length));
    return id + (flags == 1 ? "!" : ":") + new String(bytes, StandardCharsets.UTF_8);
  }

  @Test
  void the_bytes_of_a_real_session_get_a_real_answer() throws IOException {
    try (RawClient client = fixture.connect()) {
      open(client, CAT, VERSIONS);
      assertThat(client.head())
          .isEqualTo(
              String.join(
                  "\r\n",
                  "HTTP/1.1 101 Switching Protocols",
                  "Connection: Upgrade",
                  "Upgrade: SPDY/3.1",
                  "X-Stream-Protocol-Version: v4.channel.k8s.io",
                  "",
                  ""));
      client.sendHex(ERROR);
      reply(client, 1);
      for (byte b : HexFormat.of().parseHex((STDIN + STDOUT + STDERR).replace(" ", ""))) {
        client.send(new byte[] {b});
      }
      reply(client, 3);
      reply(client, 5);
      reply(client, 7);
      client.sendHex("80030006 00000004 00000001");
      assertThat(client.hex(12)).isEqualTo("800300060000000400000001");
      client.sendHex("00000003 00000004 6162630a");
      assertThat(data(client)).isEqualTo("5:abc\n");
      client.sendHex("00000003 01000000");
      assertThat(data(client)).isEqualTo("5!");
      assertThat(data(client)).isEqualTo("7!");
      assertThat(data(client)).isEqualTo("3!");
      assertThat(data(client)).isEqualTo("1:{\"metadata\":{},\"status\":\"Success\"}");
      assertThat(data(client)).isEqualTo("1!");
    }
  }

  @Test
  void a_terminal_session_has_a_resize_stream() throws IOException {
    try (RawClient client = fixture.connect()) {
      open(client, EXEC + "&command=stty&command=size&stdin=1&stdout=1&tty=1", VERSIONS);
      var _ = client.head();
      client.sendHex(ERROR + STDIN + STDOUT);
      reply(client, 1);
      reply(client, 3);
      reply(client, 5);
      fixture.cluster.register(
          "stty",
          io -> {
            await().until(() -> io.size().get().columns() > 0);
            io.stdout().write((io.size().get() + "").getBytes(StandardCharsets.UTF_8));
            return io.tty() ? new Ending.Exited(3) : Ending.OK;
          });
      client.sendHex(RESIZE + SIZE_120_40);
      reply(client, 7);

      assertThat(data(client)).isEqualTo("5:TerminalSize[columns=120, rows=40]");
      assertThat(data(client)).isEqualTo("5!");
      assertThat(data(client)).isEqualTo("3!");
      assertThat(data(client))
          .startsWith("1:{\"metadata\":{},\"status\":\"Failure\"")
          .contains("error executing command [stty size], exit code 3", "\"message\":\"3\"");
    }
  }

  @Test
  void before_v4_a_failure_is_text() throws IOException {
    try (RawClient client = fixture.connect()) {
      open(client, EXEC + "&command=false&stdin=1&stdout=1", version("v2.channel.k8s.io"));
      assertThat(client.head()).contains("X-Stream-Protocol-Version: v2.channel.k8s.io");
      client.sendHex(ERROR + STDIN + STDOUT);
      reply(client, 1);
      reply(client, 3);
      reply(client, 5);

      assertThat(data(client)).isEqualTo("5!");
      assertThat(data(client)).isEqualTo("3!");
      assertThat(data(client))
          .isEqualTo("1:error executing remote command: command terminated with exit code 1");
      assertThat(data(client)).isEqualTo("1!");
    }
  }

  @Test
  void what_does_not_fit_is_refused_as_a_kubelet_refuses_it() throws IOException {
    try (RawClient client = fixture.connect()) {
      open(client, CAT, version("v9.channel.k8s.io, v8.channel.k8s.io"), "Audit-ID: v9");
      assertThat(client.head())
          .startsWith("HTTP/1.1 403 ")
          .contains(
              "X-Accepted-Stream-Protocol-Versions: v4.channel.k8s.io\r\n",
              "X-Accepted-Stream-Protocol-Versions: channel.k8s.io\r\n");
    }
    try (RawClient client = fixture.connect()) {
      open(client, CAT);
      assertThat(client.head()).startsWith("HTTP/1.1 400 ");
    }
    await()
        .untilAsserted(() ->
            assertThat(fixture.events("v9").getLast().path("responseStatus").path("code").asInt(0))
                .isEqualTo(101));
    assertThat(fixture.events("v9").getLast().path("verb").asString("")).isEqualTo("create");
  }

  @Test
  void variants_that_a_real_apiserver_takes_are_taken() throws IOException {
    try (RawClient client = fixture.connect()) {
      client.request(
          "GET " + CAT.replace("/exec", "/%65xec") + " HTTP/1.1",
          "Connection: keep-alive, upgrade",
          "Upgrade: spdy/3.1",
          "Authorization: Bearer " + ADMIN,
          version("v5.channel.k8s.io,v4.channel.k8s.io"));

      assertThat(client.head()).startsWith("HTTP/1.1 101 ").contains("v4.channel.k8s.io");
    }
  }

  @Test
  void broken_frames_end_the_connection() throws IOException {
    for (String broken :
        List.of(
            "80040001 00000000",
            "80030001 00ffffff",
            "80030001 0000000e 00000001 00000000 0000 ffffffff",
            "80030001 00000029 00000002 00000000 0000"
                + " 78f9e3c6a7c26260606004a7b392a2d4c45c6851c29a0a0a6800000000ffff")) {
      try (RawClient client = fixture.connect()) {
        open(client, CAT, VERSIONS);
        var _ = client.head();
        client.sendHex(broken);

        assertThat(client.isAtEnd()).as(broken).isTrue();
      }
    }
  }
}
