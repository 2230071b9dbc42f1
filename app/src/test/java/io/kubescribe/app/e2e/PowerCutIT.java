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
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/// What was acknowledged survives a power cut: the embedded broker, the spool and the search store
/// had it on the disk.
@Tag("soak")
@EnabledIf("io.kubescribe.app.e2e.LoopDisk#isPossible")
class PowerCutIT {
  private static final int CUTS = Scale.of(1, 10);
  private static final int BATCH = 40;

  @TempDir Path folder;

  @Test
  void nothing_acknowledged_is_missing_after_power_cuts() throws Exception {
    long seed = Long.getLong("kubescribe.seed", System.nanoTime());
    System.out.println("PowerCutIT: -Dkubescribe.seed=" + seed);
    SplittableRandom random = new SplittableRandom(seed);
    List<byte[]> events = DistinctEvents.of(4_000 * (CUTS + 1));
    try (LoopDisk disk = LoopDisk.create(folder);
        ProcessNode node = new ProcessNode(disk.path().resolve("data"), folder.resolve("log"))) {
      node.awaitReady();
      for (int cut = 0; cut <= CUTS; cut++) {
        List<byte[]> batches = new ArrayList<>();
        for (int from = 4_000 * cut; from < 4_000 * (cut + 1); from += BATCH) {
          batches.add(AuditFixture.list(events.subList(from, from + BATCH)));
        }
        try (ApiServerSender sender =
            new ApiServerSender(
                node.auditUri("default"), node.ingestToken("default"), 8, Duration.ofSeconds(5))) {
          CompletableFuture<Void> restored =
              cut < CUTS
                  ? node.after(random.nextLong(1_000), () -> cutPower(disk, node))
                  : CompletableFuture.completedFuture(null);
          sender.sendAll(batches);
          restored.join();
          assertThat(sender.givenUp()).as("%s", sender).isZero();
        }
      }
      Answers answers = node.answers();
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> answers.count("cluster:default") >= events.size());
      new Expectation("default", events).requireAll(answers, 50);
      node.kill();
    }
  }

  private static void cutPower(LoopDisk disk, ProcessNode node)
      throws IOException, InterruptedException {
    disk.cutPower();
    node.kill();
    disk.restorePower();
    node.restart();
  }
}
