package io.kubescribe.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kubescribe.testkit.forward.FakeBulk;
import io.kubescribe.testkit.forward.FakeHec;
import io.kubescribe.testkit.forward.Faults;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What was acknowledged to the API server reaches every destination, whatever is killed when; what
/// arrives twice has the same id.
@Tag("soak")
class ForwardCrashIT {
  private static final int KILLS = Scale.of(2, 20);

  @TempDir Path folder;

  @Test
  void every_event_arrives_at_every_destination_after_kills_at_random_moments() throws Exception {
    long seed = Long.getLong("kubescribe.seed", System.nanoTime());
    System.out.println("ForwardCrashIT: -Dkubescribe.seed=" + seed);
    SplittableRandom random = new SplittableRandom(seed);
    List<byte[]> events = AuditFixture.events("audit-real");
    Expectation expected = new Expectation("default", events);
    List<byte[]> batches = AuditFixture.batches(events);
    try (FakeBulk bulk = new FakeBulk("", faults(seed));
        FakeHec hec = new FakeHec("token", faults(seed + 1));
        ProcessNode node = new ProcessNode(folder.resolve("data"), "--config", config(bulk, hec))) {
      bulk.start();
      hec.start();
      node.awaitReady();
      for (int kill = 0; kill <= KILLS; kill++) {
        int from = batches.size() * kill / (KILLS + 1);
        int to = batches.size() * (kill + 1) / (KILLS + 1);
        try (ApiServerSender sender =
            new ApiServerSender(
                node.auditUri("default"), node.ingestToken("default"), 4, Duration.ofSeconds(5))) {
          CompletableFuture<Void> killed =
              kill < KILLS
                  ? node.after(random.nextLong(2_000), node::killAndRestart)
                  : CompletableFuture.completedFuture(null);
          sender.sendAll(batches.subList(from, to));
          killed.join();
          assertThat(sender.givenUp()).as("%s", sender).isZero();
        }
      }
      await()
          .atMost(Scale.of(Duration.ofMinutes(2), Duration.ofMinutes(10)))
          .until(() -> bulk.distinct() >= expected.size() && hec.distinct() >= expected.size());
      assertThat(bulk.ids()).hasSize(expected.size()).isEqualTo(hec.ids());
      assertThat(bulk.violations()).isEmpty();
      assertThat(hec.violations()).isEmpty();
    }
  }

  private static Faults faults(long seed) {
    return new Faults(seed).busy(0.02).down(0.02).dropped(0.02).latency(Duration.ofMillis(25));
  }

  private String config(FakeBulk bulk, FakeHec hec) throws Exception {
    Path token = Files.writeString(folder.resolve("token"), "token");
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
    return Files.writeString(
            folder.resolve("kubescribe.yaml"),
            """
            forward:
              - { name: elastic, type: elasticsearch, url: "%s" }
              - { name: splunk, type: splunk-hec, url: "%s", tokenFile: "%s" }
            """
                .formatted(bulk.uri(), hec.uri(), token))
        .toString();
  }
}
