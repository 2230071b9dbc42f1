package io.kubescribe.forward.splunk;

import io.kubescribe.core.ConfigException;
import io.kubescribe.forward.http.HttpSender;
import io.kubescribe.forward.http.NoReplyException;
import io.kubescribe.forward.http.Reply;
import io.kubescribe.forward.profile.JsonBytes;
import java.io.Closeable;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/// The acknowledgements of one channel that are still open. Owns a thread while there are any.
///
/// A `true` is told once and only by the indexer that took the batch, so `false` never means that a
/// batch failed: only time does. Safe for use by many threads.
final class Acknowledgements implements Closeable {
  private static final Logger log = LoggerFactory.getLogger(Acknowledgements.class);

  /// Ids asked for in one request.
  private static final int MOST = 1000;

  private final SplunkSettings settings;
  private final HttpSender http;
  private final Supplier<Map<String, String>> headers;
  private final URI endpoint;
  private final Map<Long, CompletableFuture<Boolean>> open = new HashMap<>();
  private @Nullable Thread poller;
  private @Nullable String cookie;

  Acknowledgements(
      SplunkSettings settings, HttpSender http, Supplier<Map<String, String>> headers) {
    this.settings = settings;
    this.http = http;
    this.headers = headers;
    this.endpoint = settings.base().resolve("/services/collector/ack");
  }

  /// Waits until a batch is acknowledged.
  ///
  /// @return false if it was not in time, or can't be any more: it must be sent again
  boolean await(long id) throws InterruptedException {
    CompletableFuture<Boolean> waiting = new CompletableFuture<>();
    synchronized (this) {
      CompletableFuture<Boolean> earlier = open.put(id, waiting);
      if (earlier != null) {
        // The collector counts from the beginning again and has forgotten that batch.
        earlier.complete(false);
      }
      if (poller == null) {
        poller = Thread.ofVirtual().name("splunk-acknowledgements").start(this::poll);
      }
    }
    try {
      return waiting.get(settings.ackPatience().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("never completed with an exception", e);
    } finally {
      synchronized (this) {
        open.remove(id, waiting);
      }
    }
  }

  /// Behind a balancer, a cookie ties us to one indexer; another one has none of the open batches.
  void seen(Reply reply) {
    String set = reply.headers().firstValue("Set-Cookie").orElse(null);
    if (set == null) {
      return;
    }
    String value = set.split(";", 2)[0];
    synchronized (this) {
      if (cookie != null && !cookie.equals(value)) {
        open.values().forEach(waiting -> waiting.complete(false));
      }
      cookie = value;
    }
  }

  synchronized Optional<String> cookie() {
    return Optional.ofNullable(cookie);
  }

  private void poll() {
    try {
      while (true) {
        Thread.sleep(settings.pollEvery());
        List<Long> asked = asked();
        if (asked.isEmpty()) {
          return;
        }
        ask(asked);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Ends the thread when there is nothing to ask for.
  private synchronized List<Long> asked() {
    if (open.isEmpty()) {
      poller = null;
    }
    return open.keySet().stream().sorted().limit(MOST).toList();
  }

  private void ask(List<Long> ids) throws InterruptedException {
    JsonBytes body = new JsonBytes(ids.size() * 8 + 16);
    body.open().name("acks").openArray();
    ids.forEach(body::number);
    body.closeArray().close();
    try {
      Map<String, String> sent = new HashMap<>(headers.get());
      sent.put("Content-Type", "application/json; charset=utf-8");
      Reply reply = http.post(endpoint, sent, body.toBytes());
      seen(reply);
      if (reply.ok()) {
        JsonNode acks = reply.json().path("acks");
        ids.stream()
            .filter(id -> acks.path(Long.toString(id)).asBoolean(false))
            .forEach(this::close);
      } else {
        // Says nothing of the batches: they stay open until their time is over.
        log.atWarn().addKeyValue("status", reply.status()).log("acknowledgements not told");
      }
    } catch (NoReplyException | ConfigException e) {
      log.atWarn().setCause(e).log("acknowledgements could not be asked for");
    }
  }

  private synchronized void close(long id) {
    CompletableFuture<Boolean> waiting = open.get(id);
    if (waiting != null) {
      waiting.complete(true);
    }
  }

  @Override
  public synchronized void close() {
    if (poller != null) {
      poller.interrupt();
    }
  }
}
