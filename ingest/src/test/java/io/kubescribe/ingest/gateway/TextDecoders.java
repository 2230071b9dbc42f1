package io.kubescribe.ingest.gateway;

import io.kubescribe.core.session.Flaw;
import io.kubescribe.core.session.RequestedStreams;
import io.kubescribe.core.session.SessionProtocol;
import io.kubescribe.core.session.SessionStream;
import io.kubescribe.ingest.session.SessionDecoder;
import io.kubescribe.ingest.session.SessionDecoders;
import io.kubescribe.ingest.session.SessionSink;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/// A protocol for tests of the relay: every byte is of stdin or stdout, `FLAW` from the client is
/// one, and `EXIT` from the server ends the process.
final class TextDecoders implements SessionDecoders {
  @Override
  public SessionDecoder decoder(
      SessionProtocol protocol,
      RequestedStreams asked,
      SessionSink sink,
      ByteBufAllocator allocator) {
    return new SessionDecoder() {
      @Override
      public void client(ByteBuf bytes) {
        sink.data(SessionStream.STDIN, bytes.duplicate());
        if (bytes.toString(StandardCharsets.ISO_8859_1).contains("FLAW")) {
          sink.flaw(Flaw.FRAGMENTED_INPUT, "fragmented");
        }
      }

      @Override
      public void server(ByteBuf bytes) {
        sink.data(SessionStream.STDOUT, bytes.duplicate());
        if (bytes.toString(StandardCharsets.ISO_8859_1).contains("EXIT")) {
          sink.status(new byte[0]);
        }
      }

      @Override
      public boolean atServerBoundary() {
        return true;
      }

      @Override
      public ByteBuf ending(String message) {
        return text("[" + message + "]");
      }

      @Override
      public ByteBuf banner(String banner) {
        return text(banner);
      }

      @Override
      public ByteBuf ping() {
        return Unpooled.EMPTY_BUFFER;
      }

      @Override
      public void close() {}
    };
  }

  private static ByteBuf text(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
  }
}
