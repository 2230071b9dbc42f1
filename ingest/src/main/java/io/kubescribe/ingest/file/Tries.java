package io.kubescribe.ingest.file;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/// Sends requests until they are answered, as the API server does, but for longer. Safe for use by
/// many threads.
final class Tries {
  private static final Duration FIRST_WAIT = Duration.ofMillis(250);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final HttpClient client;
  private final Pause pause;
  private final AtomicReference<@Nullable String> trouble = new AtomicReference<>();
  private final AtomicBoolean unsure = new AtomicBoolean();

  Tries(HttpClient client, Pause pause) {
    this.client = client;
    this.pause = pause;
  }

  /// Why the last request has to be sent again, empty when none has.
  Optional<String> trouble() {
    return Optional.ofNullable(trouble.get());
  }

  /// Whether a request that was sent again may have been taken before, in whole or in part.
  boolean isUnsure() {
    return unsure.get();
  }

  /// @return an answer of 2xx or 4xx
  /// @throws ImportFailedException after five minutes without one, or if the server is not trusted
  HttpResponse<byte[]> send(HttpRequest request)
      throws ImportFailedException, InterruptedException {
    Instant begin = pause.clock().instant();
    Duration wait = FIRST_WAIT;
    while (true) {
      String failure;
      Duration asked = Duration.ZERO;
      try {
        HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
        if (!isTemporary(response.statusCode())) {
          trouble.set(null);
          return response;
        }
        // Nothing is acknowledged, but a part may become durable all the same.
        unsure.set(true);
        failure = "answers " + response.statusCode();
        asked = retryAfter(response);
      } catch (ConnectException | HttpConnectTimeoutException e) {
        failure = "can't be reached";
      } catch (SSLHandshakeException e) {
        throw new ImportFailedException(
            "no TLS with " + request.uri().getAuthority() + ": " + e.getMessage());
      } catch (IOException e) {
        // The request may have arrived.
        unsure.set(true);
        failure = "broke the connection: " + e;
      }
      String told = request.uri().getAuthority() + " " + failure;
      trouble.set(told);
      if (Duration.between(begin, pause.clock().instant()).compareTo(PATIENCE) > 0) {
        throw new ImportFailedException("gave up after 5 minutes: " + told);
      }
      pause.pause(asked.compareTo(wait) > 0 ? asked : wait);
      wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait.multipliedBy(2);
    }
  }

  private static boolean isTemporary(int status) {
    return status >= 500 || status == 408 || status == 429;
  }

  private static Duration retryAfter(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(seconds -> seconds.matches("\\d{1,2}"))
        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
        .orElse(Duration.ZERO);
  }
}
