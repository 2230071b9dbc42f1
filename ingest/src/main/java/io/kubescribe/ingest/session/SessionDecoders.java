package io.kubescribe.ingest.session;

import io.kubescribe.core.session.RequestedStreams;
import io.kubescribe.core.session.SessionProtocol;
import io.netty.buffer.ByteBufAllocator;

/// Makes the decoder for what client and server agreed on. Safe for use by many threads.
public interface SessionDecoders {
  /// @param protocol of the 101 answer
  /// @param asked streams and terminal of the request
  /// @param allocator for the bytes of [SessionDecoder#ending] and the like
  SessionDecoder decoder(
      SessionProtocol protocol,
      RequestedStreams asked,
      SessionSink sink,
      ByteBufAllocator allocator);
}
