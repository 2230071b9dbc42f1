package io.kubescribe.app.store;

import io.kubescribe.core.config.HostPort;
import io.kubescribe.core.crypto.DataKey;
import io.kubescribe.core.forward.ForwarderStatus;
import io.kubescribe.index.IndexConfig;
import io.kubescribe.index.lucene.LuceneSearchStore;
import io.kubescribe.queryapi.QueryConfig;
import io.kubescribe.queryapi.access.AdminToken;
import io.kubescribe.queryapi.access.Authenticator;
import io.kubescribe.queryapi.http.QueryServer;
import io.kubescribe.testkit.TestClock;
import io.kubescribe.testkit.scenario.Scenarios;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// Every scenario, on the store that the product has.
@TestInstance(Lifecycle.PER_CLASS)
final class LuceneScenarioTest {
  private final Scenarios scenarios = Scenarios.load();
  private LuceneSearchStore store;
  private QueryServer server;
  private String token;

  @BeforeAll
  void start(@TempDir Path data) throws IOException {
    TestClock clock = new TestClock(Instant.now());
    store = LuceneSearchStore.open(data.resolve("store"), IndexConfig.DEFAULT, clock);
    store.append(scenarios.events());
    clock.advance(Duration.ofSeconds(1));
    QueryConfig config = QueryConfig.DEFAULT;
    Path file = data.resolve("admin.token");
    Authenticator authenticator =
        new Authenticator(config.auth(), AdminToken.open(file), InstantSource.system());
    token = Files.readString(file).strip();
    server =
        new QueryServer(
            new QueryConfig(new HostPort("127.0.0.1", 0), config.hosts(), config.auth()),
            store,
            null,
            null,
            _ -> Optional.empty(),
            ForwarderStatus.NONE,
            authenticator,
            _ -> CompletableFuture.completedFuture(null),
            new DataKey(new byte[32]),
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
            () -> List.of(store),
            InstantSource.system());
    server.start();
  }

  @AfterAll
  void stop() throws IOException {
    server.close();
    store.close();
  }

  @TestFactory
  Stream<DynamicNode> scenarios() {
    return scenarios.against(URI.create("http://" + server.address() + "/"), token);
  }
}
