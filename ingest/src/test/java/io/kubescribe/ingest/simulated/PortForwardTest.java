package io.kubescribe.ingest.simulated;

import static io.kubescribe.ingest.simulated.SimulatedFixture.ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Port-forward in the frames of kubectl 1.32, over SPDY and through a WebSocket.
class PortForwardTest {
  private static final String TARGET = "/api/v1/namespaces/default/pods/toolbox/portforward";
  private static final String TOKEN = "Authorization: Bearer " + ADMIN;

  private final SimulatedFixture fixture = new SimulatedFixture();

  @AfterEach
  void close() throws IOException {
    fixture.close();
  }

  @Test
  void an_echo_answers_over_spdy() throws IOException {
    try (RawClient client = fixture.connect();
        SpdyBlocks blocks = new SpdyBlocks()) {
      client.request(
          "POST " + TARGET + " HTTP/1.1",
          "Connection: Upgrade",
          "Upgrade: SPDY/3.1",
          "X-Stream-Protocol-Version: portforward.k8s.io",
          TOKEN);
      assertThat(client.head()).contains("X-Stream-Protocol-Version: portforward.k8s.io");
      client.send(blocks.open(1, "streamtype", "error", "port", "7", "requestid", "0"));
      client.sendHex("00000001 01000000");
      client.send(blocks.open(3, "streamtype", "data", "port", "7", "requestid", "0"));
      pass(client, client.hex(8));
      pass(client, client.hex(8));
      client.sendHex("00000003 00000002 6869");

      assertThat(client.hex(10)).isEqualTo("00000003000000026869");
      client.sendHex("00000003 01000000");
      assertThat(client.hex(16)).isEqualTo("00000003010000000000000101000000");
    }
  }

  private static void pass(RawClient client, String head) throws IOException {
    assertThat(head).startsWith("80030002");
    var _ = client.hex(Integer.parseInt(head.substring(8), 16));
  }

  @Test
  void a_port_where_nothing_listens_is_told_on_the_error_stream() throws IOException {
    try (RawClient client = fixture.connect();
        SpdyBlocks blocks = new SpdyBlocks()) {
      client.request(
          "POST " + TARGET + " HTTP/1.1",
          "Connection: Upgrade",
          "Upgrade: SPDY/3.1",
          "X-Stream-Protocol-Version: portforward.k8s.io",
          TOKEN);
      var _ = client.head();
      client.send(blocks.open(1, "streamtype", "error", "port", "81", "requestid", "0"));
      client.send(blocks.open(3, "streamtype", "data", "port", "81", "requestid", "0"));
      pass(client, client.hex(8));
      pass(client, client.hex(8));

      assertThat(client.hex(5)).isEqualTo("0000000100");
      byte[] text = HexFormat.of().parseHex(client.hex(Integer.parseInt(client.hex(3), 16)));
      assertThat(new String(text, StandardCharsets.UTF_8))
          .startsWith("error forwarding port 81 to pod")
          .endsWith("connection refused");
    }
  }

  @Test
  void a_tunnel_ignores_the_borders_of_messages() throws IOException {
    try (RawClient client = fixture.connect();
        SpdyBlocks blocks = new SpdyBlocks()) {
      String head = client.webSocket(TARGET, "SPDY/3.1+portforward.k8s.io", TOKEN);
      assertThat(head).contains("Sec-WebSocket-Protocol: SPDY/3.1+portforward.k8s.io");
      for (byte b : blocks.open(1, "streamtype", "error", "port", "8080", "requestid", "0")) {
        client.frame(0x82, new byte[] {b});
      }
      client.frame(0x82, blocks.open(3, "streamtype", "data", "port", "8080", "requestid", "0"));
      assertThat(client.frame()).startsWith("82 \u0080\3\0\2");
      assertThat(client.frame()).startsWith("82 \u0080\3\0\2");
      byte[] request = "GET /x HTTP/1.1\r\nHost: p\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
      client.frame(0x82, new byte[] {0, 0, 0, 3, 0, 0, 0, (byte) request.length});
      client.frame(0x82, request);

      assertThat(client.frame()).startsWith("82 \0\0\0\3").contains("HTTP/1.1 200 OK");
      assertThat(client.frame()).endsWith("Hello from a simulated pod: /x\n");
    }
  }
}
