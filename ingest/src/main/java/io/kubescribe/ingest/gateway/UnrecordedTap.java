package io.kubescribe.ingest.gateway;

import io.kubescribe.core.session.EndReason;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/// Of a connection that policy lets pass without a recording.
final class UnrecordedTap implements Tap {
  @Override
  public boolean client(ByteBuf bytes) {
    return true;
  }

  @Override
  public boolean server(ByteBuf bytes) {
    return true;
  }

  @Override
  public boolean mayRelease(int bytes) {
    return true;
  }

  @Override
  public ByteBuf insertion() {
    return Unpooled.EMPTY_BUFFER;
  }

  @Override
  public ByteBuf ending(String message) {
    return Unpooled.EMPTY_BUFFER;
  }

  @Override
  public void ended(EndReason reason, String detail) {}
}
