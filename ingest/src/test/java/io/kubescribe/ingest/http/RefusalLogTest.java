package io.kubescribe.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.audit.ClusterName;
import io.kubescribe.testkit.RecordingLogs;
import io.kubescribe.testkit.TestClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RefusalLogTest {
  private static final ClusterName PROD = new ClusterName("prod");

  @TempDir private Path data;

  @BeforeEach
  void forget() {
    RecordingLogs.clear();
  }

  @Test
  void one_line_of_each_reason_in_ten_seconds_says_how_many_there_were() {
    TestClock clock = new TestClock(Instant.EPOCH);
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    RefusalLog log = new RefusalLog(new ReceiverMetrics(registry, new ByteBudget(1)), clock);
    EmbeddedChannel channel = new EmbeddedChannel();
    for (int i = 0; i < 1_000; i++) {
      log.refused(Refusal.UNAUTHENTICATED, null, channel);
    }
    log.refused(Refusal.TOO_LARGE, PROD, channel);
    assertThat(RecordingLogs.lines())
        .containsExactly(
            "WARN reason=unauthenticated cluster=- address=- suppressed=0 audit request refused",
            "WARN reason=too_large cluster=prod address=- suppressed=0 audit request refused");

    clock.advance(RefusalLog.INTERVAL);
    log.refused(Refusal.UNAUTHENTICATED, null, channel);
    assertThat(RecordingLogs.lines())
        .last()
        .asString()
        .contains("reason=unauthenticated", "suppressed=999");
    assertThat(registry.get("kubescribe.audit.refused").tag("reason", "unauthenticated").counter())
        .extracting(counter -> counter.count())
        .isEqualTo(1_001.0);
  }

  @Test
  void neither_tokens_nor_bodies_are_logged() throws IOException {
    try (TestReceiver server = new TestReceiver(data)) {
      server.intake.behaviour =
          _ -> {
            throw new IllegalStateException("disk on fire");
          };
      String token = server.token("prod");
      String post = server.post("{\"hunter2\":1}");
      server.exchange(post);
      server.exchange(post.replace("timeout=30s", "token=" + token));
      server.exchange(post.replace("/audit/prod", "/audit/" + token));
      server.exchange(post.replace("Bearer " + token, "Bearer hunter2"));
      server.exchange(post.replace("POST", "GET"));
      server.exchange(post.replace("Host: localhost", "Host : " + token));

      assertThat(RecordingLogs.lines())
          .anyMatch(line -> line.contains("reason=token_in_query") && line.contains("127.0.0.1"))
          .anyMatch(line -> line.startsWith("ERROR cluster=prod intake failed"))
          .anyMatch(line -> line.contains("disk on fire"))
          .noneMatch(line -> line.contains(token))
          .noneMatch(line -> line.contains("hunter2"));
    }
  }
}
