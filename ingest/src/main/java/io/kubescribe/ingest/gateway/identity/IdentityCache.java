package io.kubescribe.ingest.gateway.identity;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Remembers for a short time who a credential belongs to, by its hash. Failures are asked anew.
/// Safe for use by many threads.
@SuppressWarnings("FutureReturnValueIgnored") // of listeners
public final class IdentityCache implements Identities {
  private static final int MOST = 10_000;

  private final Identities source;
  private final Duration lifetime;
  private final InstantSource clock;
  private final Map<String, Known> known = new LinkedHashMap<>();

  private record Known(Identity identity, Instant until) {}

  /// @param lifetime so long a token that was withdrawn still counts as its owner's
  public IdentityCache(Identities source, Duration lifetime, InstantSource clock) {
    this.source = source;
    this.lifetime = lifetime;
    this.clock = clock;
  }

  @Override
  public Future<Identity> identify(EventLoop loop, Credential credential) {
    String key = credential.key();
    Identity remembered = remembered(key);
    if (remembered != null) {
      return loop.newSucceededFuture(remembered);
    }
    Promise<Identity> promise = loop.newPromise();
    source
        .identify(loop, credential)
        .addListener((Future<Identity> done) -> {
          if (done.isSuccess()) {
            remember(key, done.getNow());
            promise.setSuccess(done.getNow());
          } else {
            promise.setFailure(done.cause());
          }
        });
    return promise;
  }

  private synchronized @Nullable Identity remembered(String key) {
    Known found = known.get(key);
    return found == null || clock.instant().isAfter(found.until()) ? null : found.identity();
  }

  private synchronized void remember(String key, Identity identity) {
    known.remove(key);
    known.put(key, new Known(identity, clock.instant().plus(lifetime)));
    if (known.size() > MOST) {
      known.remove(known.keySet().iterator().next());
    }
  }
}
