package io.kubescribe.ingest.spdy;

import io.netty.buffer.ByteBuf;
import java.util.Map;

/// What the streams of a connection are for.
interface Streams {
  /// The client opened a stream.
  ///
  /// @throws SpdyException [Flaw#TOO_LARGE] if there are too many
  void opened(int stream, Map<String, String> headers) throws SpdyException;

  /// The server agreed to it.
  void replied(int stream);

  /// Bytes on a stream; borrowed.
  void client(int stream, ByteBuf bytes);

  void server(int stream, ByteBuf bytes);

  /// The sender writes no more to the stream.
  void clientFin(int stream);

  void serverFin(int stream);

  /// The stream is no more, for both.
  void reset(int stream);

  /// Writes what ends the session towards the client, all but the last frame.
  ///
  /// @return false where the client could not understand it
  boolean ending(String message, ByteBuf out);

  /// The stream on which a text is shown, 0 for none (yet).
  int bannerStream();

  /// The connection is over.
  void close();
}
