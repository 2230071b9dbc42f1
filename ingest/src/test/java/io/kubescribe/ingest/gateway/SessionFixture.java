package io.kubescribe.ingest.gateway;

import static io.kubescribe.ingest.gateway.HttpText.lines;
import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.session.RecordingMode;
import io.kubescribe.ingest.http.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A gateway in front of an apiserver that follows a script, and sessions through it over raw
/// sockets on both sides.
abstract class SessionFixture {
  static final String WS =
      lines(
          "Connection: Upgrade",
          "Upgrade: websocket",
          "Sec-WebSocket-Version: 13",
          "Sec-WebSocket-Key: eA==",
          "Sec-WebSocket-Protocol: v5.channel.k8s.io");

  static final String WS_ANSWER =
      lines(
          "101 Switching Protocols",
          "Upgrade: websocket",
          "Connection: Upgrade",
          "Sec-WebSocket-Accept: x",
          "Sec-WebSocket-Protocol: v5.channel.k8s.io",
          "");

  static final String SPDY_ANSWER =
      lines(
          "101 Switching Protocols",
          "Connection: Upgrade",
          "Upgrade: SPDY/3.1",
          "X-Stream-Protocol-Version: v4.channel.k8s.io",
          "");

  @TempDir Path folder;
  TestGateway gateway;

  @BeforeEach
  void begin() throws IOException {
    gateway = start(SessionFixture::echo, RecordingMode.STRICT, false);
  }

  TestGateway start(ScriptedServer.Script script, RecordingMode mode, boolean banner)
      throws IOException {
    return new TestGateway(
        folder,
        new ScriptedServer(script),
        TestGateway.config(mode, banner, true),
        TestGateway.limits(Duration.ofSeconds(60)));
  }

  /// Takes another script.
  void replace(ScriptedServer.Script script) {
    gateway.server.script = script;
  }

  void replaceBy(TestGateway other) throws IOException {
    gateway.close();
    gateway = other;
  }

  @AfterEach
  void stop() throws IOException {
    gateway.close();
  }

  /// The request of `kubectl exec`, by ann.
  ///
  /// @param more of the query
  static String exec(String method, String more, String headers) {
    return method
        + " /api/v1/namespaces/shop/pods/web-0/exec?command=sh&command=-c&command=id"
        + more
        + " HTTP/1.1\r\nHost: gw\r\nAuthorization: Bearer ann\r\n"
        + headers
        + "\r\n";
  }

  /// Says `ready`, then all that it is sent, and ends with `EXIT` after an exclamation mark.
  static boolean echo(ScriptedServer.Request request) throws IOException {
    request.answer(WS_ANSWER + "ready");
    for (byte[] one = request.wire().bytes(1); one[0] != '!'; one = request.wire().bytes(1)) {
      request.wire().send(one);
    }
    request.wire().send("EXIT");
    return false;
  }

  static String text(Wire wire, int length) throws IOException {
    return new String(wire.bytes(length), StandardCharsets.ISO_8859_1);
  }

  static String rest(Wire wire) throws IOException {
    return new String(wire.rest(), StandardCharsets.ISO_8859_1);
  }

  /// Has the apiserver agree and say nothing.
  ///
  /// @return what it was sent when that has ended
  CompletableFuture<byte[]> receiving() {
    CompletableFuture<byte[]> received = new CompletableFuture<>();
    replace(request -> {
      request.answer(WS_ANSWER);
      received.complete(request.wire().rest());
      return false;
    });
    return received;
  }

  /// An exec over WebSocket to which the apiserver has agreed.
  Wire session() throws IOException {
    Wire wire = gateway.connect();
    wire.send(exec("GET", "", WS));
    assertThat(wire.readHead().status()).isEqualTo(101);
    return wire;
  }
}
