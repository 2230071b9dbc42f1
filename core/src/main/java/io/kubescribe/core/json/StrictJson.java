package io.kubescribe.core.json;

import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
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

  /// Parsers for what Kubernetes sends. Safe for use by many threads.
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(LIMITS)
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

  /// A parser over the whole array, within the limits.
  public static JsonParser parser(byte[] json) {
    return FACTORY.createParser(ObjectReadContext.empty(), json);
  }
}
