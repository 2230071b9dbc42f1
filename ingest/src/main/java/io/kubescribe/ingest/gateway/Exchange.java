package io.kubescribe.ingest.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpContent;

/// What becomes of the request that is under way on a connection. For its event loop only.
interface Exchange {
  /// A piece of the request's body, owned by the exchange.
  void content(HttpContent piece);

  /// Bytes after a change of protocol, owned by the exchange.
  void bytes(ByteBuf bytes);

  /// All that was received has been handed over: ask for more, or not.
  void readComplete();

  /// The client takes output again, or does not.
  void writabilityChanged();

  /// The connection of the client is closed.
  ///
  /// @param lost whether it vanished, rather than said so
  void clientGone(boolean lost);

  /// The gateway is about to end: so should this, if it can take long.
  void drain();
}
