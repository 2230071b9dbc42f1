package io.kubescribe.ingest.gateway;

import static io.kubescribe.ingest.gateway.SimulatedGateway.TOKEN;
import static io.kubescribe.ingest.gateway.SimulatedGateway.V5;
import static io.kubescribe.ingest.gateway.SimulatedGateway.exec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kubescribe.core.session.EndReason;
import io.kubescribe.core.session.SequencedRecord;
import io.kubescribe.core.session.SessionRecord;
import io.kubescribe.core.session.SessionRecordCodec;
import io.kubescribe.ingest.recording.RecorderLimits;
import io.kubescribe.ingest.recording.SessionRecorder;
import io.kubescribe.ingest.simulated.RawClient;
import io.kubescribe.ingest.simulated.process.Ending;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Many sessions, and a very large one, through a gateway and the real recorder, to a log that
/// takes everything and keeps nothing.
@Tag("soak")
class ManyRecordedSessionsTest {
  private static final int SESSIONS = 200;
  private static final long OUTPUT = Boolean.getBoolean("kubescribe.soak") ? 1L << 30 : 64L << 20;
  private static final int CHUNK = 32 << 10;

  /// What the socket buffers and the window can hold of a session that nobody reads.
  private static final long MOST_UNDERWAY = 32L << 20;

  private static final long MOST_GROWTH = 16L << 20;

  @TempDir private Path folder;
  private final AtomicLong written = new AtomicLong();
  private final AtomicLong recorded = new AtomicLong();
  private final List<SessionRecord.End> ends = new ArrayList<>();

  private SessionRecorder recorder() {
    SessionRecorder recorder =
        new SessionRecorder(
            this::take, RecorderLimits.DEFAULT, System::nanoTime, new SimpleMeterRegistry());
    recorder.start();
    return recorder;
  }

  private synchronized CompletableFuture<RecordMetadata> take(
      ProducerRecord<byte[], byte[]> record) {
    try {
      SequencedRecord sequenced = SessionRecordCodec.decode(record.value());
      switch (sequenced.record()) {
        case SessionRecord.Data data -> recorded.addAndGet(data.bytes().length);
        case SessionRecord.End end -> ends.add(end);
        default -> {}
      }
      return CompletableFuture.completedFuture(null);
    } catch (Exception e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private synchronized List<SessionRecord.End> ends() {
    return List.copyOf(ends);
  }

  private void flood(SimulatedGateway gateway, long bytes) {
    gateway.fixture.cluster.register(
        "flood",
        io -> {
          byte[] chunk = new byte[CHUNK];
          for (long left = bytes; left > 0; left -= CHUNK) {
            io.stdout().write(chunk);
            written.addAndGet(CHUNK);
          }
          return Ending.OK;
        });
  }

  @Test
  void two_hundred_sessions_go_on_while_one_client_reads_nothing() throws Exception {
    List<RawClient> clients = new ArrayList<>();
    try (SessionRecorder recorder = recorder();
        SimulatedGateway gateway = new SimulatedGateway(folder, recorder)) {
      flood(gateway, Long.MAX_VALUE);
      try {
        RawClient stalled = gateway.connect();
        clients.add(stalled);
        var _ = stalled.webSocket(exec("stdout=1&command=flood"), V5, TOKEN);
        for (int i = 0; i < SESSIONS; i++) {
          RawClient client = gateway.connect();
          clients.add(client);
          assertThat(client.webSocket(exec("stdin=1&stdout=1&command=cat"), V5, TOKEN))
              .startsWith("HTTP/1.1 101 ");
          assertThat(client.frame()).isEqualTo("82 \1");
        }
        assertThat(gateway.sessions.live()).hasSize(SESSIONS + 1);
        for (RawClient client : clients.subList(1, clients.size())) {
          client.message(0, "each");
        }
        for (RawClient client : clients.subList(1, clients.size())) {
          assertThat(client.frame()).isEqualTo("82 \1each");
        }
        AtomicLong before = new AtomicLong(-1);
        await()
            .pollInterval(Duration.ofMillis(300))
            .until(() -> written.get() == before.getAndSet(written.get()));
        assertThat(written.get()).isBetween(1L, MOST_UNDERWAY);
      } finally {
        for (RawClient client : clients) {
          client.close();
        }
      }
      await().until(() -> ends().size() == SESSIONS + 1);
      assertThat(ends())
          .extracting(SessionRecord.End::reason)
          .containsOnly(EndReason.CLIENT_CLOSED);
    }
  }

  @Test
  void memory_stays_flat_over_a_large_output_of_which_every_byte_is_recorded() throws Exception {
    try (SessionRecorder recorder = recorder();
        SimulatedGateway gateway = new SimulatedGateway(folder, recorder);
        RawClient client = gateway.connect()) {
      flood(gateway, OUTPUT);
      var _ = client.webSocket(exec("stdout=1&command=flood"), V5, TOKEN);
      long received = receive(client, OUTPUT / 4);
      long heap = heap();
      long direct = direct();
      received += receive(client, OUTPUT - received);
      assertThat(heap() - heap).isLessThan(MOST_GROWTH);
      assertThat(direct() - direct).isLessThan(MOST_GROWTH);
      assertThat(client.channel(3)).contains("\"status\":\"Success\"");
      assertThat(received).isEqualTo(OUTPUT);
    }
    assertThat(recorded.get()).isEqualTo(OUTPUT);
    assertThat(ends())
        .singleElement()
        .satisfies(end -> {
          assertThat(end.totals())
              .singleElement()
              .extracting("bytes", "missing")
              .containsExactly(OUTPUT, 0L);
        });
  }

  /// Reads so many bytes of stdout.
  private static long receive(RawClient client, long bytes) throws Exception {
    long received = 0;
    while (received < bytes) {
      String frame = client.frame();
      assertThat(frame).startsWith("82 \1");
      received += frame.length() - "82 \1".length();
    }
    return received;
  }

  private static long heap() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static long direct() {
    return ByteBufAllocator.DEFAULT instanceof ByteBufAllocatorMetricProvider provider
        ? provider.metric().usedDirectMemory()
        : 0;
  }
}
