package io.kubescribe.ingest.gateway;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpResponse;
import java.time.Duration;

/// An upgrade that policy lets pass without a recording.
record UnrecordedChange(ClientConnection client, Duration lost) implements ProtocolChange {
  @Override
  public void agreed(HttpResponse switching, Channel server) {
    new Relay(client, server, new UnrecordedTap(), lost).start(switching);
  }

  @Override
  public void refused(int status) {}

  @Override
  public void failed(String why) {}

  @Override
  public void abandoned(boolean lost) {}
}
