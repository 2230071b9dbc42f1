package io.kubescribe.queryapi.http;

import io.kubescribe.core.recording.ReplayFile;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/// Answers that a browser may keep: tagged by their content, so that what it has need not be sent
/// again.
final class ReplayFiles {
  static final String SVG = "image/svg+xml";

  /// Each use is asked for, and so recorded.
  static final String ASK_AGAIN = "private, no-cache";

  static final String KEEP = "private, max-age=31536000, immutable";

  private static final int TAG_BYTES = 16;

  private ReplayFiles() {}

  static Answer answer(Call call, ReplayFile file, String caching) {
    return answer(call, Answer.JSON, file.bytes(), caching);
  }

  static Answer answer(Call call, String contentType, String text) {
    return answer(call, contentType, text.getBytes(StandardCharsets.UTF_8), ASK_AGAIN);
  }

  private static Answer answer(Call call, String contentType, byte[] bytes, String caching) {
    String tag = tag(bytes);
    // Whoever signs in next at the same browser may see less.
    Map<String, String> headers =
        Map.of("ETag", tag, "Cache-Control", caching, "Vary", "Authorization, Cookie");
    boolean known = tag.equals(call.context().header("If-None-Match"));
    return new Answer(known ? 304 : 200, contentType, known ? new byte[0] : bytes, headers, 1);
  }

  private static String tag(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return '"' + HexFormat.of().formatHex(hash, 0, TAG_BYTES) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
