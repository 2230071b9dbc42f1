package io.kubescribe.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Sends batches as kube-apiserver's webhook backend does: any number at once up to a bound, each
/// tried five times with growing waits and then given up.
///
/// Source: `k8s.io/apiserver/plugin/pkg/audit/webhook/webhook.go`, `pkg/util/webhook/webhook.go`
/// (factor 1.5, jitter 0.2, 5 steps).
final class ApiServerSender implements Closeable {
  private static final int TRIES = 5;
  private static final double FACTOR = 1.5;
  private static final double JITTER = 0.2;

  private final URI target;
  private final String token;
  private final Duration firstWait;
  private final Semaphore connections;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger givenUp = new AtomicInteger();
  private final AtomicInteger retries = new AtomicInteger();
  private final AtomicInteger answers = new AtomicInteger();
  private final AtomicLong slowestNanos = new AtomicLong();
  private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();

  /// @param firstWait before the second try; kube-apiserver's default is 10 s
  ApiServerSender(URI target, String token, int connections, Duration firstWait) {
    this.target = target;
    this.token = token;
    this.firstWait = firstWait;
    this.connections = new Semaphore(connections);
  }

  /// Sends each batch, and returns when all were taken or given up.
  void sendAll(List<byte[]> batches) throws InterruptedException {
    for (byte[] batch : batches) {
      send(batch);
    }
    awaitAll();
  }

  /// Sends a batch in the background; blocks while all connections are in use.
  void send(byte[] batch) throws InterruptedException {
    connections.acquire();
    threads.execute(() -> {
      try {
        deliver(batch);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        givenUp.incrementAndGet();
      } finally {
        connections.release();
      }
    });
  }

  void awaitAll() throws InterruptedException {
    threads.shutdown();
    if (!threads.awaitTermination(15, TimeUnit.MINUTES)) {
      throw new IllegalStateException("batches are still being sent");
    }
  }

  private void deliver(byte[] batch) throws InterruptedException {
    double wait = firstWait.toMillis();
    for (int attempt = 1; attempt <= TRIES; attempt++) {
      if (taken(batch)) {
        return;
      }
      if (attempt < TRIES) {
        retries.incrementAndGet();
        Thread.sleep((long) (wait * (1 + JITTER * ThreadLocalRandom.current().nextDouble())));
        wait *= FACTOR;
      }
    }
    givenUp.incrementAndGet();
  }

  private boolean taken(byte[] batch) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(target)
            .timeout(Duration.ofSeconds(30))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(batch))
            .build();
    long began = System.nanoTime();
    try {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      answers.incrementAndGet();
      slowestNanos.accumulateAndGet(System.nanoTime() - began, Math::max);
      if (answer.statusCode() / 100 == 2) {
        return true;
      }
      failures.add(answer.statusCode() + " " + answer.body());
    } catch (IOException e) {
      failures.add(e.toString());
    }
    return false;
  }

  /// Every batch was taken in the end; in a soak, where the machine is not shared, each at the
  /// first try and within the 2 s that are promised.
  void requireAllTaken() {
    System.out.println(this);
    assertThat(givenUp.get()).as("%s", failures).isZero();
    if (Scale.isFull()) {
      assertThat(failures).isEmpty();
      assertThat(slowest()).isLessThan(Duration.ofSeconds(2));
    }
  }

  /// Batches that were dropped after five tries.
  int givenUp() {
    return givenUp.get();
  }

  int retries() {
    return retries.get();
  }

  /// The longest time to an answer, of those that came.
  Duration slowest() {
    return Duration.ofNanos(slowestNanos.get());
  }

  @Override
  public String toString() {
    return "sender: %d answers, slowest %d ms, %d retries, %d given up, failures %s"
        .formatted(answers.get(), slowest().toMillis(), retries(), givenUp(), Set.copyOf(failures));
  }

  @Override
  public void close() {
    threads.shutdownNow();
    client.shutdownNow();
  }
}
