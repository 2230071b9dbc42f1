package io.kubescribe.ingest.gateway;

import io.kubescribe.core.session.EndReason;
import io.kubescribe.ingest.gateway.upstream.Upstream;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Carries bytes between client and server after a change of protocol, untouched, and shows each to
/// a tap before it goes on. Holds at most what one read brought. For one event loop.
@SuppressWarnings("FutureReturnValueIgnored") // what fails on a channel closes it
final class Relay implements Exchange {
  private final ClientConnection client;
  private final Channel server;
  private final Tap tap;
  private final Duration lost;

  /// From the server, not yet shown to anybody.
  private final Deque<ByteBuf> held = new ArrayDeque<>();

  private @Nullable Future<?> watch;
  private boolean serverGone;
  private boolean serverLost;
  private boolean begun;
  private boolean ended;
  private long lastSign = System.nanoTime();
  private int unwritten;

  /// @param lost without a sign of life from a client that takes no output
  Relay(ClientConnection client, Channel server, Tap tap, Duration lost) {
    this.client = client;
    this.server = server;
    this.tap = tap;
    this.lost = lost;
  }

  /// Sends the 101 answer and begins.
  void start(HttpResponse switching) {
    Upstream.handOver(server, new ServerSide());
    // What came behind the answer is handed over here, and must not go before the answer.
    Upstream.toRaw(server);
    client.become(this);
    client.toRaw(switching);
    begun = true;
    long tick = Math.max(1, lost.toMillis() / 6);
    watch = client.loop().scheduleWithFixedDelay(this::watch, tick, tick, TimeUnit.MILLISECONDS);
    insert();
    readComplete();
    pump();
  }

  @Override
  public void content(HttpContent piece) {
    piece.release();
  }

  @Override
  public void bytes(ByteBuf bytes) {
    lastSign = System.nanoTime();
    if (ended || serverGone) {
      bytes.release();
    } else if (tap.client(bytes)) {
      server.write(bytes);
    } else {
      bytes.release();
    }
  }

  @Override
  public void readComplete() {
    if (!ended) {
      server.flush();
      readClient();
    }
  }

  /// Reads on from the client while the server takes it and the tap can keep it.
  private void readClient() {
    if (!ended && (server.isWritable() || serverGone) && tap.mayRelease(1)) {
      client.context().read();
    }
  }

  @Override
  public void writabilityChanged() {
    pump();
  }

  /// The tap has room again.
  void resume() {
    pump();
    readClient();
  }

  /// Releases what is held as far as it may go, then reads on.
  private void pump() {
    if (!begun) {
      return;
    }
    while (!ended
        && !held.isEmpty()
        && client.channel().isWritable()
        && tap.mayRelease(held.getFirst().readableBytes())) {
      release(held.removeFirst());
    }
    if (ended) {
      return;
    }
    client.context().flush();
    if (!held.isEmpty()) {
      return;
    }
    if (serverGone) {
      end(serverLost ? EndReason.SERVER_LOST : EndReason.SERVER_CLOSED, "", Unpooled.EMPTY_BUFFER);
    } else if (client.channel().isWritable() && tap.mayRelease(1)) {
      server.read();
    }
  }

  private void release(ByteBuf bytes) {
    if (!tap.server(bytes)) {
      bytes.release();
      return;
    }
    write(bytes);
    insert();
  }

  private void insert() {
    if (!ended) {
      ByteBuf own = tap.insertion();
      if (own.isReadable()) {
        write(own);
      } else {
        own.release();
      }
    }
  }

  private void write(ByteBuf bytes) {
    unwritten++;
    client
        .context()
        .write(bytes)
        .addListener(_ -> {
          unwritten--;
          lastSign = System.nanoTime();
        });
  }

  /// Ends a client that neither takes what is sent nor sends anything. One that sends nothing and
  /// is sent nothing is the kernel's to find.
  private void watch() {
    if (!ended
        && unwritten > 0
        && server.isWritable()
        && System.nanoTime() - lastSign > lost.toNanos()) {
      end(EndReason.CLIENT_LOST, "took no output and gave no sign of life", Unpooled.EMPTY_BUFFER);
    }
  }

  /// Ends the session with a message to the client, where the protocol has room for one.
  void end(EndReason reason, String detail, String message) {
    if (!ended) {
      end(reason, detail, tap.ending(message));
    }
  }

  private void end(EndReason reason, String detail, ByteBuf last) {
    if (ended) {
      last.release();
      return;
    }
    ended = true;
    if (watch != null) {
      watch.cancel(false);
    }
    held.forEach(ReferenceCountUtil::release);
    held.clear();
    server.close();
    tap.ended(reason, detail);
    client.context().writeAndFlush(last).addListener(ChannelFutureListener.CLOSE);
    // A client that reads nothing must not keep the connection.
    client
        .loop()
        .schedule(
            () -> client.channel().close(),
            Math.min(lost.toMillis(), 10_000),
            TimeUnit.MILLISECONDS);
  }

  @Override
  public void clientGone(boolean vanished) {
    end(vanished ? EndReason.CLIENT_LOST : EndReason.CLIENT_CLOSED, "", Unpooled.EMPTY_BUFFER);
  }

  @Override
  public void drain() {
    end(EndReason.GATEWAY_STOPPED, "", "the gateway is stopping, please connect again");
  }

  /// The connection to the apiserver.
  private final class ServerSide extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (!ended && message instanceof ByteBuf bytes) {
        held.addLast(bytes);
      } else {
        ReferenceCountUtil.release(message);
      }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
      pump();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
      readClient();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      serverGone = true;
      pump();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      serverLost = true;
      context.close();
    }
  }
}
