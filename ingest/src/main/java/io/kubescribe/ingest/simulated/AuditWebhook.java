package io.kubescribe.ingest.simulated;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends audit events as kube-apiserver's batching webhook does: up to 400 a batch, five tries with
/// growing pauses, then the batch is lost. Safe for use by many threads.
final class AuditWebhook implements Consumer<byte[]>, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AuditWebhook.class);

  private static final int BUFFER = 10_000;
  private static final int BATCH = 400;
  private static final int TRIES = 5;
  private static final double FACTOR = 1.5;
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Duration CLOSING = Duration.ofSeconds(2);

  /// No event; see [#close].
  private static final byte[] WAKE = {};

  private final URI target;
  private final String token;
  private final Duration maxWait;
  private final Duration firstBackoff;
  private final HttpClient client;
  private final BlockingQueue<byte[]> queue = new ArrayBlockingQueue<>(BUFFER);
  private volatile boolean closing;
  private @Nullable Thread sender;

  /// @param target with its path; `timeout=30s` is added
  /// @param maxWait how long an event waits for others
  AuditWebhook(URI target, String token, Duration maxWait, Duration firstBackoff) {
    this.target = URI.create(target + "?timeout=30s");
    this.token = token;
    this.maxWait = maxWait;
    this.firstBackoff = firstBackoff;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
  }

  void start() {
    sender = Thread.ofVirtual().name("simulated-audit-webhook").start(this::send);
  }

  /// A full buffer loses the event, as a real one does.
  @Override
  public void accept(byte[] event) {
    if (!queue.offer(event)) {
      log.atWarn().log("simulated audit buffer is full, an event is lost");
    }
  }

  private void send() {
    try {
      while (!closing || !queue.isEmpty()) {
        byte[] first = queue.poll(maxWait.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null && first.length > 0) {
          List<byte[]> batch = new ArrayList<>(List.of(first));
          gather(batch);
          deliver(batch);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void gather(List<byte[]> batch) throws InterruptedException {
    long end = System.nanoTime() + maxWait.toNanos();
    while (batch.size() < BATCH) {
      byte[] next = queue.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (next == null || next.length == 0) {
        return;
      }
      batch.add(next);
    }
  }

  private void deliver(List<byte[]> batch) throws InterruptedException {
    byte[] body = body(batch);
    double pause = firstBackoff.toMillis();
    for (int attempt = 1; attempt <= TRIES; attempt++) {
      if (post(body)) {
        return;
      }
      if (attempt < TRIES) {
        Thread.sleep((long) pause);
        pause *= FACTOR;
      }
    }
    log.atWarn().addKeyValue("events", batch.size()).log("simulated audit batch is lost");
  }

  private static byte[] body(List<byte[]> batch) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(
        "{\"kind\":\"EventList\",\"apiVersion\":\"audit.k8s.io/v1\",\"metadata\":{},\"items\":["
            .getBytes(StandardCharsets.US_ASCII));
    for (int i = 0; i < batch.size(); i++) {
      if (i > 0) {
        body.write(',');
      }
      body.writeBytes(batch.get(i));
    }
    body.writeBytes("]}\n".getBytes(StandardCharsets.US_ASCII));
    return body.toByteArray();
  }

  private boolean post(byte[] body) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(target)
            .timeout(TIMEOUT)
            .header("User-Agent", "Go-http-client/1.1")
            .header("Accept", "application/json, */*")
            .header("Accept-Encoding", "gzip")
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + token)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    try {
      int code = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      return code / 100 == 2;
    } catch (IOException e) {
      return false;
    }
  }

  /// Sends what is left, for a short time.
  @Override
  public void close() {
    closing = true;
    // Wakes a sender that waits; with a full queue none does.
    var _ = queue.offer(WAKE);
    Thread running = sender;
    if (running != null) {
      try {
        if (!running.join(CLOSING)) {
          running.interrupt();
        }
      } catch (InterruptedException e) {
        running.interrupt();
        Thread.currentThread().interrupt();
      }
    }
    client.shutdownNow();
  }
}
