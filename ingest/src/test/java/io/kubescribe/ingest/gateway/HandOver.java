package io.kubescribe.ingest.gateway;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

/// Gives requests that the apiserver gets to the test's own thread, which answers them. For one
/// connection at a time.
final class HandOver implements ScriptedServer.Script {
  private static final int PATIENCE_SECONDS = 10;

  private final SynchronousQueue<ScriptedServer.Request> requests = new SynchronousQueue<>();
  private final SynchronousQueue<Boolean> answered = new SynchronousQueue<>();

  @Override
  public boolean serve(ScriptedServer.Request request) throws IOException {
    try {
      requests.put(request);
      return answered.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  /// The next request; whoever takes it answers it and says [#done].
  ScriptedServer.Request next() throws InterruptedException {
    ScriptedServer.Request request = requests.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (request == null) {
      throw new AssertionError("no request came to the apiserver");
    }
    return request;
  }

  /// @param more whether another request may follow on the connection
  void done(boolean more) throws InterruptedException {
    if (!answered.offer(more, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("nobody waits to be told");
    }
  }
}
