package io.kubescribe.ingest.gateway;

import io.kubescribe.core.session.EndReason;
import io.netty.buffer.ByteBuf;

/// What a relay shows its bytes to, and whom it asks whether they may go on. For one event loop.
interface Tap {
  /// Bytes that are about to go to the server.
  ///
  /// @return whether they may
  boolean client(ByteBuf bytes);

  /// Bytes that are about to go to the client.
  ///
  /// @return whether they may
  boolean server(ByteBuf bytes);

  /// Whether so many bytes may be released to the client now; if not, [Relay#resume] is called
  /// later.
  boolean mayRelease(int bytes);

  /// Bytes of ours that go to the client between those of the server now; empty for none.
  ByteBuf insertion();

  /// Bytes that tell the client why the session ends; empty where that can't be said.
  ByteBuf ending(String message);

  /// One side is gone, or the relay was told to end.
  void ended(EndReason reason, String detail);
}
