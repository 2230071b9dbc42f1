package io.kubescribe.ingest.ws;

import static io.kubescribe.ingest.ws.ClientFrames.frame;
import static io.kubescribe.ingest.ws.ClientFrames.payload;
import static io.kubescribe.ingest.ws.ClientFrames.server;

import io.kubescribe.core.session.RequestedStreams;
import io.kubescribe.core.session.SessionProtocol;
import io.kubescribe.ingest.session.Conversation;
import io.kubescribe.ingest.session.Fuzz;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("soak")
class WebSocketFuzzTest {
  private static final List<SessionProtocol> PROTOCOLS =
      Arrays.stream(SessionProtocol.values())
          .filter(p -> p.transport() == SessionProtocol.Transport.WEBSOCKET && !p.isPortForward())
          .toList();

  private static final String[] CONTENTS = {
    "", "a", "hello\r\n", "{\"Width\":80,\"Height\":24}\n", "{\"status\":\"Success\"}", "\0"
  };

  @Test
  void damaged_conversations_are_followed_alike_however_they_are_cut() {
    Fuzz.run(WebSocketFuzzTest::conversation);
  }

  private static Conversation conversation(Random random) {
    SessionProtocol protocol = PROTOCOLS.get(random.nextInt(PROTOCOLS.size()));
    RequestedStreams asked =
        new RequestedStreams(
            random.nextInt(5) > 0, true, random.nextBoolean(), random.nextBoolean());
    Conversation talk =
        new Conversation(
            (chosen, streams, sink, allocator) ->
                new WebSocketDecoder(chosen, streams, sink, allocator, () -> 0),
            protocol,
            asked);
    for (int i = random.nextInt(12); i >= 0; i--) {
      if (random.nextBoolean()) {
        talk.client(frame(first(random), message(random, protocol, 0, 4, 255)));
      } else {
        talk.server(server(first(random), message(random, protocol, 1, 2, 3)));
      }
    }
    return talk;
  }

  private static int first(Random random) {
    int[] usual = {0x82, 0x82, 0x81, 0x02, 0x00, 0x80, 0x88, 0x89, 0x8a};
    return usual[random.nextInt(usual.length)];
  }

  private static byte[] message(Random random, SessionProtocol protocol, int... channels) {
    int channel = channels[random.nextInt(channels.length)];
    String content = CONTENTS[random.nextInt(CONTENTS.length)];
    if (random.nextInt(20) == 0) {
      content = "x".repeat(random.nextInt(70_000));
    }
    return protocol.isBase64()
        ? payload(
            '0' + channel,
            Base64.getEncoder().encodeToString(content.getBytes(StandardCharsets.US_ASCII)))
        : payload(channel, content);
  }
}
