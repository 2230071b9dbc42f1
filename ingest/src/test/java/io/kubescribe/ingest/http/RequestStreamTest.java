package io.kubescribe.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.ingest.intake.Receipt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Requests as they come over a connection: in pieces, one behind the other, many at once.
class RequestStreamTest {
  private static final String BODY = "{\"items\":[]}";

  @TempDir private Path data;
  private TestReceiver server;

  @BeforeEach
  void start() throws IOException {
    server = new TestReceiver(data);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void a_request_may_be_split_at_every_byte() throws IOException {
    byte[] request =
        server
            .post(BODY, "X-Spaced: a  b, c", "Content-Type: application/json")
            .getBytes(StandardCharsets.UTF_8);
    try (Wire wire = server.connect()) {
      for (int at = 1; at < request.length; at++) {
        wire.send(Arrays.copyOf(request, at));
        wire.send(Arrays.copyOfRange(request, at, request.length));
        assertThat(wire.read().status()).as("split at %d", at).isEqualTo(200);
      }
    }
    assertThat(server.intake.bodies()).isEqualTo(Collections.nCopies(request.length - 1, BODY));
  }

  @Test
  void a_request_may_come_byte_by_byte_and_in_chunks() throws IOException {
    String request =
        server.head("Transfer-Encoding: chunked")
            + "\r\n5;x=y\r\nhello\r\n1\r\n!\r\n0\r\nTrailer: x\r\n\r\n";
    try (Wire wire = server.connect()) {
      for (byte b : request.getBytes(StandardCharsets.UTF_8)) {
        wire.send(new byte[] {b});
      }
      assertThat(wire.read().status()).isEqualTo(200);
    }
    assertThat(server.intake.bodies()).containsExactly("hello!");
  }

  @Test
  void pipelined_requests_are_answered_in_order() throws IOException {
    StringBuilder requests = new StringBuilder();
    for (int i = 0; i < 50; i++) {
      requests.append(server.post("body " + i));
    }
    requests.append("GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n").append(server.post("last"));
    server.intake.behaviour =
        delivery -> new Receipt(delivery.body().length, server.intake.taken.size(), 0);
    try (Wire wire = server.connect()) {
      wire.send(requests.toString());
      for (int i = 0; i < 50; i++) {
        assertThat(wire.read().body()).contains("\"duplicates\":" + i + ",");
      }
      assertThat(wire.read().status()).isEqualTo(404);
      assertThat(wire.read().status()).isEqualTo(200);
    }
    assertThat(server.intake.bodies()).hasSize(51).endsWith("last");
  }

  @Test
  void whoever_pipelines_hundreds_in_one_piece_is_closed() throws IOException {
    CountDownLatch release = new CountDownLatch(1);
    server.intake.behaviour =
        _ -> {
          release.await();
          return new Receipt(1, 0, 0);
        };
    try (Wire wire = server.connect()) {
      wire.send(server.post(BODY) + "GET / HTTP/1.1\r\nHost: x\r\n\r\n".repeat(1_000));
      assertThat(wire.isClosed()).isTrue();
    } finally {
      release.countDown();
    }
  }

  @Test
  void a_connection_serves_many_requests_until_the_client_wants_no_more() throws IOException {
    try (Wire wire = server.connect()) {
      for (int i = 0; i < 20; i++) {
        assertThat(wire.send(server.post(BODY)).read().header("Connection")).isEmpty();
      }
      Wire.Response last = wire.send(server.post(BODY, "Connection: close")).read();
      assertThat(last.status()).isEqualTo(200);
      assertThat(last.header("Connection")).isEqualTo("close");
      assertThat(wire.isClosed()).isTrue();
    }
  }

  @Test
  void a_refusal_without_body_keeps_the_connection() throws IOException {
    try (Wire wire = server.connect()) {
      String unauthorized = "POST /audit/prod HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n";
      assertThat(wire.send(unauthorized).read().status()).isEqualTo(401);
      assertThat(wire.send(server.post(BODY)).read().status()).isEqualTo(200);
    }
  }

  @Test
  void http_1_0_is_answered_and_closed() throws IOException {
    try (Wire wire = server.connect()) {
      wire.send(server.post(BODY).replace("HTTP/1.1", "HTTP/1.0"));
      assertThat(wire.read().status()).isEqualTo(200);
      assertThat(wire.isClosed()).isTrue();
    }
  }

  @Test
  void a_client_that_asks_first_is_told_to_continue() throws IOException {
    try (Wire wire = server.connect()) {
      wire.send(server.head("Content-Length: 2", "Expect: 100-continue") + "\r\n");
      assertThat(wire.readHead().status()).isEqualTo(100);
      assertThat(wire.send("{}").read().status()).isEqualTo(200);
    }
  }

  @Test
  void a_client_that_asks_first_is_refused_before_it_sends() throws IOException {
    try (Wire wire = server.connect()) {
      wire.send(
          server
              .post("")
              .replace("Bearer", "Basic")
              .replace("Length: 0", "Length: 2\r\nExpect: 100-continue"));
      assertThat(wire.read().status()).isEqualTo(401);
      assertThat(wire.isClosed()).isTrue();
    }
  }

  @Test
  void a_client_may_end_its_side_and_still_reads_its_answers() throws IOException {
    try (Wire wire = server.connect()) {
      wire.send(server.post("one") + server.post("two"));
      wire.socket.shutdownOutput();
      assertThat(wire.read().status()).isEqualTo(200);
      assertThat(wire.read().status()).isEqualTo(200);
      assertThat(wire.isClosed()).isTrue();
    }
  }

  @Test
  void a_body_that_ends_before_its_length_is_refused() throws IOException {
    try (Wire wire = server.connect()) {
      wire.send(server.head("Content-Length: 100") + "\r\n{}");
      wire.socket.shutdownOutput();
      assertThat(wire.read().status()).isEqualTo(400);
      assertThat(wire.isClosed()).isTrue();
    }
    assertThat(server.intake.taken).isEmpty();
    assertThat(server.inflight()).isZero();
  }

  @Test
  void two_hundred_connections_at_once_are_all_served() throws Exception {
    List<Wire> wires = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 200; i++) {
        wires.add(server.connect());
      }
      String request = server.post(BODY);
      List<Future<Integer>> served = new ArrayList<>();
      for (Wire wire : wires) {
        served.add(
            threads.submit(() -> {
              int good = 0;
              for (int i = 0; i < 5; i++) {
                good += wire.send(request).read().status() == 200 ? 1 : 0;
              }
              return good;
            }));
      }
      for (Future<Integer> one : served) {
        assertThat(one.get()).isEqualTo(5);
      }
    } finally {
      for (Wire wire : wires) {
        wire.close();
      }
    }
    assertThat(server.intake.taken).hasSize(1_000);
  }
}
