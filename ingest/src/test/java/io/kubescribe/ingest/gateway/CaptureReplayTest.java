package io.kubescribe.ingest.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kubescribe.core.session.RecordingMode;
import io.kubescribe.ingest.http.Wire;
import io.kubescribe.ingest.wire.Capture;
import io.kubescribe.ingest.wire.SecondDecoder;
import io.kubescribe.ingest.wire.WireDecoders;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Every captured connection passes a gateway unchanged, and what is recorded of it is what a
/// second decoder, in another language, finds in the capture.
@Tag("soak")
class CaptureReplayTest {
  private static final int ROUNDS = Boolean.getBoolean("kubescribe.soak") ? 50 : 1;

  @TempDir Path folder;

  @Test
  void every_capture_passes_unchanged_and_is_recorded_as_the_second_decoder_reads_it()
      throws Exception {
    List<Path> files = Capture.files();
    assumeTrue(!files.isEmpty(), "no captured streams");
    List<JsonNode> expected = SecondDecoder.decode(files);
    long seed = Long.getLong("kubescribe.seed", System.nanoTime());
    Random random = new Random(seed);
    HandOver server = new HandOver();
    try (TestGateway gateway =
        new TestGateway(
            folder,
            new ScriptedServer(server),
            TestGateway.config(RecordingMode.STRICT, false, false),
            GatewayLimits.DEFAULT,
            new WireDecoders(System::nanoTime))) {
      for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < files.size(); i++) {
          String what = "%s, -Dkubescribe.seed=%d".formatted(files.get(i).getFileName(), seed);
          try {
            replay(gateway, server, new Capture(files.get(i)), expected.get(i), random);
          } catch (Exception | AssertionError e) {
            throw new AssertionError(what, e);
          }
        }
      }
    }
  }

  private static void replay(
      TestGateway gateway, HandOver server, Capture capture, JsonNode expected, Random random)
      throws Exception {
    gateway.recordings.begun.clear();
    try (Wire client = gateway.connect()) {
      CapturedExchange exchange = new CapturedExchange(capture, server, client, random);
      if (capture.protocol().isEmpty()) {
        exchange.playRequests();
        assertThat(gateway.recordings.begun).isEmpty();
        return;
      }
      String id = exchange.playSession();
      FakeRecordings.Fake recording = gateway.recordings.only();
      assertThat(recording.id).hasToString(id);
      await().until(() -> recording.reason != null);
      assertThat(SecondDecoder.summary(recording.told)).isEqualTo(expected);
    }
  }
}
