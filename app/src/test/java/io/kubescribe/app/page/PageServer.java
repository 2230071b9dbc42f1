package io.kubescribe.app.page;

import io.kubescribe.app.demo.DemoStory;
import io.kubescribe.core.audit.AuditEventParser;
import io.kubescribe.core.audit.ClusterName;
import io.kubescribe.core.audit.UnreadableEventException;
import io.kubescribe.core.config.HostPort;
import io.kubescribe.core.crypto.DataKey;
import io.kubescribe.core.forward.ForwarderStatus;
import io.kubescribe.core.store.Checkpoint;
import io.kubescribe.core.store.IndexableEvent;
import io.kubescribe.index.IndexConfig;
import io.kubescribe.index.lucene.LuceneSearchStore;
import io.kubescribe.ingest.RedactConfig;
import io.kubescribe.ingest.event.EventPreparer;
import io.kubescribe.ingest.event.PreparedBatch;
import io.kubescribe.ingest.event.PreparedEvent;
import io.kubescribe.ingest.event.Redactor;
import io.kubescribe.queryapi.QueryConfig;
import io.kubescribe.queryapi.access.AdminToken;
import io.kubescribe.queryapi.access.Authenticator;
import io.kubescribe.queryapi.http.QueryServer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Pages and API over a Lucene store, without Kafka: what is loaded goes straight into the store.
/// Its clock begins at the same instant each time, so that the same events give the same pictures.
final class PageServer implements Closeable {
  /// What the server takes for now when it starts; the demo's night is 12 hours before.
  static final Instant NOW = Instant.parse("2026-11-20T14:25:31.118Z");

  private static final Checkpoint.Partition PARTITION = new Checkpoint.Partition("pages", 0);

  /// API token of the first user.
  final String token;

  private final EventPreparer preparer;
  private final LuceneSearchStore store;
  private final QueryServer server;
  private long offset;

  /// Listens on a free port of the loopback address.
  ///
  /// @param folder empty
  PageServer(Path folder) throws IOException {
    this(folder, 0);
  }

  private PageServer(Path folder, int port) throws IOException {
    long start = System.nanoTime();
    InstantSource clock = () -> NOW.plusNanos(System.nanoTime() - start);
    DataKey key = new DataKey(new byte[32]);
    preparer = new EventPreparer(new Redactor(RedactConfig.DEFAULT, key));
    store = LuceneSearchStore.open(folder.resolve("index"), IndexConfig.DEFAULT, clock);
    Path tokenFile = folder.resolve("admin.token");
    QueryConfig.Auth auth = QueryConfig.DEFAULT.auth();
    Authenticator authenticator = new Authenticator(auth, AdminToken.open(tokenFile), clock);
    token = Files.readString(tokenFile).strip();
    server =
        new QueryServer(
            new QueryConfig(new HostPort("127.0.0.1", port), List.of(), auth),
            store,
            null,
            null,
            _ -> Optional.empty(),
            ForwarderStatus.NONE,
            authenticator,
            _ -> CompletableFuture.completedFuture(null),
            key,
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
            () -> List.of(store),
            clock);
    server.start();
  }

  /// Loads the demo's story; see [DemoStory].
  void loadStory() throws IOException {
    var batches = new DemoStory(InstantSource.fixed(NOW), 7).batches();
    while (batches.hasNext()) {
      load(DemoStory.CLUSTER, batches.next());
    }
  }

  /// Loads a body as the webhook takes it; searches see it a second later.
  ///
  /// @throws IllegalArgumentException if not all of it is events
  void load(String cluster, byte[] body) throws IOException {
    PreparedBatch batch = preparer.prepare(new ClusterName(cluster), "webhook", NOW, null, body);
    if (!batch.quarantined().isEmpty()) {
      throw new IllegalArgumentException(batch.quarantined().getFirst().reason());
    }
    List<IndexableEvent> events = new ArrayList<>();
    for (PreparedEvent event : batch.events()) {
      events.add(indexable(event, offset++));
    }
    store.append(events);
  }

  private static IndexableEvent indexable(PreparedEvent event, long offset) {
    try {
      return new IndexableEvent(
          event.id(),
          AuditEventParser.parse(event.raw(), event.envelope()),
          event.envelope(),
          event.raw(),
          PARTITION,
          offset);
    } catch (UnreadableEventException e) {
      throw new IllegalStateException("a prepared event is readable", e);
    }
  }

  URI uri(String path) {
    return URI.create("http://" + server.address() + path);
  }

  /// A link that signs in, once.
  URI signInLink() {
    return server.signInLink();
  }

  @Override
  public void close() throws IOException {
    server.close();
    store.close();
  }

  /// Serves the story and the odd events until the process ends, for work on the pages: `npm run
  /// dev` beside it, with `KUBESCRIBE_API` at this address.
  public static void main(String[] arguments) throws IOException {
    int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 0;
    PageServer server = new PageServer(Files.createTempDirectory("kubescribe-pages"), port);
    server.loadStory();
    server.load(OddEvents.CLUSTER, OddEvents.payloads());
    server.load(OddEvents.CLUSTER, OddEvents.names());
    System.out.println(server.signInLink());
    System.out.println(server.token);
  }
}
