package io.kubescribe.ingest.simulated.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A request of a connection, and its thread.
final class ServedExchange implements Exchange {
  private static final Logger log = LoggerFactory.getLogger(ServedExchange.class);

  /// IMF-fixdate (RFC 9110 §5.6.7).
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final HttpConnection connection;
  private final SocketChannel channel;
  private final ChannelOutput output;
  private final HttpRequest request;
  private final InstantSource clock;
  private final ByteQueue body;
  private volatile @Nullable Thread thread;
  private volatile boolean bodyEnded;
  private boolean keepAlive;
  private boolean answered;
  private volatile boolean upgraded;

  ServedExchange(
      HttpConnection connection,
      SocketChannel channel,
      ChannelOutput output,
      HttpRequest request,
      InstantSource clock) {
    this.connection = connection;
    this.channel = channel;
    this.output = output;
    this.request = request;
    this.clock = clock;
    this.body = new ByteQueue(channel);
    this.keepAlive = HttpUtil.isKeepAlive(request);
  }

  void start(Consumer<Exchange> handler) {
    thread =
        Thread.ofVirtual()
            .name("simulated-" + request.method())
            .start(() -> {
              try {
                handler.accept(this);
              } catch (RuntimeException e) {
                log.atWarn().setCause(e).log("a simulated request failed");
                keepAlive = false;
              } finally {
                body.close();
                if (!upgraded) {
                  channel.eventLoop().execute(() -> connection.done(keepAlive && answered));
                }
              }
            });
  }

  ByteQueue bodyQueue() {
    return body;
  }

  void bodyEnded() {
    bodyEnded = true;
    body.end();
  }

  boolean bodyComplete() {
    return bodyEnded;
  }

  boolean asksUpgrade() {
    return request.headers().contains(HttpHeaderNames.UPGRADE);
  }

  /// The connection is closed: whoever works for it need not go on.
  void clientGone() {
    bodyEnded();
    Thread worker = thread;
    if (worker != null && !upgraded) {
      worker.interrupt();
    }
  }

  @Override
  public String method() {
    return request.method().name();
  }

  @Override
  public String target() {
    return request.uri();
  }

  @Override
  public HttpHeaders headers() {
    return request.headers();
  }

  @Override
  public InetAddress peer() {
    return channel.remoteAddress().getAddress();
  }

  @Override
  public InputStream body() {
    if (HttpUtil.is100ContinueExpected(request) && !bodyEnded) {
      var _ =
          channel.writeAndFlush(
              new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
    }
    return body;
  }

  @Override
  public void answer(int status, HttpHeaders headers, byte[] content) throws IOException {
    DefaultFullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(status),
            Unpooled.wrappedBuffer(content),
            headers,
            new DefaultHttpHeaders());
    HttpUtil.setContentLength(response, content.length);
    send(response);
  }

  @Override
  public OutputStream stream(int status, HttpHeaders headers) throws IOException {
    HttpResponse response =
        new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), headers);
    HttpUtil.setTransferEncodingChunked(response, true);
    send(response);
    return new Chunks();
  }

  private void send(HttpResponse response) throws IOException {
    response.headers().set(HttpHeaderNames.DATE, DATE.format(clock.instant()));
    HttpUtil.setKeepAlive(response, keepAlive);
    answered = true;
    output.write(response);
  }

  @Override
  public Wire upgrade(HttpHeaders headers) throws IOException {
    StringBuilder head = new StringBuilder("HTTP/1.1 101 Switching Protocols\r\n");
    for (Map.Entry<String, String> header : headers) {
      head.append(header.getKey()).append(": ").append(header.getValue()).append("\r\n");
    }
    byte[] answer = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    upgraded = true;
    try {
      return channel.eventLoop().submit(() -> connection.switchToRaw(answer)).get();
    } catch (ExecutionException e) {
      throw new IOException("the connection is closed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted at an upgrade", e);
    }
  }

  @Override
  public void closeAfterAnswer() {
    keepAlive = false;
  }

  private final class Chunks extends OutputStream {
    private boolean closed;

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
      if (length > 0) {
        output.write(new DefaultHttpContent(Unpooled.copiedBuffer(source, offset, length)));
      }
    }

    @Override
    public void close() throws IOException {
      if (!closed) {
        closed = true;
        output.write(new DefaultLastHttpContent());
      }
    }
  }
}
