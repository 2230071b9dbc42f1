package io.kubescribe.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The evidence rule: what was acknowledged survives `kill -9` of everything at any moment, and an
/// orderly end as well.
@Tag("soak")
class CrashIT {
  private static final int KILLS = Scale.of(3, 20);

  @TempDir Path folder;

  @Test
  void nothing_is_missing_and_nothing_doubled_after_kills_at_random_moments() throws Exception {
    long seed = Long.getLong("kubescribe.seed", System.nanoTime());
    System.out.println("CrashIT: -Dkubescribe.seed=" + seed);
    SplittableRandom random = new SplittableRandom(seed);
    List<byte[]> events = AuditFixture.events("audit-real");
    Expectation expected = new Expectation("default", events);
    List<byte[]> batches = new ArrayList<>();
    // Small batches: more answers that a kill can come between.
    for (int from = 0; from < events.size(); from += 40) {
      byte[] batch = AuditFixture.list(events.subList(from, Math.min(events.size(), from + 40)));
      batches.add(batch);
      batches.add(batch);
    }
    try (ProcessNode node = new ProcessNode(folder.resolve("data"))) {
      node.awaitReady();
      int retries = 0;
      for (int kill = 0; kill <= KILLS; kill++) {
        int from = batches.size() * kill / (KILLS + 1);
        int to = batches.size() * (kill + 1) / (KILLS + 1);
        try (ApiServerSender sender =
            new ApiServerSender(
                node.auditUri("default"), node.ingestToken("default"), 8, Duration.ofSeconds(5))) {
          boolean orderly = random.nextInt(4) == 0;
          CompletableFuture<Void> killed =
              kill < KILLS
                  ? node.after(random.nextLong(1_500), () -> restart(node, orderly))
                  : CompletableFuture.completedFuture(null);
          sender.sendAll(batches.subList(from, to));
          killed.join();
          assertThat(sender.givenUp()).as("%s", sender).isZero();
          retries += sender.retries();
        }
      }
      assertThat(retries).as("a kill that nobody noticed tests nothing").isPositive();
      Answers answers = node.answers();
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> answers.count("cluster:default") >= expected.size());
      expected.requireAll(answers, Scale.of(50, 1));
    }
  }

  /// @param orderly whether by SIGTERM, which must lose as little
  private static void restart(ProcessNode node, boolean orderly)
      throws IOException, InterruptedException {
    if (orderly) {
      node.terminate();
    }
    node.killAndRestart();
  }
}
