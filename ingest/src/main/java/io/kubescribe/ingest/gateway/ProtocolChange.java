package io.kubescribe.ingest.gateway;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpResponse;

/// What becomes of a request to change the protocol, told by the exchange that carried it. Exactly
/// one of these is called, on the event loop.
interface ProtocolChange {
  /// The apiserver answered 101.
  ///
  /// @param server on whose pipeline the codec still is
  void agreed(HttpResponse switching, Channel server);

  /// It answered with another status, which the client gets.
  void refused(int status);

  /// It could not be reached.
  ///
  /// @param why for people
  void failed(String why);

  /// The client went first.
  void abandoned(boolean lost);
}
