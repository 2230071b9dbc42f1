package io.kubescribe.ingest.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kubescribe.core.session.SessionId;
import io.kubescribe.ingest.http.Wire;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Plain requests through the gateway, over raw sockets on both sides.
class ProxyTest {
  @TempDir private Path folder;
  private ScriptedServer server;
  private TestGateway gateway;

  @BeforeEach
  void start() throws IOException {
    server = new ScriptedServer(ProxyTest::hello);
    gateway = new TestGateway(folder, server);
  }

  @AfterEach
  void stop() throws IOException {
    gateway.close();
  }

  private static boolean hello(ScriptedServer.Request request) throws IOException {
    request.answer("200 OK\r\nAudit-Id: x\r\nContent-Length: 5\r\n\r\nhello");
    return true;
  }

  private static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: gw\r\nAuthorization: Bearer t\r\n\r\n";
  }

  @Test
  void a_request_passes_with_the_gateways_audit_id() throws IOException {
    try (Wire wire = gateway.connect()) {
      Wire.Response response =
          wire.send(
                  HttpText.lines(
                      "GET /api/v1/pods?limit=500&x=%2F HTTP/1.1",
                      "Host: gw",
                      "Authorization: Bearer t",
                      "Audit-ID: mine",
                      "Accept-Encoding: gzip",
                      ""))
              .read();
      assertThat(response.status()).isEqualTo(200);
      assertThat(response.body()).isEqualTo("hello");
    }
    ScriptedServer.Request seen = server.requests.getFirst();
    assertThat(seen.uri()).isEqualTo("/api/v1/pods?limit=500&x=%2F");
    assertThat(seen.header("Host")).isEqualTo("127.0.0.1:" + server.port());
    assertThat(seen.header("Authorization")).isEqualTo("Bearer t");
    assertThat(seen.header("Accept-Encoding")).isEqualTo("gzip");
    assertThat(seen.all("Audit-ID")).hasSize(1);
    assertThat(SessionId.parse(seen.header("Audit-ID"))).isPresent();
    assertThat(seen.header("X-Forwarded-For")).isEqualTo("127.0.0.1");
  }

  @Test
  void both_connections_are_used_again() throws IOException {
    try (Wire wire = gateway.connect()) {
      for (int i = 0; i < 3; i++) {
        assertThat(wire.send(get("/" + i)).read().body()).isEqualTo("hello");
      }
      assertThat(wire.send(get("/a") + get("/b")).read().body()).isEqualTo("hello");
      assertThat(wire.read().body()).isEqualTo("hello");
    }
    assertThat(server.requests).hasSize(5);
    assertThat(server.connections()).isEqualTo(1);
  }

  @Test
  void an_idle_connection_that_just_closed_is_replaced() throws IOException {
    AtomicInteger served = new AtomicInteger();
    server.script =
        request -> {
          hello(request);
          // Closes behind an answer that promised more.
          return served.incrementAndGet() > 1;
        };
    try (Wire wire = gateway.connect()) {
      assertThat(wire.send(get("/a")).read().status()).isEqualTo(200);
      assertThat(wire.send(get("/b")).read().status()).isEqualTo(200);
    }
  }

  @Test
  void answers_to_head_have_no_body() throws IOException {
    server.script =
        request -> {
          request.answer("200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
          return true;
        };
    try (Wire wire = gateway.connect()) {
      wire.send("HEAD /a HTTP/1.1\r\nHost: gw\r\n\r\n");
      assertThat(wire.readHead().status()).isEqualTo(200);
      server.script = ProxyTest::hello;
      assertThat(wire.send(get("/b")).read().body()).isEqualTo("hello");
    }
  }

  @Test
  void a_watch_is_passed_on_event_by_event() throws IOException {
    CountDownLatch more = new CountDownLatch(1);
    server.script =
        request -> {
          request.answer("200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\none\n\r\n");
          await().until(() -> more.getCount() == 0);
          request.wire().send("4\r\ntwo\n\r\n0\r\n\r\n");
          return true;
        };
    try (Wire wire = gateway.connect()) {
      wire.send(get("/api/v1/pods?watch=1"));
      assertThat(wire.readHead().header("Transfer-Encoding")).isEqualTo("chunked");
      assertThat(wire.line()).isEqualTo("4");
      assertThat(wire.line()).isEqualTo("one");
      more.countDown();
      assertThat(wire.line()).isEmpty();
      assertThat(wire.line()).isEqualTo("4");
      assertThat(wire.line()).isEqualTo("two");
    }
  }

  @Test
  void a_watch_ends_at_the_apiserver_when_its_client_goes() throws IOException {
    CountDownLatch gone = new CountDownLatch(1);
    server.script =
        request -> {
          request.answer("200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\none\n\r\n");
          if (request.wire().isClosed()) {
            gone.countDown();
          }
          return false;
        };
    try (Wire wire = gateway.connect()) {
      wire.send(get("/api/v1/pods?watch=1"));
      assertThat(wire.readHead().status()).isEqualTo(200);
    }
    await().until(() -> gone.getCount() == 0);
  }

  @Test
  void a_body_in_chunks_is_streamed_up() throws IOException {
    server.script =
        request -> {
          assertThat(request.header("Transfer-Encoding")).isEqualTo("chunked");
          assertThat(request.wire().line()).isEqualTo("3");
          assertThat(request.wire().line()).isEqualTo("abc");
          // Answered before the rest is there, and so not together with it.
          request.answer("100 Continue\r\n\r\n");
          assertThat(request.wire().line()).isEqualTo("2");
          assertThat(request.wire().line()).isEqualTo("de");
          assertThat(request.wire().line()).isEqualTo("0");
          assertThat(request.wire().line()).isEmpty();
          return hello(request);
        };
    try (Wire wire = gateway.connect()) {
      wire.send("POST /a HTTP/1.1\r\nHost: gw\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
      await().until(() -> server.requests.size() == 1);
      assertThat(wire.send("2\r\nde\r\n0\r\n\r\n").read().body()).isEqualTo("hello");
    }
  }

  @Test
  void a_hundred_mebibytes_take_no_memory() throws IOException {
    byte[] mebibyte = new byte[1 << 20];
    Arrays.fill(mebibyte, (byte) 'x');
    server.script =
        request -> {
          request.answer("200 OK\r\nContent-Length: " + (100L << 20) + "\r\n\r\n");
          for (int i = 0; i < 100; i++) {
            request.wire().send(mebibyte);
          }
          return true;
        };
    try (Wire wire = gateway.connect()) {
      wire.send(get("/big"));
      assertThat(wire.readHead().header("Content-Length")).isEqualTo("104857600");
      long before = direct();
      for (int i = 0; i < 100; i++) {
        assertThat(wire.bytes(1 << 20)).isEqualTo(mebibyte);
      }
      assertThat(direct() - before).isLessThan(16 << 20);
    }
  }

  private static long direct() {
    return ByteBufAllocator.DEFAULT instanceof ByteBufAllocatorMetricProvider provider
        ? provider.metric().usedDirectMemory()
        : 0;
  }

  @Test
  void an_apiserver_that_is_away_is_a_status_for_kubectl() throws IOException {
    server.close();
    try (Wire wire = gateway.connect()) {
      Wire.Response response = wire.send(get("/api/v1/pods")).read();
      assertThat(response.status()).isEqualTo(502);
      assertThat(response.header("Content-Type")).isEqualTo("application/json");
      assertThat(response.body())
          .startsWith("{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{}")
          .contains("kubescribe gateway: the apiserver does not answer");
    }
  }

  @Test
  void a_cut_off_answer_is_cut_off_for_the_client_too() throws IOException {
    server.script =
        request -> {
          request.answer("200 OK\r\nContent-Length: 10\r\n\r\nhello");
          return false;
        };
    try (Wire wire = gateway.connect()) {
      wire.send(get("/a")).readHead();
      assertThat(new String(wire.rest(), StandardCharsets.UTF_8)).isEqualTo("hello");
    }
  }

  @Test
  void large_headers_pass() throws IOException {
    try (Wire wire = gateway.connect()) {
      Wire.Response response =
          wire.send(
                  "GET /a?command="
                      + "x".repeat(100_000)
                      + " HTTP/1.1\r\nHost: gw\r\nAuthorization: Bearer "
                      + "t".repeat(40 << 10)
                      + "\r\n\r\n")
              .read();
      assertThat(response.status()).isEqualTo(200);
    }
    assertThat(server.requests.getFirst().header("Authorization")).hasSize((40 << 10) + 7);
  }

  @Test
  void another_protocol_than_asked_for_is_not_passed_on() throws IOException {
    server.script =
        request -> {
          request.answer("101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n");
          return false;
        };
    try (Wire wire = gateway.connect()) {
      assertThat(wire.send(get("/a")).read().status()).isEqualTo(502);
    }
  }
}
