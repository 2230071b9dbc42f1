package io.kubescribe.ingest.spdy;

import static io.kubescribe.ingest.spdy.SpdyPeer.data;
import static io.kubescribe.ingest.spdy.SpdyPeer.fin;
import static io.kubescribe.ingest.spdy.SpdyPeer.ping;
import static io.kubescribe.ingest.spdy.SpdyPeer.reset;

import io.kubescribe.core.session.RequestedStreams;
import io.kubescribe.core.session.SessionProtocol;
import io.kubescribe.ingest.session.Conversation;
import io.kubescribe.ingest.session.Fuzz;
import io.netty.buffer.Unpooled;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("soak")
class SpdyFuzzTest {
  private static final SessionProtocol[] PROTOCOLS = {
    SessionProtocol.SPDY_V4, SessionProtocol.SPDY_V2, SessionProtocol.SPDY_PORT_FORWARD
  };

  private static final String[] CONTENTS = {
    "", "a", "hello\r\n", "{\"Width\":80,\"Height\":24}\n", "{\"status\":\"Success\"}"
  };

  private static final String[] TYPES = {
    "error", "stdin", "stdout", "stderr", "resize", "data", "other"
  };

  @Test
  void damaged_conversations_are_followed_alike_however_they_are_cut() {
    Fuzz.run(SpdyFuzzTest::conversation);
  }

  private static Conversation conversation(Random random) {
    Conversation talk =
        new Conversation(
            (chosen, streams, sink, allocator) ->
                new SpdyDecoder(chosen, streams, sink, allocator, () -> 0),
            PROTOCOLS[random.nextInt(PROTOCOLS.length)],
            new RequestedStreams(true, true, true, random.nextBoolean()));
    SpdyPeer client = new SpdyPeer();
    SpdyPeer server = new SpdyPeer();
    int streams = 1 + random.nextInt(6);
    for (int i = 0; i < streams; i++) {
      String type = TYPES[random.nextInt(TYPES.length)];
      String request = Integer.toString(i / 2);
      talk.client(client.open(2 * i + 1, "streamtype", type, "port", "80", "requestid", request));
      if (random.nextInt(8) > 0) {
        talk.server(server.reply(2 * i + 1));
      }
    }
    for (int i = random.nextInt(20); i > 0; i--) {
      byte[] frame = frame(random, 2 * random.nextInt(streams + 1) + 1);
      if (random.nextBoolean()) {
        talk.client(frame);
      } else {
        talk.server(frame);
      }
    }
    return talk;
  }

  private static byte[] frame(Random random, int stream) {
    return switch (random.nextInt(8)) {
      case 0 -> fin(stream);
      case 1 -> reset(stream);
      case 2 -> ping(random.nextInt());
      case 3 -> SpdyPeer.control(4, 0, Unpooled.buffer().writeInt(1).writeLong(random.nextLong()));
      case 4 -> data(stream, 0, new byte[random.nextInt(20_000)]);
      default -> data(stream, CONTENTS[random.nextInt(CONTENTS.length)]);
    };
  }
}
