package io.kubescribe.ingest.http;

import io.kubescribe.ingest.netty.Deadline;
import io.kubescribe.ingest.netty.NettyListener;
import io.kubescribe.ingest.netty.StrictRequestDecoder;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection: reads a request, has it worked on, answers it, and only then reads the next.
/// Used by its event loop alone.
///
/// Nothing is read while a request is worked on, so a sender that pipelines fills its own socket
/// and not our memory.
@SuppressWarnings("FutureReturnValueIgnored") // what fails on a channel closes it
final class AuditConnection extends ChannelInboundHandlerAdapter {
  private static final Logger log = LoggerFactory.getLogger(AuditConnection.class);

  /// Pieces of further requests that may wait. One read yields a few; only somebody who means harm
  /// fits so many into 64 KiB.
  private static final int MOST_WAITING = 256;

  private enum State {
    /// For a request, or for the rest of its headers.
    WAITING,
    /// Its body.
    RECEIVING,
    /// All of it is there.
    COMPLETE,
    /// The answer is made.
    WORKING,
    /// It is on its way to the client.
    ANSWERING,
    /// The last answer is given, or nobody is there: what still comes is dropped.
    ENDING
  }

  private final ReceiverParts parts;
  private final StrictRequestDecoder decoder;
  private final ConnectionOutput output;
  private final Deadline deadline;
  private final Queue<Object> waiting = new ArrayDeque<>();
  private State state = State.WAITING;
  private @Nullable Exchange exchange;
  private boolean inputEnded;
  private boolean draining;

  AuditConnection(ReceiverParts parts, StrictRequestDecoder decoder, Deadline deadline) {
    this.parts = parts;
    this.decoder = decoder;
    this.deadline = deadline;
    this.output = new ConnectionOutput(parts.limits(), deadline);
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    deadline.set(parts.limits().request(), context::close);
    context.read();
  }

  /// The request under way, begun now if there is none.
  private Exchange current(ChannelHandlerContext context) {
    if (exchange == null) {
      exchange = new Exchange(parts, parts.clock().instant());
      deadline.set(parts.limits().request(), () -> refuse(context, Refusal.TOO_SLOW));
    }
    return exchange;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (state == State.ENDING) {
      ReferenceCountUtil.release(message);
      return;
    }
    waiting.add(message);
    consume(context);
    if (waiting.size() > MOST_WAITING) {
      context.close();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    proceed(context);
  }

  private void consume(ChannelHandlerContext context) {
    while (state == State.WAITING || state == State.RECEIVING) {
      Object message = waiting.poll();
      if (message == null) {
        return;
      }
      try {
        take(context, message);
      } catch (RefusedException e) {
        refuse(context, e.refusal());
      } finally {
        ReferenceCountUtil.release(message);
      }
    }
  }

  private void take(ChannelHandlerContext context, Object message) throws RefusedException {
    Exchange current = current(context);
    if (message instanceof HttpRequest request) {
      state = State.RECEIVING;
      if (!current.head(request, NettyListener.peerCertificate(context.channel()))) {
        answer(context);
      } else if (HttpUtil.is100ContinueExpected(request)) {
        context.writeAndFlush(
            new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
      }
    } else if (message instanceof HttpContent content) {
      if (content.decoderResult().isFailure()) {
        throw new RefusedException(Refusal.MALFORMED);
      }
      current.add(content.content());
      if (content instanceof LastHttpContent) {
        state = State.COMPLETE;
      }
    }
  }

  private void proceed(ChannelHandlerContext context) {
    consume(context);
    switch (state) {
      case COMPLETE -> {
        if (isOverlong()) {
          refuse(context, Refusal.OVERLONG);
        } else {
          answer(context);
        }
      }
      case WAITING -> {
        if (inputEnded || (draining && exchange == null)) {
          context.close();
        } else {
          context.read();
        }
      }
      case RECEIVING -> {
        if (inputEnded) {
          refuse(context, Refusal.CUT_OFF);
        } else {
          context.read();
        }
      }
      case WORKING, ANSWERING, ENDING -> {}
    }
  }

  /// Whether what follows the body is no request: then its length was wrong, and what we have of it
  /// is not what was meant.
  private boolean isOverlong() {
    Object next = waiting.peek();
    return next == null
        ? decoder.holdsNoRequest()
        : next instanceof HttpRequest request && request.decoderResult().isFailure();
  }

  private void refuse(ChannelHandlerContext context, Refusal refusal) {
    current(context).refuse(refusal);
    answer(context);
  }

  private void answer(ChannelHandlerContext context) {
    state = State.WORKING;
    // Work is bounded by itself; this holds even when a part of it is not, as on a machine that has
    // no processor for it. What becomes durable after all is known by its id when it is sent again.
    deadline.set(current(context).answerWithin(), () -> refuse(context, Refusal.TOO_LATE));
    long start = System.nanoTime();
    switch (current(context).work(context.channel())) {
      case Exchange.Work.Done(Answer answer) -> write(context, answer, start);
      case Exchange.Work.Blocking(Supplier<Answer> blocking) ->
          Thread.ofVirtual()
              .name("audit-request")
              .start(() -> {
                Answer answer = blocking.get();
                try {
                  context.executor().execute(() -> write(context, answer, start));
                } catch (RejectedExecutionException e) {
                  log.atDebug().setCause(e).log("closed before the answer: it will be sent again");
                }
              });
    }
  }

  private void write(ChannelHandlerContext context, Answer answer, long start) {
    if (state != State.WORKING) {
      return;
    }
    state = State.ANSWERING;
    Exchange answered = current(context);
    if (answered.isAudit()) {
      parts.metrics().answered(answer.status(), Duration.ofNanos(System.nanoTime() - start));
    }
    boolean more = answered.keepAlive() && !draining && !(inputEnded && waiting.isEmpty());
    if (more) {
      output.write(context, answer, answered.headOnly(), () -> next(context));
    } else {
      state = State.ENDING;
      output.writeLast(context, answer, answered.headOnly(), inputEnded);
    }
  }

  private void next(ChannelHandlerContext context) {
    if (state != State.ENDING) {
      state = State.WAITING;
      exchange = null;
      deadline.set(parts.limits().idle(), context::close);
      proceed(context);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event.equals(Arrival.BYTES)) {
      if (state == State.WAITING) {
        current(context);
      }
    } else if (event instanceof ChannelInputShutdownEvent) {
      inputEnded = true;
      if (state == State.ENDING) {
        context.close();
      } else {
        proceed(context);
      }
    } else if (event.equals(NettyListener.DRAINING)) {
      draining = true;
      if (state == State.WAITING && exchange == null) {
        context.close();
      }
    } else if (event instanceof SslHandshakeCompletionEvent handshake && !handshake.isSuccess()) {
      parts.refusals().handshakeFailed(context.channel());
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (state == State.RECEIVING) {
      parts.metrics().refused("aborted");
    }
    state = State.ENDING;
    deadline.cancel();
    if (exchange != null) {
      exchange.drop();
    }
    waiting.forEach(ReferenceCountUtil::release);
    waiting.clear();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    // Resets and TLS alerts are the peer's; anything else is a fault of ours.
    if (!(cause instanceof IOException) && !(cause.getCause() instanceof IOException)) {
      log.atError().setCause(cause).log("connection failed");
    }
    context.close();
  }
}
