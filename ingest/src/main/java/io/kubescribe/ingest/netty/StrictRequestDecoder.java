package io.kubescribe.ingest.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;

/// Netty's decoder, stricter where it mends what RFC 9112 lets a server refuse: white space before
/// a request, a header line that is continued on the next, and two statements about the length of a
/// body. Two readers that mend differently see different requests.
public final class StrictRequestDecoder extends HttpRequestDecoder {
  private static final int MAX_PIECE = 64 << 10;

  private final boolean oneAtATime;
  private boolean inHead = true;
  private boolean headBegun;
  private boolean refused;
  private boolean paused;

  /// @param maxLine of method, target and version together, in bytes
  /// @param maxHeaders of all headers of one request together, in bytes
  /// @param oneAtATime whether it stops after each request until [#resume]: what follows stays raw,
  ///   and goes to the next handler if the decoder is removed, as after a change of protocol
  public StrictRequestDecoder(int maxLine, int maxHeaders, boolean oneAtATime) {
    super(
        new HttpDecoderConfig()
            .setMaxInitialLineLength(maxLine)
            .setMaxHeaderSize(maxHeaders)
            .setMaxChunkSize(MAX_PIECE)
            .setAllowPartialChunks(true)
            .setAllowDuplicateContentLengths(false)
            .setStrictLineParsing(true)
            .setUseRfc9112TransferEncoding(true)
            .setValidateHeaders(true));
    this.oneAtATime = oneAtATime;
  }

  /// Whether the request could be read, and in one way only: no transfer coding but `chunked`, and
  /// that not in HTTP/1.0; one host; no expectation but `100-continue`.
  public static boolean isWellFormed(HttpRequest request) {
    HttpHeaders headers = request.headers();
    List<String> coding = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
    boolean plainCoding =
        coding.isEmpty()
            || (coding.size() == 1
                && coding.getFirst().equalsIgnoreCase("chunked")
                && request.protocolVersion().equals(HttpVersion.HTTP_1_1));
    int hosts = headers.getAll(HttpHeaderNames.HOST).size();
    return request.decoderResult().isSuccess()
        && plainCoding
        && (request.protocolVersion().equals(HttpVersion.HTTP_1_1)
            ? hosts == 1
            : request.protocolVersion().equals(HttpVersion.HTTP_1_0) && hosts <= 1)
        && headers.getAll(HttpHeaderNames.EXPECT).stream()
            .allMatch(HttpHeaderValues.CONTINUE::contentEqualsIgnoreCase);
  }

  /// Goes on with the next request, if any of it was received.
  ///
  /// @param context this decoder's
  public void resume(ChannelHandlerContext context) throws Exception {
    paused = false;
    channelRead(context, Unpooled.EMPTY_BUFFER);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) throws Exception {
    if (paused) {
      // Netty would read on until a message is whole, and so without end.
      context.fireChannelReadComplete();
    } else {
      super.channelReadComplete(context);
    }
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf buffer, List<Object> out)
      throws Exception {
    if (paused) {
      return;
    }
    if (refused) {
      buffer.skipBytes(buffer.readableBytes());
      return;
    }
    if (inHead && isMalformed(buffer)) {
      refused = true;
      buffer.skipBytes(buffer.readableBytes());
      HttpMessage message = createInvalidMessage();
      message.setDecoderResult(
          DecoderResult.failure(new IllegalArgumentException("white space where a line begins")));
      out.add(message);
      return;
    }
    int before = out.size();
    int start = buffer.readerIndex();
    super.decode(context, buffer, out);
    headBegun |= buffer.readerIndex() > start;
    for (Object message : out.subList(before, out.size())) {
      if (message instanceof HttpRequest) {
        inHead = false;
      }
      if (message instanceof LastHttpContent) {
        inHead = true;
        headBegun = false;
        paused = oneAtATime;
      }
    }
  }

  /// Whether a request begins with anything but a letter, or a header line with white space, in
  /// what was received of the head. Netty skips the first and joins the second.
  private boolean isMalformed(ByteBuf buffer) {
    int end = buffer.writerIndex();
    int at = buffer.readerIndex();
    if (at < end && (headBegun ? isBlank(buffer.getByte(at)) : !begins(buffer.getByte(at)))) {
      return true;
    }
    while (true) {
      int feed = buffer.indexOf(at, end, (byte) '\n');
      if (feed < 0 || feed + 1 >= end) {
        return false;
      }
      byte next = buffer.getByte(feed + 1);
      if (isBlank(next)) {
        return true;
      }
      if (next == '\r' || next == '\n') {
        return false;
      }
      at = feed + 1;
    }
  }

  private static boolean begins(byte b) {
    return (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z') || b == '\r' || b == '\n';
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }

  @Override
  protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
    throw new IllegalArgumentException("Transfer-Encoding and Content-Length");
  }

  /// Whether bytes were received behind the last message that can't be the begin of a request.
  public boolean holdsNoRequest() {
    ByteBuf rest = internalBuffer();
    for (int i = rest.readerIndex(); i < rest.writerIndex(); i++) {
      byte b = rest.getByte(i);
      if (b != '\r' && b != '\n') {
        return b < 'A' || b > 'Z';
      }
    }
    return false;
  }
}
