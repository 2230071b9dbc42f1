package io.kubescribe.ingest.ws;

import static io.kubescribe.ingest.session.Conversation.hex;
import static io.kubescribe.ingest.session.Conversation.joined;
import static io.kubescribe.ingest.ws.ClientFrames.frame;
import static io.kubescribe.ingest.ws.ClientFrames.server;
import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.session.Flaw;
import io.kubescribe.ingest.session.CollectingSink;
import io.kubescribe.ingest.session.SessionDecoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;

class TunnelDecoderTest {
  private final CollectingSink sink = new CollectingSink();
  private final Inner inner = new Inner();
  private final TunnelDecoder decoder =
      new TunnelDecoder(inner, sink, UnpooledByteBufAllocator.DEFAULT, () -> 0);

  private static byte[] taken(ByteBuf bytes) {
    byte[] copy = ByteBufUtil.getBytes(bytes);
    bytes.release();
    return copy;
  }

  @Test
  void payloads_are_one_stream_wherever_messages_and_fragments_end() {
    byte[] client =
        joined(
            frame(0x82, new byte[] {1, 2}),
            frame(0x02, new byte[] {3}),
            frame(0x89, new byte[] {99}),
            frame(0x80, new byte[] {4}),
            frame(0x82, new byte[0]));
    byte[] answer =
        joined(server(0x82, new byte[] {5}), hex("8a0163"), server(0x82, new byte[] {6, 7}));
    for (byte one : client) {
      decoder.client(Unpooled.wrappedBuffer(new byte[] {one}));
    }
    decoder.server(Unpooled.wrappedBuffer(answer));
    assertThat(inner.client.toByteArray()).containsExactly(1, 2, 3, 4);
    assertThat(inner.server.toByteArray()).containsExactly(5, 6, 7);
    assertThat(sink.lines()).isEmpty();
  }

  @Test
  void a_boundary_is_one_inside_and_outside() {
    assertThat(taken(decoder.ping())).isEqualTo(hex("8900"));
    inner.boundary = false;
    assertThat(decoder.atServerBoundary()).isFalse();
    assertThat(decoder.ending("no").isReadable()).isFalse();
    inner.boundary = true;
    decoder.server(Unpooled.wrappedBuffer(hex("0201")));
    assertThat(decoder.atServerBoundary()).isFalse();
    decoder.server(Unpooled.wrappedBuffer(hex("05")));
    assertThat(decoder.atServerBoundary()).isFalse();
    decoder.server(Unpooled.wrappedBuffer(hex("8000")));
    assertThat(decoder.atServerBoundary()).isTrue();
    assertThat(decoder.banner("a").isReadable()).isFalse();
  }

  @Test
  void an_ending_is_packed_and_followed_by_a_close() {
    assertThat(taken(decoder.ending("no"))).isEqualTo(hex("82021234880203e8"));
  }

  @Test
  void rules_of_the_client_hold() {
    decoder.client(Unpooled.wrappedBuffer(hex("820101")));
    assertThat(sink.flaws()).containsExactly(Flaw.PROTOCOL_VIOLATION);
    decoder.close();
    assertThat(inner.closed).isTrue();
  }

  /// Keeps what it is shown.
  private static final class Inner implements SessionDecoder {
    private final ByteArrayOutputStream client = new ByteArrayOutputStream();
    private final ByteArrayOutputStream server = new ByteArrayOutputStream();
    private boolean boundary = true;
    private boolean closed;

    @Override
    public void client(ByteBuf bytes) {
      client.writeBytes(ByteBufUtil.getBytes(bytes));
    }

    @Override
    public void server(ByteBuf bytes) {
      server.writeBytes(ByteBufUtil.getBytes(bytes));
    }

    @Override
    public boolean atServerBoundary() {
      return boundary;
    }

    @Override
    public ByteBuf ending(String message) {
      return Unpooled.wrappedBuffer(hex("1234"));
    }

    @Override
    public ByteBuf banner(String text) {
      return Unpooled.wrappedBuffer(new byte[1]);
    }

    @Override
    public ByteBuf ping() {
      return Unpooled.EMPTY_BUFFER;
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
