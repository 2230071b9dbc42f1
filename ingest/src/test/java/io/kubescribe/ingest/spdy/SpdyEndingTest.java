package io.kubescribe.ingest.spdy;

import static io.kubescribe.ingest.session.Conversation.hex;
import static io.kubescribe.ingest.session.Conversation.joined;
import static io.kubescribe.ingest.spdy.SpdyPeer.data;
import static io.kubescribe.ingest.spdy.SpdyPeer.fin;
import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.session.RequestedStreams;
import io.kubescribe.core.session.SessionProtocol;
import io.kubescribe.ingest.session.CollectingSink;
import io.kubescribe.ingest.session.SessionDecoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.junit.jupiter.api.Test;

class SpdyEndingTest {
  private static final RequestedStreams PIPES = new RequestedStreams(true, true, true, false);
  private static final RequestedStreams TERMINAL = new RequestedStreams(true, true, false, true);
  private static final String STATUS =
      "{\"metadata\":{},\"status\":\"Failure\",\"message\":\"no\","
          + "\"reason\":\"InternalError\",\"code\":500}";

  private final SpdyPeer client = new SpdyPeer();
  private final SpdyPeer server = new SpdyPeer();
  private final byte[] open = client.openAll("error", "stdin", "stdout", "stderr");
  private final byte[] replies =
      joined(server.reply(1), server.reply(3), server.reply(5), server.reply(7));

  private static SessionDecoder decoder(
      SessionProtocol protocol, RequestedStreams asked, CollectingSink sink) {
    return new SpdyDecoder(protocol, asked, sink, UnpooledByteBufAllocator.DEFAULT, () -> 0);
  }

  private SessionDecoder opened(SessionProtocol protocol, RequestedStreams asked) {
    SessionDecoder decoder = decoder(protocol, asked, new CollectingSink());
    decoder.client(Unpooled.wrappedBuffer(open));
    decoder.server(Unpooled.wrappedBuffer(replies));
    return decoder;
  }

  private static byte[] taken(ByteBuf bytes) {
    byte[] copy = ByteBufUtil.getBytes(bytes);
    bytes.release();
    return copy;
  }

  @Test
  void an_ending_closes_output_tells_the_status_and_goes_away() {
    SessionDecoder decoder = opened(SessionProtocol.SPDY_V4, PIPES);
    assertThat(taken(decoder.ending("no")))
        .isEqualTo(
            joined(
                fin(5),
                fin(7),
                data(1, STATUS),
                fin(1),
                hex("80030007 00000008 00000007 00000000")));
    decoder.server(Unpooled.wrappedBuffer(joined(fin(5), fin(7))));
    assertThat(taken(decoder.ending("no"))).startsWith(joined(data(1, STATUS), fin(1)));
    assertThat(taken(opened(SessionProtocol.SPDY_V3, PIPES).ending("no")))
        .startsWith(joined(fin(5), fin(7), data(1, "no"), fin(1)));
  }

  @Test
  void an_ending_after_any_byte_is_understood() {
    byte[] bytes =
        joined(data(5, "abc"), data(7, "d"), SpdyPeer.ping(2), fin(7), data(5, 0, new byte[300]));
    for (int length = 0; length <= bytes.length; length++) {
      SessionDecoder cut = opened(SessionProtocol.SPDY_V4, PIPES);
      cut.server(Unpooled.wrappedBuffer(bytes, 0, length));
      byte[] ending = taken(cut.ending("no"));
      if (ending.length == 0) {
        assertThat(cut.atServerBoundary()).isFalse();
        continue;
      }
      CollectingSink sink = new CollectingSink();
      SessionDecoder reader = decoder(SessionProtocol.SPDY_V4, PIPES, sink);
      reader.client(Unpooled.wrappedBuffer(open));
      reader.server(Unpooled.wrappedBuffer(joined(replies, bytes), 0, replies.length + length));
      reader.server(Unpooled.wrappedBuffer(ending));
      assertThat(sink.flaws()).as("after %d bytes", length).isEmpty();
      assertThat(sink.lines()).as("after %d bytes", length).endsWith("status " + STATUS);
    }
  }

  @Test
  void no_ending_is_possible_before_the_error_stream_stands_or_in_a_large_frame() {
    CollectingSink sink = new CollectingSink();
    SessionDecoder early = decoder(SessionProtocol.SPDY_V4, PIPES, sink);
    early.client(Unpooled.wrappedBuffer(open));
    assertThat(early.ending("no").isReadable()).isFalse();
    SessionDecoder inFrame = opened(SessionProtocol.SPDY_V4, PIPES);
    inFrame.server(Unpooled.wrappedBuffer(hex("00000005 00100000 61")));
    assertThat(inFrame.ending("no").isReadable()).isFalse();
    SessionDecoder gone = opened(SessionProtocol.SPDY_V4, PIPES);
    gone.server(Unpooled.wrappedBuffer(hex("80030007 00000008 00000007 00000000")));
    assertThat(gone.ending("no").isReadable()).isFalse();
  }

  @Test
  void a_banner_waits_for_its_stream() {
    SessionDecoder decoder = decoder(SessionProtocol.SPDY_V4, PIPES, new CollectingSink());
    decoder.client(Unpooled.wrappedBuffer(open));
    assertThat(decoder.banner("a\n").isReadable()).isFalse();
    decoder.server(Unpooled.wrappedBuffer(replies));
    assertThat(taken(decoder.banner("a\n"))).isEqualTo(data(7, "a\n"));
    assertThat(taken(opened(SessionProtocol.SPDY_V4, TERMINAL).banner("a\n")))
        .isEqualTo(data(5, "a\r\n"));
    assertThat(taken(decoder.ping())).isEqualTo(hex("80030006 00000004 7ffffffe"));
    decoder.server(Unpooled.wrappedBuffer(hex("00")));
    assertThat(decoder.ping().isReadable()).isFalse();
    assertThat(decoder.banner("a").isReadable()).isFalse();
  }

  @Test
  void a_port_forward_goes_away() {
    SessionDecoder decoder =
        decoder(SessionProtocol.SPDY_PORT_FORWARD, PIPES, new CollectingSink());
    assertThat(taken(decoder.ending("no"))).isEqualTo(hex("80030007 00000008 00000000 00000000"));
    assertThat(decoder.banner("a").isReadable()).isFalse();
  }
}
