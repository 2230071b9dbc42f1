package io.kubescribe.queryapi.http;

import io.kubescribe.core.Repetitions;
import io.kubescribe.queryapi.access.Authenticator;
import java.time.InstantSource;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Logs credentials that are nobody's, once for each address and kind in a minute, and counts them
/// against the address. The credential itself is never logged: it may be one that works elsewhere.
/// Safe for use by many threads.
final class RefusedCredentials {
  /// As many as failures are counted for.
  private static final int MOST_ADDRESSES = 10_000;

  private static final Logger log = LoggerFactory.getLogger(RefusedCredentials.class);

  /// What was wrong.
  enum Kind {
    TOKEN,
    SESSION,
    LINK
  }

  private record Key(String address, Kind kind) {}

  private final Authenticator authenticator;
  private final Repetitions<Key> repetitions;

  RefusedCredentials(Authenticator authenticator, InstantSource clock) {
    this.authenticator = authenticator;
    this.repetitions = new Repetitions<>(Authenticator.FAILURE_WINDOW, MOST_ADDRESSES, clock);
  }

  /// @return whether the address failed more often than it may
  boolean tooMany(String address, Kind kind) {
    long suppressed = repetitions.next(new Key(address, kind));
    if (suppressed != Repetitions.NOT_DUE) {
      log.atWarn()
          .addKeyValue("address", address)
          .addKeyValue("reason", "unknown " + kind.name().toLowerCase(Locale.ROOT))
          .addKeyValue("suppressed", suppressed)
          .log("credentials refused");
    }
    return authenticator.failed(address);
  }
}
