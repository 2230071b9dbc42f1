package io.kubescribe.queryapi.access;

import io.kubescribe.core.access.Principal;
import io.kubescribe.core.crypto.Secrets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Links that sign somebody in once. Safe for use by many threads.
final class OneTimeLinks {
  static final Duration LONGEST = Duration.ofHours(12);
  static final int MOST = 100;

  private record Link(Principal principal, Instant since) {}

  private final InstantSource clock;
  private final Map<String, Link> byHash = new LinkedHashMap<>();

  OneTimeLinks(InstantSource clock) {
    this.clock = clock;
  }

  synchronized String issue(Principal principal) {
    String token = Secrets.random();
    put(Secrets.key(token), new Link(principal, clock.instant()));
    return token;
  }

  synchronized Optional<UsedLink> redeem(String token) {
    String key = Secrets.key(token);
    Link link = byHash.remove(key);
    return link == null || !clock.instant().isBefore(link.since().plus(LONGEST))
        ? Optional.empty()
        : Optional.of(new UsedLink(key, link.principal(), link.since()));
  }

  /// Makes it work again, for as long as it would have.
  synchronized void giveBack(UsedLink link) {
    put(link.key(), new Link(link.principal(), link.since()));
  }

  private void put(String key, Link link) {
    if (byHash.size() >= MOST) {
      byHash.remove(byHash.keySet().iterator().next());
    }
    byHash.put(key, link);
  }
}
