package io.kubescribe.core.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The two JSON policies: lenient towards unknown fields where Kubernetes writes, strict where we
/// do. Both refuse duplicate keys, nesting past [#MAX_DEPTH] and numbers past [#MAX_NUMBER_LENGTH]
/// characters.
///
/// Jackson 3.2 has no limit on documents or tokens by default and accepts duplicate keys, of which
/// the last wins; a second `"user"` could so hide the first.
public final class StrictJson {
  /// The deepest nesting of an audit event that is indexed; a deeper one is quarantined. The
  /// deepest real event seen has 15 levels.
  public static final int MAX_DEPTH = 64;

  /// The longest number in characters. Kubernetes quantities are strings; int64 has 20.
  public static final int MAX_NUMBER_LENGTH = 100;

  /// The longest document in bytes: the largest request body that is taken.
  public static final int MAX_DOCUMENT = 64 << 20;

  /// The longest field name in characters.
  public static final int MAX_NAME_LENGTH = 50_000;

  /// The most tokens of one document; 64 MiB of `0,` would be 32 million.
  public static final int MAX_TOKENS = 8_000_000;

  private static final StreamReadConstraints LIMITS =
      StreamReadConstraints.builder()
          .maxNestingDepth(MAX_DEPTH)
          .maxNumberLength(MAX_NUMBER_LENGTH)
          .maxStringLength(MAX_DOCUMENT)
          .maxNameLength(MAX_NAME_LENGTH)
          .maxDocumentLength(MAX_DOCUMENT)
          .maxTokenCount(MAX_TOKENS)
          .build();

  /// Parsers for what Kubernetes sends. Safe for use by many threads. UTF-8 only: what one reader
  /// takes for UTF-16 and another for UTF-8 would be redacted wrongly.
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(LIMITS)
          .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  /// Reads and writes trees and our own records; unknown properties fail. Safe for use by many
  /// threads.
  public static final JsonMapper MAPPER =
      JsonMapper.builder(FACTORY)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private StrictJson() {}

  /// The same text as well-formed UTF-8, for reading only: each broken sequence becomes U+FFFD. The
  /// array itself when it is well-formed, which is the usual case and costs one pass.
  ///
  /// Jackson refuses broken UTF-8, but a client can send it in a patch, and such an event must
  /// still be found.
  public static byte[] readable(byte[] json) {
    return isWellFormed(json)
        ? json
        : new String(json, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
  }

  /// Whether the bytes are well-formed UTF-8.
  ///
  /// A new text costs less than a loop over the bytes: the JDK looks at them with vector
  /// instructions.
  public static boolean isWellFormed(byte[] json) {
    return new String(json, StandardCharsets.UTF_8).indexOf('\uFFFD') < 0 || decodes(json);
  }

  private static boolean decodes(byte[] json) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /// A parser over the whole array, within the limits.
  public static JsonParser parser(byte[] json) {
    return FACTORY.createParser(ObjectReadContext.empty(), json);
  }
}
