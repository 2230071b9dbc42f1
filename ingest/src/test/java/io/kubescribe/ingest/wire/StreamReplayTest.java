package io.kubescribe.ingest.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kubescribe.ingest.session.CollectingSink;
import io.kubescribe.ingest.session.Conversation;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Compares what is decoded of captured connections with what a second decoder finds, which is
/// written in another language from the specification alone.
class StreamReplayTest {
  private static final int CUTS = Boolean.getBoolean("kubescribe.soak") ? 100 : 4;

  @Test
  void both_decoders_find_the_same_in_every_capture() throws Exception {
    List<Path> files = Capture.files();
    assumeTrue(!files.isEmpty(), "no captured streams");
    List<JsonNode> expected = SecondDecoder.decode(files);
    assertThat(expected).hasSameSizeAs(files);
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    int sessions = 0;
    for (int i = 0; i < files.size(); i++) {
      Capture capture = new Capture(files.get(i));
      boolean session = expected.get(i).get("session").asBoolean();
      assertThat(capture.protocol().isPresent()).isEqualTo(session);
      if (session) {
        sessions++;
        Conversation talk = capture.conversation(new WireDecoders(() -> 0));
        String what = "%s, seed %d".formatted(files.get(i).getFileName(), seed);
        List<String> whole = talk.decodedWhole().lines();
        for (int cut = 0; cut < CUTS; cut++) {
          CollectingSink found = talk.decodedCut(random);
          assertThat(found.lines()).as(what).isEqualTo(whole);
          assertThat(SecondDecoder.summary(found)).as(what).isEqualTo(expected.get(i));
        }
      }
    }
    assertThat(sessions).isGreaterThan(30);
  }
}
