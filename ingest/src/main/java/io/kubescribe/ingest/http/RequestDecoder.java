package io.kubescribe.ingest.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;

/// Netty's decoder, stricter where it mends what RFC 9112 lets a server refuse: white space before
/// a request, a header line that is continued on the next, and two statements about the length of a
/// body. Two readers that mend differently see different requests.
final class RequestDecoder extends HttpRequestDecoder {
  /// Of method, target and version together.
  static final int MAX_LINE = 8 << 10;

  /// Of all headers of one request together.
  static final int MAX_HEADERS = 64 << 10;

  private static final int MAX_PIECE = 64 << 10;

  private boolean inHead = true;
  private boolean headBegun;
  private boolean refused;

  RequestDecoder() {
    super(
        new HttpDecoderConfig()
            .setMaxInitialLineLength(MAX_LINE)
            .setMaxHeaderSize(MAX_HEADERS)
            .setMaxChunkSize(MAX_PIECE)
            .setAllowPartialChunks(true)
            .setAllowDuplicateContentLengths(false)
            .setStrictLineParsing(true)
            .setUseRfc9112TransferEncoding(true)
            .setValidateHeaders(true));
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf buffer, List<Object> out)
      throws Exception {
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
  boolean holdsNoRequest() {
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
