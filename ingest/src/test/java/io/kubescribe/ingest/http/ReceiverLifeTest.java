package io.kubescribe.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubescribe.core.config.ByteSize;
import io.kubescribe.core.config.HostPort;
import io.kubescribe.ingest.intake.Receipt;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What changes while it runs, and how it ends.
class ReceiverLifeTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final String RENEWED = "a-token-that-somebody-chose-0123456789";

  @TempDir private Path data;

  @Test
  void a_replaced_token_is_taken_while_it_runs() throws Exception {
    try (TestReceiver server =
        new TestReceiver(data, null, TestReceiver.within(LONG, LONG), ByteSize.ofMebibytes(8))) {
      String old = server.post("{}");
      assertThat(server.exchange(old).status()).isEqualTo(200);
      Files.writeString(data.resolve("ingest-tokens/prod"), RENEWED);
      long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
      while (server.exchange(old).status() != 401) {
        assertThat(System.nanoTime()).isLessThan(end);
      }
      assertThat(server.exchange(server.post("{}")).status()).isEqualTo(200);
    }
  }

  @Test
  void requests_under_way_are_answered_before_it_closes() throws Exception {
    CountDownLatch taken = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    TestReceiver server = new TestReceiver(data);
    HostPort address = server.receiver.address();
    server.intake.behaviour =
        _ -> {
          taken.countDown();
          release.await();
          return new Receipt(1, 0, 0);
        };
    try (Wire idle = server.connect();
        Wire working = server.connect();
        Wire sending = server.connect();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      String request = server.post("{}");
      working.send(request);
      taken.await();
      sending.send(request.substring(0, request.length() - 1));
      await(() -> server.inflight() >= 2 * "{}".length());

      Future<?> closing = threads.submit(server::close);
      assertThat(idle.isClosed()).isTrue();
      assertThatThrownBy(() -> Wire.to(address)).isInstanceOf(ConnectException.class);
      assertThat(closing.isDone()).isFalse();

      release.countDown();
      sending.send("}");
      for (Wire one : new Wire[] {working, sending}) {
        Wire.Response last = one.read();
        assertThat(last.status()).isEqualTo(200);
        assertThat(last.header("Connection")).isEqualTo("close");
        assertThat(one.isClosed()).isTrue();
        one.close();
      }
      closing.get();
    }
    assertThat(server.intake.taken).hasSize(2);
  }

  @Test
  void a_request_that_never_ends_holds_the_end_up_only_so_long() throws IOException {
    ReceiverLimits limits =
        new ReceiverLimits(10, LONG, LONG, LONG, LONG, Duration.ofMillis(100), LONG);
    TestReceiver server = new TestReceiver(data, null, limits, ByteSize.ofMebibytes(8));
    try (Wire stuck = server.connect()) {
      stuck.send(server.head("Content-Length: 2") + "\r\n");
      await(() -> server.inflight() == 2);
      server.close();
      assertThat(stuck.isClosed()).isTrue();
    }
    await(() -> server.inflight() == 0);
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.onSpinWait();
    }
  }
}
