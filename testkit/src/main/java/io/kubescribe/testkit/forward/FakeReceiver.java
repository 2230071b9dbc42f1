package io.kubescribe.testkit.forward;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;

/// An HTTP server on a free loopback port that takes events as one system does, counts the copies
/// of each by its id, and remembers what a sender did against the rules. Safe for use by many
/// threads.
public abstract class FakeReceiver implements Closeable {
  /// An event in whose text this stands is refused for itself, always.
  public static final String POISON = "poison-pill";

  private static final int LARGEST = 100_000_000;

  static {
    // Without it, an answer waits 40 ms for the acknowledgement of its headers.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  /// An answer; a status of 0 closes the connection without one.
  protected record Answer(int status, String body, Map<String, String> headers) {
    protected Answer {
      headers = Map.copyOf(headers);
    }

    static Answer of(int status, String body) {
      return new Answer(status, body, Map.of());
    }
  }

  private static final Answer NO_ANSWER = Answer.of(0, "");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, AtomicInteger> copies = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> violations = new ConcurrentLinkedQueue<>();
  private final AtomicLong requests = new AtomicLong();
  private final Faults faults;

  protected FakeReceiver(Faults faults) throws IOException {
    this.faults = faults;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 512);
  }

  /// Answers from now on; until then, connections wait.
  public final void start() {
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /// Scheme, host and port.
  public final URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  public final Faults faults() {
    return faults;
  }

  /// Ids of events that were taken.
  public final Set<String> ids() {
    return Set.copyOf(copies.keySet());
  }

  /// How many different events were taken.
  public final int distinct() {
    return copies.size();
  }

  /// How often an event was taken.
  public final int copies(String id) {
    AtomicInteger count = copies.get(id);
    return count == null ? 0 : count.get();
  }

  /// What a sender did that the real system would answer with silence, loss or an error.
  public final List<String> violations() {
    return List.copyOf(violations);
  }

  public final long requests() {
    return requests.get();
  }

  protected final void take(String id) {
    copies.computeIfAbsent(id, _ -> new AtomicInteger()).incrementAndGet();
  }

  protected final void violation(String what) {
    violations.add(what);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      requests.incrementAndGet();
      byte[] body = body(exchange);
      Thread.sleep(faults.latency());
      Answer answer = answer(exchange, body);
      if (answer.status() == 0) {
        return;
      }
      byte[] text = answer.body().getBytes(StandardCharsets.UTF_8);
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      exchange.sendResponseHeaders(answer.status(), text.length == 0 ? -1 : text.length);
      exchange.getResponseBody().write(text);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      violation(e.toString());
      throw e;
    }
  }

  private Answer answer(HttpExchange exchange, byte[] body) throws IOException {
    int failure = isFaulty(exchange.getRequestURI()) ? faults.failure() : 0;
    if (failure != 0) {
      return new Answer(
          failure,
          failureBody(failure),
          faults.retryAfter().isEmpty() ? Map.of() : Map.of("Retry-After", faults.retryAfter()));
    }
    Answer answer = receive(exchange.getRequestURI(), exchange.getRequestHeaders(), body);
    return isFaulty(exchange.getRequestURI()) && faults.drops() ? NO_ANSWER : answer;
  }

  /// Whether faults befall requests of this address.
  protected boolean isFaulty(URI asked) {
    return true;
  }

  protected String failureBody(int status) {
    return "";
  }

  /// Takes a request whose body is unpacked.
  protected abstract Answer receive(URI asked, Headers headers, byte[] body) throws IOException;

  private byte[] body(HttpExchange exchange) throws IOException {
    try (InputStream in = exchange.getRequestBody()) {
      if (!"gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))) {
        return in.readNBytes(LARGEST);
      }
      try (GZIPInputStream unpacked = new GZIPInputStream(in, 1 << 16)) {
        return unpacked.readNBytes(LARGEST);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
