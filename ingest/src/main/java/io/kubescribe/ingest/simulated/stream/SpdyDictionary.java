package io.kubescribe.ingest.simulated.stream;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// The preset dictionary of SPDY/3 header blocks: 1,423 bytes.
final class SpdyDictionary {
  /// Each with a length of four bytes before it; `_` stands for a space.
  private static final String WORDS =
      "options head post put delete trace accept accept-charset accept-encoding accept-language"
          + " accept-ranges age allow authorization cache-control connection content-base"
          + " content-encoding content-language content-length content-location content-md5"
          + " content-range content-type date etag expect expires from host if-match"
          + " if-modified-since if-none-match if-range if-unmodified-since last-modified location"
          + " max-forwards pragma proxy-authenticate proxy-authorization range referer retry-after"
          + " server te trailer transfer-encoding upgrade user-agent vary via warning"
          + " www-authenticate method get status 200_OK version HTTP/1.1 url public set-cookie"
          + " keep-alive origin";

  private static final String REST =
      "100101201202205206300302303304305306307402405406407408409410411412413414415416417502504505"
          + "203 Non-Authoritative Information204 No Content301 Moved Permanently400 Bad Request"
          + "401 Unauthorized403 Forbidden404 Not Found500 Internal Server Error"
          + "501 Not Implemented503 Service UnavailableJan Feb Mar Apr May Jun Jul Aug Sept Oct"
          + " Nov Dec 00:00:00 Mon, Tue, Wed, Thu, Fri, Sat, Sun, GMTchunked,text/html,image/png,"
          + "image/jpg,image/gif,application/xml,application/xhtml+xml,text/plain,"
          + "text/javascript,publicprivatemax-age=gzip,deflate,sdchcharset=utf-8"
          + "charset=iso-8859-1,utf-,*,enq=0.";

  static final byte[] BYTES = build();

  private SpdyDictionary() {}

  private static byte[] build() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (String word : WORDS.split(" ", -1)) {
      byte[] text = word.replace('_', ' ').getBytes(StandardCharsets.US_ASCII);
      bytes.writeBytes(ByteBuffer.allocate(4).putInt(text.length).array());
      bytes.writeBytes(text);
    }
    bytes.writeBytes(REST.getBytes(StandardCharsets.US_ASCII));
    return bytes.toByteArray();
  }
}
