package io.kubescribe.ingest.gateway;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;

/// Keeps a copy of a request's body while it passes, if it is small, for when the apiserver has
/// agreed. For one event loop.
final class BodyCopy {
  private static final int MOST = 256 << 10;

  private final Consumer<byte[]> agreed;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private boolean tooLarge;

  /// @param agreed gets the whole body
  BodyCopy(Consumer<byte[]> agreed) {
    this.agreed = agreed;
  }

  void add(ByteBuf piece) {
    tooLarge |= bytes.size() + piece.readableBytes() > MOST;
    if (!tooLarge) {
      byte[] copy = new byte[piece.readableBytes()];
      piece.getBytes(piece.readerIndex(), copy);
      bytes.writeBytes(copy);
    }
  }

  void answered(int status) {
    if (status / 100 == 2 && !tooLarge) {
      agreed.accept(bytes.toByteArray());
    }
  }
}
