package io.kubescribe.ingest.ws;

import static io.kubescribe.ingest.session.Conversation.hex;
import static io.kubescribe.ingest.session.Conversation.joined;
import static io.kubescribe.ingest.ws.ClientFrames.payload;
import static io.kubescribe.ingest.ws.ClientFrames.server;
import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.session.RequestedStreams;
import io.kubescribe.core.session.SessionProtocol;
import io.kubescribe.ingest.session.CollectingSink;
import io.kubescribe.ingest.session.SessionDecoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebSocketEndingTest {
  private static final RequestedStreams PIPES = new RequestedStreams(true, true, true, false);
  private static final RequestedStreams TERMINAL = new RequestedStreams(true, true, false, true);
  private static final String STATUS =
      "{\"metadata\":{},\"status\":\"Failure\",\"message\":\"not \\\"recorded\\\"\","
          + "\"reason\":\"InternalError\",\"code\":500}";

  private SessionDecoder decoder = decoder(SessionProtocol.WEBSOCKET_V5, PIPES);

  private static SessionDecoder decoder(SessionProtocol protocol, RequestedStreams asked) {
    return decoder(protocol, asked, new CollectingSink());
  }

  private static SessionDecoder decoder(
      SessionProtocol protocol, RequestedStreams asked, CollectingSink sink) {
    return new WebSocketDecoder(protocol, asked, sink, UnpooledByteBufAllocator.DEFAULT, () -> 0);
  }

  private void serverSent(String hex) {
    decoder.server(Unpooled.wrappedBuffer(hex(hex)));
  }

  private static byte[] taken(ByteBuf bytes) {
    byte[] copy = ByteBufUtil.getBytes(bytes);
    bytes.release();
    return copy;
  }

  @Test
  void an_ending_is_a_failed_status_and_a_close() {
    serverSent("82 03 01 6161");
    assertThat(taken(decoder.ending("not \"recorded\"")))
        .isEqualTo(joined(server(0x82, payload(3, STATUS)), hex("88 02 03e8")));
  }

  /// What a client sees when the ending comes after any cut of these frames: what it was sent, then
  /// the status; or no ending, where only a header has come.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "82 05 01 61626364 89 00 82 02 02 65",
        "02 03 01 6162 00 00 80 02 6364 82 02 01 65",
        "82 7e 0102 01 6161 8a 05 6161616161"
      })
  void an_ending_after_any_byte_is_understood(String hex) {
    byte[] bytes = hex(hex);
    for (int length = 0; length <= bytes.length; length++) {
      SessionDecoder cut = decoder(SessionProtocol.WEBSOCKET_V5, PIPES);
      cut.server(Unpooled.wrappedBuffer(bytes, 0, length));
      byte[] ending = taken(cut.ending("not \"recorded\""));
      if (ending.length == 0) {
        assertThat(cut.atServerBoundary()).isFalse();
        continue;
      }
      CollectingSink sink = new CollectingSink();
      SessionDecoder client = decoder(SessionProtocol.WEBSOCKET_V5, PIPES, sink);
      client.server(Unpooled.wrappedBuffer(bytes, 0, length));
      client.server(Unpooled.wrappedBuffer(ending));
      assertThat(sink.flaws()).as("after %d bytes", length).isEmpty();
      assertThat(sink.lines()).as("after %d bytes", length).endsWith("status " + STATUS);
    }
  }

  @Test
  void no_ending_is_possible_in_a_large_frame_or_after_a_close() {
    serverSent("82 7f 0000000000100000 01");
    assertThat(decoder.atServerBoundary()).isFalse();
    assertThat(decoder.ending("x").isReadable()).isFalse();
    decoder = decoder(SessionProtocol.WEBSOCKET_V5, PIPES);
    serverSent("88 02 03e8");
    assertThat(decoder.atServerBoundary()).isFalse();
    assertThat(decoder.ending("x").isReadable()).isFalse();
  }

  @Test
  void an_ending_speaks_the_protocol() {
    decoder = decoder(SessionProtocol.WEBSOCKET_V4_BASE64, PIPES);
    serverSent("81 05 31 61");
    assertThat(new String(taken(decoder.ending("no")), StandardCharsets.ISO_8859_1))
        .startsWith("AAA\u0081")
        .contains("3eyJtZXRhZGF0YSI6e30sInN0YXR1cyI6IkZhaWx1cmU");
    decoder = decoder(SessionProtocol.WEBSOCKET_NONE, PIPES);
    assertThat(taken(decoder.ending("no"))).isEqualTo(hex("82 03 03 6e6f 88 02 03e8"));
  }

  @Test
  void a_banner_goes_to_stderr_or_to_the_terminal() {
    assertThat(taken(decoder.banner("a\n"))).isEqualTo(hex("82 03 02 610a"));
    decoder = decoder(SessionProtocol.WEBSOCKET_V5, TERMINAL);
    assertThat(taken(decoder.banner("a\n"))).isEqualTo(hex("82 04 01 610d0a"));
    serverSent("02 02 01 61");
    assertThat(decoder.banner("a").isReadable()).isFalse();
    assertThat(decoder.ping().isReadable()).isFalse();
    serverSent("80 00");
    assertThat(taken(decoder.ping())).isEqualTo(hex("89 00"));
  }

  @Test
  void a_session_without_output_has_no_banner() {
    decoder =
        decoder(SessionProtocol.WEBSOCKET_V5, new RequestedStreams(true, false, false, false));
    assertThat(decoder.banner("a").isReadable()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"82, false", "8205, false", "820161, true", "8a00, true", "820501, false"})
  void boundaries_are_the_ends_of_frames(String hex, boolean boundary) {
    serverSent(hex);
    assertThat(decoder.atServerBoundary()).isEqualTo(boundary);
  }
}
