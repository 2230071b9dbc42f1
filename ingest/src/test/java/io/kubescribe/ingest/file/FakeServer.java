package io.kubescribe.ingest.file;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.kubescribe.core.audit.ClusterName;
import io.kubescribe.core.crypto.DataKey;
import io.kubescribe.ingest.RedactConfig;
import io.kubescribe.ingest.event.EventPreparer;
import io.kubescribe.ingest.event.PreparedBatch;
import io.kubescribe.ingest.event.PreparedEvent;
import io.kubescribe.ingest.event.QuarantinedPiece;
import io.kubescribe.ingest.event.Redactor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A receiver and its tallies that keep everything in memory; bodies are split as the real one
/// does.
final class FakeServer implements AutoCloseable {
  /// What happens to a body.
  enum Fate {
    TAKE,
    /// 503 with Retry-After; nothing is taken.
    REFUSE_FOR_NOW,
    /// Taken, but the connection ends before the answer.
    TAKE_AND_HANG_UP,
    FORBID
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final EventPreparer preparer =
      new EventPreparer(new Redactor(new RedactConfig(true, List.of()), new DataKey(new byte[32])));

  /// Taken one after another by the first bodies; all further ones are taken in.
  private final List<Fate> fates = new ArrayList<>();

  final List<Integer> bodySizes = new ArrayList<>();
  final List<String> events = new ArrayList<>();
  final List<String> quarantined = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();
  private int largestBody = 64 << 20;
  private int hiddenAnswers;
  private int added;
  private int duplicates;

  FakeServer(Fate... fates) throws IOException {
    this.fates.addAll(List.of(fates));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/audit/prod", this::take);
    server.createContext("/api/v1/imports/run-1", this::tally);
    server.start();
  }

  FakeServer withLargestBody(int bytes) {
    largestBody = bytes;
    return this;
  }

  /// The tallies answer 404 so many times first.
  FakeServer withHiddenTally(int answers) {
    hiddenAnswers = answers;
    return this;
  }

  ImportTarget target() {
    URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return new ImportTarget(uri, new ClusterName("prod"), "ingest-token", uri, "api-token");
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (!"Bearer ingest-token".equals(exchange.getRequestHeaders().getFirst("Authorization"))
          || !"run-1".equals(exchange.getRequestHeaders().getFirst("Kubescribe-Import"))) {
        answer(exchange, 401, "{}");
        return;
      }
      Fate fate;
      synchronized (this) {
        fate = fates.isEmpty() ? Fate.TAKE : fates.removeFirst();
      }
      switch (fate) {
        case REFUSE_FOR_NOW -> {
          exchange.getResponseHeaders().set("Retry-After", "1");
          answer(exchange, 503, "{}");
        }
        case FORBID -> answer(exchange, 403, "{}");
        case TAKE_AND_HANG_UP -> store(body);
        case TAKE -> {
          if (body.length > largestBody) {
            answer(exchange, 413, "{}");
          } else {
            answer(exchange, 200, store(body));
          }
        }
      }
    }
  }

  private synchronized String store(byte[] body) {
    PreparedBatch batch =
        preparer.prepare(new ClusterName("prod"), "import", Instant.EPOCH, "run-1", body);
    bodySizes.add(batch.events().size());
    for (PreparedEvent event : batch.events()) {
      events.add(new String(event.raw(), StandardCharsets.UTF_8));
      if (ids.add(event.id().value())) {
        added++;
      } else {
        duplicates++;
      }
    }
    for (QuarantinedPiece piece : batch.quarantined()) {
      quarantined.add(new String(piece.raw(), StandardCharsets.UTF_8));
    }
    return "{\"accepted\":%d,\"duplicates\":0,\"quarantined\":%d}"
        .formatted(batch.events().size(), batch.quarantined().size());
  }

  private void tally(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!"Bearer api-token".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        answer(exchange, 401, "{}");
        return;
      }
      String tally;
      synchronized (this) {
        boolean hidden = hiddenAnswers-- > 0;
        tally =
            hidden
                ? ""
                : "{\"id\":\"run-1\",\"added\":%d,\"duplicates\":%d,\"quarantined\":0}"
                    .formatted(added, duplicates);
      }
      answer(exchange, tally.isEmpty() ? 404 : 200, tally.isEmpty() ? "{}" : tally);
    }
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
