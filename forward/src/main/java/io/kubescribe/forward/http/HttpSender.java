package io.kubescribe.forward.http;

import io.kubescribe.core.ConfigException;
import io.kubescribe.forward.delivery.Signal;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/// Makes requests over HTTP/1.1 and tells answers from silence. Follows no redirect: a token would
/// go where nobody configured it. Safe for use by many threads.
public final class HttpSender implements Closeable {
  /// Of an answer no more is read; the longest is one line for each item of a batch.
  public static final int LONGEST_REPLY = 4 << 20;

  private static final Duration CONNECT = Duration.ofSeconds(10);

  private final HttpClient client;
  private final ExecutorService executor;
  private final Duration patience;

  /// @param name of the forwarder, for its threads
  /// @param tls null for the certificates that the JDK trusts
  /// @param patience how long an answer may take
  public HttpSender(String name, @Nullable SSLContext tls, Duration patience) {
    this.patience = patience;
    this.executor =
        Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("http-" + name + "-", 0).factory());
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .executor(executor);
    if (tls != null) {
      builder.sslContext(tls);
    }
    this.client = builder.build();
  }

  /// Posts a body and waits for the answer.
  ///
  /// @throws NoReplyException if none came whole
  public Reply post(URI uri, Map<String, String> headers, byte[] body)
      throws NoReplyException, InterruptedException {
    return exchange("POST", uri, headers, body);
  }

  /// Makes a request with any method.
  public Reply exchange(String method, URI uri, Map<String, String> headers, byte[] body)
      throws NoReplyException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(
            request.build(),
            HttpResponse.BodyHandlers.limiting(
                HttpResponse.BodyHandlers.ofByteArray(), LONGEST_REPLY));
    try {
      // The client's own timeout ends with the headers; a body may trickle for ever.
      HttpResponse<byte[]> whole = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return new Reply(whole.statusCode(), whole.headers(), whole.body());
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new NoReplyException(
          signal(cause), "no answer from " + uri.getAuthority() + why(cause), cause);
    } catch (TimeoutException e) {
      throw new NoReplyException(
          Signal.DOWN,
          "no answer from %s within %d s".formatted(uri.getAuthority(), patience.toSeconds()),
          e);
    } finally {
      answer.cancel(true);
    }
  }

  private static Signal signal(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException) {
        return Signal.ACCESS;
      }
    }
    return e instanceof SSLHandshakeException ? Signal.ACCESS : Signal.DOWN;
  }

  private static String why(Throwable e) {
    String message = e.getMessage();
    return ": " + e.getClass().getSimpleName() + (message == null ? "" : " (" + message + ")");
  }

  /// The bytes compressed, fast rather than small: a core does about 100 MB/s.
  public static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream(plain.length / 4 + 64);
    try (GZIPOutputStream gzip = new FastGzip(packed)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException("memory takes every byte", e);
    }
    return packed.toByteArray();
  }

  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(ByteArrayOutputStream out) throws IOException {
      super(out, 8192);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }

  /// @throws ConfigException if it is no address that a request can go to
  public static URI uri(String key, String text) {
    try {
      URI uri = URI.create(text);
      if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && uri.getHost() != null
          && uri.getUserInfo() == null) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // The message below says what is wrong.
    }
    throw new ConfigException(
        key + ": must be a URL such as https://host:8088, without a user, was '" + text + "'");
  }

  @Override
  public void close() {
    client.shutdownNow();
    executor.shutdownNow();
  }
}
