package io.kubescribe.ingest.gateway.identity;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// Remembers for a short time who a credential belongs to, by its hash. Failures are asked anew.
/// Safe for use by many threads.
@SuppressWarnings("FutureReturnValueIgnored") // of listeners
public final class IdentityCache implements Identities {
  private static final int MOST = 10_000;

  private final Identities source;
  private final ShortMemory<String, Identity> known;

  /// @param lifetime so long a token that was withdrawn still counts as its owner's
  public IdentityCache(Identities source, Duration lifetime, InstantSource clock) {
    this.source = source;
    this.known = new ShortMemory<>(MOST, lifetime, clock);
  }

  @Override
  public Future<Identity> identify(EventLoop loop, Credential credential) {
    String key = credential.key();
    Optional<Identity> remembered = known.get(key);
    if (remembered.isPresent()) {
      return loop.newSucceededFuture(remembered.get());
    }
    Promise<Identity> promise = loop.newPromise();
    source
        .identify(loop, credential)
        .addListener((Future<Identity> done) -> {
          if (done.isSuccess()) {
            known.put(key, done.getNow());
            promise.setSuccess(done.getNow());
          } else {
            promise.setFailure(done.cause());
          }
        });
    return promise;
  }
}
