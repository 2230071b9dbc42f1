package io.kubescribe.ingest.gateway;

import io.kubescribe.ingest.gateway.request.Refusal;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// A request about which something must be found out before it goes on; what else was read of it is
/// kept meanwhile, and no more is read. For one event loop.
final class Opening implements Exchange {
  private final ClientConnection client;
  private final Queue<HttpContent> waiting = new ArrayDeque<>();
  private @Nullable ProtocolChange change;
  private boolean over;

  Opening(ClientConnection client) {
    this.client = client;
  }

  /// Whether the client waits no more.
  boolean over() {
    return over;
  }

  /// Is told if the client goes before anything is decided.
  void opens(ProtocolChange asked) {
    change = asked;
  }

  void proceed(HttpExchange exchange) {
    if (over) {
      return;
    }
    over = true;
    client.become(exchange);
    for (HttpContent piece = waiting.poll(); piece != null; piece = waiting.poll()) {
      exchange.content(piece);
    }
    exchange.start();
  }

  void refuse(Refusal refusal) {
    if (!over) {
      end();
      client.refuse(refusal);
    }
  }

  private void end() {
    over = true;
    waiting.forEach(ReferenceCountUtil::release);
    waiting.clear();
  }

  @Override
  public void content(HttpContent piece) {
    waiting.add(piece);
  }

  @Override
  public void bytes(ByteBuf bytes) {
    bytes.release();
  }

  @Override
  public void readComplete() {}

  @Override
  public void writabilityChanged() {}

  @Override
  public void clientGone(boolean lost) {
    if (!over) {
      end();
      if (change != null) {
        change.abandoned(lost);
      }
    }
  }

  @Override
  public void drain() {}
}
