package io.kubescribe.ingest.spdy;

import io.netty.buffer.ByteBuf;

/// Is told of the frames of one direction.
interface Frames {
  void control(ControlFrame frame) throws SpdyException;

  /// A frame of a type that nobody defined; it is passed over.
  void unknown(int type);

  /// A data frame begins.
  void data(int stream, int length) throws SpdyException;

  /// A piece of its bytes; borrowed.
  void bytes(int stream, ByteBuf bytes);

  /// The sender writes no more to the stream.
  void fin(int stream);
}
