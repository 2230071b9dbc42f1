package io.kubescribe.ingest.gateway;

import io.kubescribe.ingest.gateway.request.Refusal;
import io.kubescribe.ingest.gateway.upstream.Upstream;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.net.ProtocolException;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// A request on its way to the apiserver and its answer on the way back, both streamed. For one
/// event loop.
@SuppressWarnings("FutureReturnValueIgnored") // what fails on a channel closes it
final class HttpExchange implements Exchange {
  private final ClientConnection client;
  private final Upstream upstream;
  private final HttpRequest request;
  private final @Nullable ProtocolChange change;
  private final @Nullable BodyCopy copy;

  /// What was received before there was a connection; one read at the most.
  private final Queue<HttpContent> waiting = new ArrayDeque<>();

  private @Nullable Channel server;
  private boolean sentBody;
  private boolean requestDone;
  private boolean answerBegun;
  private boolean ended;
  private boolean retried;
  private boolean watching;

  /// @param request with the headers that go upstream
  /// @param change what to do with the answer to an upgrade; null for a plain request
  /// @param copy takes the body while it passes; null for nobody
  HttpExchange(
      ClientConnection client,
      Upstream upstream,
      HttpRequest request,
      @Nullable ProtocolChange change,
      @Nullable BodyCopy copy) {
    this.client = client;
    this.upstream = upstream;
    this.request = request;
    this.change = change;
    this.copy = copy;
  }

  void start() {
    connect(change != null);
  }

  private void connect(boolean anew) {
    ServerConnection side = new ServerConnection(this, client, request);
    Future<Upstream.Connected> connecting =
        anew ? upstream.open(client.loop(), side) : upstream.acquire(client.loop(), side);
    connecting.addListener((Future<Upstream.Connected> done) -> {
      if (!done.isSuccess()) {
        broken(done.cause(), false);
      } else if (ended) {
        done.getNow().channel().close();
      } else {
        connected(done.getNow(), side);
      }
    });
  }

  private void connected(Upstream.Connected connected, ServerConnection side) {
    server = connected.channel();
    side.carries(connected);
    server.write(request);
    for (HttpContent piece = waiting.poll(); piece != null; piece = waiting.poll()) {
      send(server, piece);
    }
    server.flush();
    server.read();
    askClient();
  }

  private void send(Channel to, HttpContent piece) {
    sentBody |= piece.content().isReadable();
    if (copy != null) {
      copy.add(piece.content());
    }
    requestDone |= piece instanceof LastHttpContent;
    to.write(piece);
  }

  @Override
  public void content(HttpContent piece) {
    if (ended) {
      piece.release();
    } else if (server == null) {
      waiting.add(piece);
    } else {
      send(server, piece);
    }
  }

  @Override
  public void bytes(ByteBuf bytes) {
    bytes.release();
  }

  @Override
  public void readComplete() {
    if (server != null) {
      server.flush();
      askClient();
    }
  }

  /// Reads on while the server takes it; after the request once more, to see the client go.
  void askClient() {
    if (ended || server == null) {
      return;
    }
    if (!requestDone ? server.isWritable() : !watching) {
      watching = requestDone;
      client.context().read();
    }
  }

  @Override
  public void writabilityChanged() {
    if (server != null && client.channel().isWritable()) {
      server.read();
    }
  }

  @Override
  public void clientGone(boolean lost) {
    end();
    if (change != null) {
      change.abandoned(lost);
    }
    if (server != null) {
      server.close();
    }
  }

  @Override
  public void drain() {
    if (answerBegun && server != null) {
      // A watch would last for hours; the client asks again where it got to.
      client.context().close();
    }
  }

  private void end() {
    ended = true;
    waiting.forEach(ReferenceCountUtil::release);
    waiting.clear();
  }

  /// Whether nothing more of it goes to the client.
  boolean ended() {
    return ended;
  }

  /// The apiserver agreed to change the protocol.
  void switching(HttpResponse response, Channel channel) {
    if (change == null) {
      channel.close();
      failed(new ProtocolException("it changes the protocol unasked"), false);
    } else {
      ended = true;
      change.agreed(response, channel);
    }
  }

  /// The head of the answer, as the client gets it.
  void answered(HttpResponse response) {
    answerBegun = true;
    int status = response.status().code();
    if (copy != null) {
      copy.answered(status);
    }
    if (change != null) {
      change.refused(status);
    }
    client.head(response);
  }

  /// The last piece of the answer is on its way to the client.
  ///
  /// @param reusable whether the server keeps the connection for another request
  void completed(Channel channel, boolean reusable, ChannelFuture written) {
    end();
    if (reusable && requestDone) {
      upstream.release(channel);
    } else {
      channel.close();
    }
    client.next(written);
  }

  /// There will be no more from the server.
  ///
  /// @param stale whether it closed an idle connection, perhaps just when that was taken
  void broken(Throwable cause, boolean stale) {
    if (ended) {
      return;
    }
    if (answerBegun) {
      // What the client has is not the whole answer: it must not look like it.
      end();
      client.context().close();
    } else {
      failed(cause, stale);
    }
  }

  private void failed(@Nullable Throwable cause, boolean stale) {
    boolean repeatable =
        (request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD))
            && !sentBody
            && change == null;
    if (stale && repeatable && !retried) {
      retried = true;
      server = null;
      if (requestDone) {
        waiting.add(LastHttpContent.EMPTY_LAST_CONTENT);
      }
      connect(true);
      return;
    }
    end();
    String why = Upstream.describe(cause);
    if (change != null) {
      change.failed(why);
    }
    client.refuse(Refusal.badGateway("the apiserver does not answer: " + why));
  }
}
