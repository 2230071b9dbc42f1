package io.kubescribe.ingest.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.session.RecordingMode;
import io.kubescribe.ingest.http.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests that try to get past the recording, or that two readers could read differently, over
/// raw sockets: B32 to B34 of the catalogue of bad inputs and cases 21 to 26 and 34 of the wire
/// specification.
class HostileRequestTest {
  private static final String POD = "/api/v1/namespaces/shop/pods/web-0";
  private static final String SPDY =
      "Connection: Upgrade\r\nUpgrade: SPDY/3.1\r\nX-Stream-Protocol-Version: v4.channel.k8s.io\r\n";

  @TempDir private static Path folder;
  private static TestGateway gateway;
  private static TestGateway lenient;

  @BeforeAll
  static void start() throws IOException {
    gateway = new TestGateway(folder, new ScriptedServer(HostileRequestTest::answer));
    lenient =
        new TestGateway(
            folder,
            new ScriptedServer(HostileRequestTest::answer),
            TestGateway.config(RecordingMode.BEST_EFFORT, false, false));
  }

  @AfterAll
  static void stop() throws IOException {
    gateway.close();
    lenient.close();
  }

  @BeforeEach
  void forget() {
    gateway.server.requests.clear();
    gateway.recordings.begun.clear();
    lenient.server.requests.clear();
  }

  private static boolean answer(ScriptedServer.Request request) throws IOException {
    request.answer("403 Forbidden\r\nContent-Length: 2\r\n\r\nno");
    return true;
  }

  private static String request(String method, String target, String headers) {
    return method
        + " "
        + target
        + " HTTP/1.1\r\nHost: gw\r\nAuthorization: Bearer ann\r\n"
        + headers
        + "\r\n";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        POD + "/exec?command=id",
        POD + "/%65xec?command=id",
        POD + "/exec/?command=id",
        "http://10.0.0.1" + POD + "/exec?command=id",
        POD + "/attach",
        POD + "/portforward"
      })
  void what_the_apiserver_executes_is_recorded(String target) throws IOException {
    try (Wire wire = gateway.connect()) {
      wire.send(request("POST", target, SPDY));
      assertThat(wire.read().status()).isEqualTo(403);
      assertThat(wire.isClosed()).isTrue();
    }
    assertThat(gateway.recordings.only().asked.podName()).isEqualTo("web-0");
    assertThat(gateway.server.requests.getFirst().uri())
        .isEqualTo(target.replace("http://10.0.0.1", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/namespaces/shop/pods/web-0%2Fexec?command=id",
        "/api/v1/namespaces/shop//pods/web-0/exec",
        "/api/v1/../v1/namespaces/shop/pods/web-0/exec",
        "/api/v1/%2e%2e/v1/namespaces/shop/pods/web-0/exec",
        "/api/v1/..%2fv1/namespaces/shop/pods/web-0/exec",
        "/api/v1/namespaces/shop/pods/web-0/%2565xec",
        "/api/v1/namespaces/shop/pods/web-0%252Fexec",
        "/api/v1/namespaces/shop/pods/web-0/exec;x",
        "/api/v1/namespaces/shop/pods/web-0/exec%00",
        "/api/v1/namespaces/shop/pods/web-0/e%c0%b8ec"
      })
  void a_path_that_can_be_read_in_two_ways_is_refused_in_any_mode(String target)
      throws IOException {
    for (TestGateway one : new TestGateway[] {gateway, lenient}) {
      try (Wire wire = one.connect()) {
        Wire.Response response = wire.send(request("POST", target, SPDY)).read();
        assertThat(response.status()).isEqualTo(400);
        assertThat(response.body()).contains("\"reason\":\"BadRequest\"");
        assertThat(wire.isClosed()).isTrue();
      }
      assertThat(one.server.requests).isEmpty();
    }
  }

  static Stream<Arguments> unrecordable() {
    return Stream.of(
        Arguments.of("GET", "/api/v1/nodes/n/proxy/exec/shop/web-0/c?command=id", SPDY),
        Arguments.of("POST", "/api/v1/nodes/n/proxy/run/shop/web-0/c?cmd=id", ""),
        Arguments.of("GET", "/api/v1/nodes/n:10250/proxy/%65xec/shop/web-0/c", ""),
        Arguments.of("GET", "/api/v1/nodes/n/proxy/pods", SPDY),
        Arguments.of("GET", POD + "/proxy/ws", SPDY),
        Arguments.of("GET", "/api/v1/namespaces/shop/services/web/proxy/ws", SPDY),
        Arguments.of("GET", "/apis/subresources.kubevirt.io/v1/namespaces/a/vms/b/console", SPDY),
        Arguments.of("GET", POD + "/Exec?command=id", SPDY),
        Arguments.of("GET", "/api/v1/pods", "Connection: Upgrade\r\nUpgrade: tcp\r\n"),
        Arguments.of(
            "GET",
            POD + "/exec",
            SPDY.replace("SPDY/3.1", "websocket")
                + "Sec-WebSocket-Protocol: v3.channel.k8s.io\r\n"));
  }

  @ParameterizedTest
  @MethodSource("unrecordable")
  void strict_refuses_what_it_cant_record(String method, String target, String headers)
      throws IOException {
    try (Wire wire = gateway.connect()) {
      Wire.Response response = wire.send(request(method, target, headers)).read();
      assertThat(response.status()).isEqualTo(403);
      assertThat(response.body()).contains("\"kind\":\"Status\"").contains("kubescribe gateway: ");
    }
    assertThat(gateway.server.requests).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("unrecordable")
  void best_effort_passes_it(String method, String target, String headers) throws IOException {
    try (Wire wire = lenient.connect()) {
      wire.send(request(method, target, headers));
      assertThat(wire.read().body()).isEqualTo("no");
    }
    assertThat(lenient.server.requests).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/namespaces/a/services/open/proxy/ws"})
  void policy_opens_paths(String target) throws IOException {
    try (Wire wire = gateway.connect()) {
      assertThat(wire.send(request("GET", target, SPDY)).read().body()).isEqualTo("no");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Connection: Upgrade\r\n",
        "Upgrade: websocket, SPDY/3.1\r\nConnection: Upgrade\r\n",
        "Connection: Upgrade\r\nUpgrade: SPDY/3.1\r\nContent-Length: 3\r\n\r\nabc",
        "Connection: Upgrade\r\nUpgrade: SPDY/3.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n"
      })
  void an_exec_with_half_an_upgrade_is_refused(String headers) throws IOException {
    try (Wire wire = gateway.connect()) {
      assertThat(wire.send(request("POST", POD + "/exec", headers)).read().status()).isEqualTo(400);
    }
    assertThat(gateway.server.requests).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Connection: keep-alive\r\n", "Connection: Upgrade\r\nUpgrade: h2c\r\n"})
  void an_exec_without_an_upgrade_is_the_apiservers_to_refuse(String headers) throws IOException {
    try (Wire wire = gateway.connect()) {
      assertThat(wire.send(request("GET", POD + "/exec", headers)).read().body()).isEqualTo("no");
    }
    assertThat(gateway.server.requests.getFirst().all("Upgrade")).isEmpty();
    assertThat(gateway.recordings.begun).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Transfer-Encoding: chunked\r\nContent-Length: 5",
        "Content-Length: 5\r\nTransfer-Encoding: chunked",
        "Content-Length: 5\r\nContent-Length: 6",
        "Content-Length: 5\r\nContent-Length: 5",
        "Content-Length: 5, 5",
        "Content-Length: +5",
        "Content-Length: -5",
        "Content-Length: 0x5",
        "X-Folded: a\r\n b",
        "X: a\nContent-Length: 5",
        "X: a\rContent-Length: 5",
        "Content-Length : 5",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding: chunked, identity",
        "Transfer-Encoding: \u000bchunked",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
        "X\u0000: a",
        "Host: other",
        "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
        "Transfer-Encoding: chunked\r\n\r\n5\nhello\n0\n"
      })
  void smuggling_is_refused_and_the_connection_closed(String headers) throws IOException {
    try (Wire wire = gateway.connect()) {
      wire.send(request("POST", "/api/v1/pods", headers + "\r\n") + "hello");
      assertThat(wire.read().status()).isEqualTo(400);
      assertThat(wire.isClosed()).isTrue();
    }
    assertThat(gateway.server.requests.stream().filter(r -> r.line().contains("hello"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /a HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        " GET /a HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /a HTTP/2.0\r\nHost: x\r\n\r\n",
        "GET /a\r\nHost: x\r\n\r\n",
        "GET /a HTTP/1.1\r\n\r\n",
        "CONNECT x:443 HTTP/1.1\r\nHost: x\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n",
        "\u0016\u0003\u0001\u0000\u0005\u0001\u0000\u0000\r\n\r\n"
      })
  void what_is_no_request_is_refused(String bytes) throws IOException {
    try (Wire wire = gateway.connect()) {
      assertThat(wire.send(bytes).read().status()).isEqualTo(400);
    }
    assertThat(gateway.server.requests).isEmpty();
  }
}
