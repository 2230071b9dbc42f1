package io.kubescribe.ingest.gateway.identity;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;

/// Finds out who shows a credential. Never blocks. Safe for use by many threads.
public interface Identities {
  /// Call on the loop; completes there. Fails with a
  /// [io.kubescribe.ingest.gateway.request.RefusedException] that may be shown to the client.
  Future<Identity> identify(EventLoop loop, Credential credential);
}
