package io.kubescribe.ingest.spdy;

import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/// The preset zlib dictionary of SPDY/3 header blocks (draft 3.1, 2.6.10.1): 1,423 bytes. Static.
public final class SpdyDictionary {
  /// Each stands in the dictionary behind its length in four bytes; here `_` is a space.
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

  private static final String TAIL =
      "100101201202205206300302303304305306307402405406407408409410411412413414415416417502504505"
          + "203 Non-Authoritative Information204 No Content301 Moved Permanently400 Bad Request"
          + "401 Unauthorized403 Forbidden404 Not Found500 Internal Server Error"
          + "501 Not Implemented503 Service UnavailableJan Feb Mar Apr May Jun Jul Aug Sept Oct"
          + " Nov Dec 00:00:00 Mon, Tue, Wed, Thu, Fri, Sat, Sun, GMTchunked,text/html,image/png,"
          + "image/jpg,image/gif,application/xml,application/xhtml+xml,text/plain,text/javascript,"
          + "publicprivatemax-age=gzip,deflate,sdchcharset=utf-8charset=iso-8859-1,utf-,*,enq=0.";

  private static final byte[] BYTES = build();

  private SpdyDictionary() {}

  private static byte[] build() {
    StringBuilder text = new StringBuilder();
    for (String word : WORDS.split(" ")) {
      text.append("\0\0\0").append((char) word.length()).append(word.replace('_', ' '));
    }
    return text.append(TAIL).toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /// For a stream of header blocks, before its first.
  public static void giveTo(Deflater deflater) {
    deflater.setDictionary(BYTES);
  }

  /// When the inflater [needs it][Inflater#needsDictionary].
  ///
  /// @throws IllegalArgumentException if the stream was made with another one
  public static void giveTo(Inflater inflater) {
    inflater.setDictionary(BYTES);
  }

  static byte[] bytes() {
    return BYTES.clone();
  }
}
