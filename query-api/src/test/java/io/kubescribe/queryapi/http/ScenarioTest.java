package io.kubescribe.queryapi.http;

import io.kubescribe.testkit.scenario.Scenarios;
import io.kubescribe.testkit.store.BruteForceSearchStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// Every scenario, on the store that looks at every event.
@TestInstance(Lifecycle.PER_CLASS)
final class ScenarioTest {
  private final Scenarios scenarios = Scenarios.load();
  private final BruteForceSearchStore store = new BruteForceSearchStore();
  private TestServer server;

  @BeforeAll
  void start(@TempDir Path data) throws IOException {
    store.append(scenarios.events());
    server = new TestServer(store, data);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @TestFactory
  Stream<DynamicNode> scenarios() {
    return scenarios.against(server.uri("/"), server.token);
  }
}
