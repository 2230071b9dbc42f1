package io.kubescribe.index.lucene;

import io.kubescribe.core.audit.AuditEventId;
import io.kubescribe.core.query.CatalogueField;
import io.kubescribe.core.query.EventField;
import io.kubescribe.core.query.IpAddress;
import io.kubescribe.core.query.JsonPath;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/// Names of the Lucene fields beside those of [EventField], and how values stand in terms: keywords
/// as UTF-8, codes as three digits, addresses as 16 bytes, ids as 32.
final class Fields {
  static final String TIMESTAMP = EventField.TIMESTAMP.text();
  static final String ID = EventField.ID.text();
  static final String POSITION = "position";
  static final String LATENCY = "latency";
  static final String BODY = "body";
  static final String PATHS = "paths";
  static final String TEXT = "text";
  static final String RAW = "raw";
  static final String META = "meta";

  /// Between path and value of a [#BODY] term. A NUL in a key is indexed as the replacement mark,
  /// so the first NUL always ends the path.
  static final byte PATH_END = 0;

  /// Shortest word of [#TEXT] in characters: single letters and digits are in nearly every event. A
  /// query for one is verified on the raw event.
  static final int MIN_WORD = 2;

  /// Longest word of [#TEXT] in characters, the length of a SHA-256 in hexadecimal; of a longer one
  /// the first `MAX_WORD + 1` are indexed, and a query for it is verified on the raw event. A
  /// wildcard sees no more than those.
  static final int MAX_WORD = 64;

  /// Paths that are not in [#BODY] because a named field holds exactly their values.
  static final Set<String> NAMED_PATHS =
      Set.of(
          "auditID",
          "stage",
          "level",
          "verb",
          "requestURI",
          "userAgent",
          "sourceIPs",
          "stageTimestamp",
          "user.username",
          "user.groups",
          "impersonatedUser.username",
          "objectRef.resource",
          "objectRef.subresource",
          "objectRef.apiGroup",
          "objectRef.namespace",
          "objectRef.name",
          "responseStatus.code",
          "responseStatus.reason");

  private static final int MAX_NUMBER = 100;
  private static final BigDecimal MAX_CODE = BigDecimal.valueOf(999);

  private Fields() {}

  /// The named field that stands for this path, or null.
  static @Nullable EventField named(JsonPath path) {
    return NAMED_PATHS.contains(path.text()) ? EventField.find(path.text()).orElse(null) : null;
  }

  /// The term of a value as users write it, or null if the field can't have such a value.
  static @Nullable BytesRef term(CatalogueField field, String value) {
    if (field == EventField.ID) {
      return AuditEventId.isValid(value) ? new BytesRef(new AuditEventId(value).bytes()) : null;
    }
    return switch (field.type()) {
      case KEYWORD -> value.isEmpty() ? null : CutTerm.of(value, CutTerm.MAX_KEYWORD);
      case NUMBER -> {
        BigDecimal number = number(value);
        yield number == null ? null : codeTerm(number);
      }
      case IP -> IpAddress.parse(value).map(ip -> new BytesRef(ip.bytes())).orElse(null);
      case TIME, TEXT -> null;
    };
  }

  private static @Nullable BytesRef codeTerm(BigDecimal number) {
    if (number.signum() < 0 || number.compareTo(MAX_CODE) > 0) {
      return null;
    }
    BigDecimal stripped = number.stripTrailingZeros();
    return stripped.scale() > 0 ? null : code(stripped.intValueExact());
  }

  /// The term of a status code, 0-999.
  static BytesRef code(int code) {
    byte[] digits = {
      (byte) ('0' + code / 100), (byte) ('0' + code / 10 % 10), (byte) ('0' + code % 10)
    };
    return new BytesRef(digits);
  }

  /// The value of a term as users write it.
  static String text(CatalogueField field, BytesRef term) {
    if (field == EventField.ID) {
      return AuditEventId.ofBytes(BytesRef.deepCopyOf(term).bytes).value();
    }
    return switch (field.type()) {
      case KEYWORD, TIME, TEXT -> utf8(term);
      case NUMBER -> Integer.toString(Integer.parseInt(utf8(term)));
      case IP ->
          IpAddress.of(Arrays.copyOfRange(term.bytes, term.offset, term.offset + term.length))
              .toString();
    };
  }

  private static String utf8(BytesRef term) {
    return new String(term.bytes, term.offset, term.length, StandardCharsets.UTF_8);
  }

  /// The number that a text is, or null.
  static @Nullable BigDecimal number(String text) {
    if (text.isEmpty() || text.length() > MAX_NUMBER) {
      return null;
    }
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /// Microseconds since the epoch of an ISO-8601 instant.
  static Optional<Long> time(String text) {
    try {
      return Optional.of(micros(OffsetDateTime.parse(text).toInstant()));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /// Microseconds since the epoch; far instants are brought to the ends of the scale.
  static long micros(Instant instant) {
    long seconds = instant.getEpochSecond();
    long limit = Long.MAX_VALUE / 1_000_000 - 1;
    long within = Math.clamp(seconds, -limit, limit);
    return within * 1_000_000 + (within == seconds ? instant.getNano() / 1000 : 0);
  }

  /// The first microsecond at or after the instant.
  static long ceilMicros(Instant instant) {
    return micros(instant) + (instant.equals(instant.truncatedTo(ChronoUnit.MICROS)) ? 0 : 1);
  }

  static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000), Math.floorMod(micros, 1_000_000) * 1000L);
  }
}
