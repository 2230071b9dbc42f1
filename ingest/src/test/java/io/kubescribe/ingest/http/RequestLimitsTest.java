package io.kubescribe.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.config.ByteSize;
import io.kubescribe.ingest.intake.Receipt;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How large, how long and how many. B12 and B14 of the catalogue of bad inputs.
class RequestLimitsTest {
  private static final ByteSize MEMORY = ByteSize.ofMebibytes(4);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir private Path data;

  private TestReceiver server(ReceiverLimits limits) throws IOException {
    return new TestReceiver(data, null, limits, MEMORY);
  }

  @Test
  void the_largest_body_is_taken() throws IOException {
    try (TestReceiver server = server(TestReceiver.LIMITS)) {
      String largest = "x".repeat(TestReceiver.MAX_BODY);
      assertThat(server.exchange(server.post(largest)).status()).isEqualTo(200);
      String chunked =
          server.head("Transfer-Encoding: chunked")
              + "\r\n"
              + Integer.toHexString(TestReceiver.MAX_BODY)
              + "\r\n"
              + largest
              + "\r\n0\r\n\r\n";
      assertThat(server.exchange(chunked).status()).isEqualTo(200);
      assertThat(server.intake.bodies()).containsExactly(largest, largest);
      assertThat(server.inflight()).isZero();
    }
  }

  @Test
  void one_byte_more_is_refused_by_its_length_before_it_is_sent() throws IOException {
    try (TestReceiver server = server(TestReceiver.LIMITS);
        Wire wire = server.connect()) {
      wire.send(server.head("Content-Length: " + (TestReceiver.MAX_BODY + 1)) + "\r\n");
      assertThat(wire.read().status()).isEqualTo(413);
      assertThat(wire.isClosed()).isTrue();
      assertThat(server.refused("too_large")).isEqualTo(1);
    }
  }

  @Test
  void one_byte_more_in_chunks_is_refused_while_it_streams() throws IOException {
    try (TestReceiver server = server(TestReceiver.LIMITS);
        Wire wire = server.connect()) {
      wire.send(
          server.head("Transfer-Encoding: chunked")
              + "\r\n"
              + Integer.toHexString(TestReceiver.MAX_BODY + 1)
              + "\r\n"
              + "x".repeat(TestReceiver.MAX_BODY + 1));
      assertThat(wire.read().status()).isEqualTo(413);
      assertThat(server.inflight()).isZero();
      assertThat(server.intake.taken).isEmpty();
    }
  }

  @Test
  void a_sender_of_far_too_much_still_reads_why() throws Exception {
    try (TestReceiver server = server(TestReceiver.LIMITS);
        Wire wire = server.connect();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      String head = server.head("Content-Length: 33554432") + "\r\n";
      Future<Wire> sent = threads.submit(() -> wire.send(head).send(new byte[32 << 20]));
      assertThat(wire.read().status()).isEqualTo(413);
      sent.get();
    }
  }

  @Test
  void a_body_that_never_ends_is_given_up() throws IOException {
    try (TestReceiver server = server(TestReceiver.within(SHORT, LONG));
        Wire wire = server.connect()) {
      wire.send(server.head("Transfer-Encoding: chunked") + "\r\n5\r\nhello\r\n");
      Wire.Response response = wire.read();
      assertThat(response.status()).isEqualTo(408);
      assertThat(response.header("Connection")).isEqualTo("close");
      assertThat(wire.isClosed()).isTrue();
      assertThat(server.intake.taken).isEmpty();
      assertThat(server.inflight()).isZero();
    }
  }

  @Test
  void a_body_that_drips_gets_no_more_time() throws Exception {
    try (TestReceiver server = server(TestReceiver.within(SHORT, LONG));
        Wire wire = server.connect();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      wire.send(server.head("Content-Length: 1000000") + "\r\n");
      CountDownLatch answered = new CountDownLatch(1);
      Future<Wire> dripping =
          threads.submit(() -> {
            while (!answered.await(20, TimeUnit.MILLISECONDS)) {
              wire.send("x");
            }
            return wire;
          });
      assertThat(wire.read().status()).isEqualTo(408);
      answered.countDown();
      dripping.get();
    }
  }

  @Test
  void an_intake_that_never_returns_is_not_waited_for() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    try (TestReceiver server = server(TestReceiver.within(SHORT, LONG));
        Wire wire = server.connect()) {
      server.intake.behaviour =
          _ -> {
            release.await();
            return new Receipt(1, 0, 0);
          };
      Wire.Response response = wire.send(server.post("{}")).read();
      assertThat(response.status()).isEqualTo(503);
      assertThat(response.header("Retry-After")).isEqualTo("20");
      assertThat(wire.isClosed()).isTrue();
      assertThat(server.inflight()).isEqualTo(2);
      release.countDown();
      await(() -> server.inflight() == 0);
      assertThat(server.exchange(server.post("{}")).status()).isEqualTo(200);
    }
  }

  @Test
  void headers_that_never_end_are_given_up() throws IOException {
    try (TestReceiver server = server(TestReceiver.within(SHORT, LONG));
        Wire wire = server.connect()) {
      wire.send("POST /audit/prod HTTP/1.1\r\nHost: x\r\n");
      assertThat(wire.read().status()).isEqualTo(408);
      assertThat(wire.isClosed()).isTrue();
      assertThat(server.refused("too_slow")).isEqualTo(1);
    }
  }

  @Test
  void a_connection_without_a_request_is_closed() throws IOException {
    try (TestReceiver server = server(TestReceiver.within(SHORT, LONG));
        Wire wire = server.connect()) {
      assertThat(wire.isClosed()).isTrue();
    }
  }

  @Test
  void an_idle_connection_is_closed() throws IOException {
    try (TestReceiver server = server(TestReceiver.within(LONG, SHORT));
        Wire wire = server.connect()) {
      assertThat(wire.send(server.post("{}")).read().status()).isEqualTo(200);
      assertThat(wire.isClosed()).isTrue();
    }
  }

  @Test
  void slow_senders_do_not_hold_up_others() throws IOException {
    try (TestReceiver server = server(TestReceiver.within(LONG, LONG))) {
      List<Wire> slow = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        slow.add(server.connect().send("POST /audit/prod HTTP/1.1\r\nHo"));
        slow.add(server.connect().send(server.head("Transfer-Encoding: chunked") + "\r\n1\r\n"));
      }
      for (int i = 0; i < 20; i++) {
        assertThat(server.exchange(server.post("{}")).status()).isEqualTo(200);
      }
      for (Wire wire : slow) {
        wire.close();
      }
    }
  }

  @Test
  void a_webhook_is_answered_in_time_whatever_the_intake_does() throws Exception {
    ReceiverLimits impatient =
        new ReceiverLimits(8, LONG, Duration.ofMillis(50), LONG, Duration.ofSeconds(1), LONG, LONG);
    CountDownLatch release = new CountDownLatch(1);
    try (TestReceiver server = server(impatient);
        Wire imported = server.connect()) {
      server.intake.behaviour =
          _ -> {
            release.await();
            return new Receipt(1, 0, 0);
          };
      imported.send(server.post("{}", "Kubescribe-Import: run"));
      Wire.Response late = server.exchange(server.post("{}"));
      assertThat(late.status()).isEqualTo(503);
      assertThat(late.header("Retry-After")).isEqualTo("20");
      assertThat(late.header("Connection")).isEqualTo("close");
      release.countDown();
      assertThat(imported.read().status()).isEqualTo(200);
    } finally {
      release.countDown();
    }
  }

  @Test
  void too_many_connections_are_closed_at_once() throws IOException {
    ReceiverLimits few =
        new ReceiverLimits(8, LONG, LONG, LONG, Duration.ofSeconds(1), Duration.ofSeconds(1), LONG);
    List<Wire> wires = new ArrayList<>();
    try (TestReceiver server = server(few)) {
      // Half of all may come from one address.
      for (int i = 0; i < 4; i++) {
        wires.add(server.connect());
        assertThat(wires.getLast().send(server.post("{}")).read().status()).isEqualTo(200);
      }
      try (Wire over = server.connect()) {
        assertThat(over.isClosed()).isTrue();
      }
      assertThat(wires.getFirst().send(server.post("{}")).read().status()).isEqualTo(200);
      assertThat(server.metrics.get("kubescribe.audit.connections.refused").functionCounter())
          .extracting(counter -> counter.count())
          .isEqualTo(1.0);
    } finally {
      for (Wire wire : wires) {
        wire.close();
      }
    }
  }

  @Test
  void when_memory_is_taken_the_sender_shall_come_again() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch held = new CountDownLatch(3);
    try (TestReceiver server = server(TestReceiver.LIMITS);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      server.intake.behaviour =
          _ -> {
            held.countDown();
            release.await();
            return new Receipt(1, 0, 0);
          };
      String largest = server.post("x".repeat(TestReceiver.MAX_BODY));
      List<Future<Wire.Response>> holding = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        holding.add(threads.submit(() -> server.exchange(largest)));
      }
      held.await();

      // Of 4 MiB the one cluster has 3; the last is left for another.
      Wire.Response refused = server.exchange(largest);
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.header("Retry-After")).isEqualTo("20");
      assertThat(server.refused("no_room")).isEqualTo(1);
      String other =
          largest
              .replace("/audit/prod", "/audit/dev")
              .replace(server.token("prod"), server.token("dev"));
      holding.add(threads.submit(() -> server.exchange(other)));
      release.countDown();
      for (Future<Wire.Response> one : holding) {
        assertThat(one.get().status()).isEqualTo(200);
      }
      assertThat(server.exchange(largest).status()).isEqualTo(200);
      assertThat(server.inflight()).isZero();
    }
  }

  @Test
  void a_promised_length_takes_memory_only_from_who_may_send() throws IOException {
    try (TestReceiver server = server(TestReceiver.LIMITS)) {
      String request = "POST /audit/prod HTTP/1.1\r\nHost: x\r\nContent-Length: 1048576\r\n\r\n{}";
      assertThat(server.exchange(request).status()).isEqualTo(401);
      assertThat(server.inflight()).isZero();
    }
  }

  @Test
  void a_sender_that_goes_away_gives_its_memory_back() throws Exception {
    try (TestReceiver server = server(TestReceiver.LIMITS)) {
      try (Wire wire = server.connect()) {
        wire.send(server.head("Content-Length: 1000000") + "\r\n{}");
        await(() -> server.inflight() == 1_000_000);
        wire.socket.setSoLinger(true, 0);
      }
      await(() -> server.inflight() == 0);
      assertThat(server.intake.taken).isEmpty();
    }
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.onSpinWait();
    }
  }
}
