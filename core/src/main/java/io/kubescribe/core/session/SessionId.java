package io.kubescribe.core.session;

import io.kubescribe.core.audit.AuditEvent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// The id of a session and of its recording, sent to kube-apiserver as `Audit-ID`: a UUID of
/// version 7 (RFC 9562), so that ids sort by the time they were made, to the millisecond.
public record SessionId(UUID value) implements Comparable<SessionId> {
  private static final Pattern GRAMMAR =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

  private static final Set<String> RECORDED = Set.of("exec", "attach", "portforward");

  /// @throws IllegalArgumentException if the value is no UUID of version 7
  public SessionId {
    if (value.version() != 7 || value.variant() != 2) {
      throw new IllegalArgumentException("session id must be a UUID of version 7, was " + value);
    }
  }

  /// A new id.
  ///
  /// @param random its 74 bits are all that keeps ids of one millisecond apart: a secure source
  public static SessionId next(InstantSource clock, RandomGenerator random) {
    long millis = clock.instant().toEpochMilli();
    long high = (millis << 16) | 0x7000 | (random.nextLong() & 0xfff);
    long low = (1L << 63) | (random.nextLong() >>> 2);
    return new SessionId(new UUID(high, low));
  }

  /// The id with this text, in the one form that [#toString] writes (36 characters, lower case);
  /// empty for any other text.
  public static Optional<SessionId> parse(String text) {
    return GRAMMAR.matcher(text).matches()
        ? Optional.of(new SessionId(UUID.fromString(text)))
        : Optional.empty();
  }

  /// The session that an audit event seems to belong to: gateways send its id as `Audit-ID`. A
  /// client that goes past them can choose one, so whether there is a recording is to be looked up.
  public static Optional<SessionId> claimedBy(AuditEvent event) {
    String action = event.action();
    return action != null && RECORDED.contains(action) ? parse(event.auditId()) : Optional.empty();
  }

  /// When it was made, to the millisecond.
  public Instant madeAt() {
    return Instant.ofEpochMilli(value.getMostSignificantBits() >>> 16);
  }

  /// By text, so by time: [UUID] compares its halves as signed numbers.
  @Override
  public int compareTo(SessionId other) {
    int high =
        Long.compareUnsigned(value.getMostSignificantBits(), other.value.getMostSignificantBits());
    return high != 0
        ? high
        : Long.compareUnsigned(
            value.getLeastSignificantBits(), other.value.getLeastSignificantBits());
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
