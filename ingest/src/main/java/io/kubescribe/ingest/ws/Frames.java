package io.kubescribe.ingest.ws;

import io.netty.buffer.ByteBuf;

/// Is told of the frames of one direction.
interface Frames {
  /// @return whether to go on; if not, nothing of this direction is read any more
  boolean begin(FrameHeader header);

  /// A piece of the payload, unmasked; borrowed.
  void payload(ByteBuf bytes);

  /// The frame that began last is complete.
  void end();
}
