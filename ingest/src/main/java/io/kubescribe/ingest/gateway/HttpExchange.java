package io.kubescribe.ingest.gateway;

import io.kubescribe.ingest.gateway.request.HeaderPolicy;
import io.kubescribe.ingest.gateway.request.Refusal;
import io.kubescribe.ingest.gateway.upstream.Upstream;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
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
    ServerSide side = new ServerSide();
    Future<Upstream.Connected> connecting =
        anew ? upstream.open(client.loop(), side) : upstream.acquire(client.loop(), side);
    connecting.addListener((Future<Upstream.Connected> done) -> {
      if (!done.isSuccess()) {
        failed(done.cause());
      } else if (ended) {
        done.getNow().channel().close();
      } else {
        connected(done.getNow(), side);
      }
    });
  }

  private void connected(Upstream.Connected connected, ServerSide side) {
    server = connected.channel();
    side.used = connected.used();
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
  private void askClient() {
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

  private void failed(@Nullable Throwable cause) {
    if (ended) {
      return;
    }
    boolean repeatable =
        (request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD))
            && !sentBody
            && change == null;
    if (cause instanceof StaleConnection && repeatable && !retried) {
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

  /// An idle connection that the server closed just when it was taken.
  private static final class StaleConnection extends Exception {
    private static final long serialVersionUID = 1;
  }

  /// The connection to the apiserver.
  private final class ServerSide extends ChannelInboundHandlerAdapter {
    private boolean used;
    private boolean informational;
    private boolean reusable;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (ended) {
        ReferenceCountUtil.release(message);
        return;
      }
      if (message instanceof HttpResponse response) {
        head(context, response);
      }
      if (message instanceof HttpContent piece) {
        body(context, piece);
      }
    }

    private void head(ChannelHandlerContext context, HttpResponse response) {
      informational =
          response.status().codeClass() == HttpStatusClass.INFORMATIONAL
              && !response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS);
      if (informational) {
        return;
      }
      if (response.decoderResult().isFailure()) {
        context.close();
        failed(new java.io.IOException("malformed answer"));
        return;
      }
      if (response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
        if (change == null) {
          context.close();
          failed(new java.io.IOException("101 to a plain request"));
        } else {
          ended = true;
          change.agreed(response, context.channel());
        }
        return;
      }
      answerBegun = true;
      if (copy != null) {
        copy.answered(response.status().code());
      }
      reusable = HttpUtil.isKeepAlive(response) && HttpUtil.isKeepAlive(request);
      HeaderPolicy.cleanAnswer(response.headers());
      delimit(response);
      if (change != null) {
        change.refused(response.status().code());
      }
      client.head(response);
    }

    /// Sees to it that the client knows where the answer ends.
    private void delimit(HttpResponse response) {
      if (!request.protocolVersion().equals(HttpVersion.HTTP_1_1)) {
        response.headers().remove(HttpHeaderNames.TRANSFER_ENCODING);
      } else if (!response.headers().contains(HttpHeaderNames.CONTENT_LENGTH)
          && !HttpUtil.isTransferEncodingChunked(response)) {
        int code = response.status().code();
        if (code != HttpResponseStatus.NO_CONTENT.code()
            && code != HttpResponseStatus.NOT_MODIFIED.code()
            && !request.method().equals(HttpMethod.HEAD)) {
          reusable = false;
          HttpUtil.setTransferEncodingChunked(response, true);
        }
      }
    }

    private void body(ChannelHandlerContext context, HttpContent piece) {
      if (informational) {
        piece.release();
        return;
      }
      if (piece.decoderResult().isFailure()) {
        piece.release();
        // What the client has is not the whole answer: it must not look like it.
        context.close();
        end();
        client.context().close();
        return;
      }
      ChannelFuture written = client.context().write(piece);
      if (piece instanceof LastHttpContent) {
        client.context().flush();
        end();
        if (reusable && requestDone) {
          upstream.release(context.channel());
        } else {
          context.close();
        }
        client.next(written);
      }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
      if (ended) {
        return;
      }
      client.context().flush();
      if (client.channel().isWritable()) {
        context.read();
      }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
      if (context.channel().isWritable()) {
        askClient();
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      if (ended) {
        return;
      }
      if (answerBegun) {
        end();
        client.context().close();
      } else {
        failed(used ? new StaleConnection() : new java.io.IOException("closed without an answer"));
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      if (!ended) {
        if (answerBegun) {
          end();
          client.context().close();
        } else {
          failed(used && cause instanceof java.io.IOException ? new StaleConnection() : cause);
        }
      }
      context.close();
    }
  }
}
