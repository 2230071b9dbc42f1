package io.kubescribe.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kubescribe.app.kafka.EmbeddedBroker;
import io.kubescribe.core.config.HostPort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kafka is away: every post is answered in time, nothing is lost, and the spool drains after.
@Tag("soak")
class OutageIT {
  private static final Duration OUTAGE = Scale.of(Duration.ofSeconds(12), Duration.ofMinutes(10));

  /// To index what came during the outage takes longer than to replay it.
  private static final Duration DRAIN = Scale.of(Duration.ofMinutes(2), Duration.ofMinutes(15));

  private static final int EVENTS_PER_SECOND = 500;
  private static final int BATCH = 50;

  @TempDir Path folder;

  @Test
  void nothing_is_lost_while_the_broker_is_stopped() throws Exception {
    int seconds = (int) OUTAGE.toSeconds() + 10;
    List<byte[]> events = DistinctEvents.of(EVENTS_PER_SECOND * seconds);
    Path log = folder.resolve("kafka");
    EmbeddedBroker broker = new EmbeddedBroker(log, new HostPort("127.0.0.1", 0));
    broker.start();
    HostPort address = broker.address();
    try (ProcessNode node =
        new ProcessNode(folder.resolve("data"), "--kafka", address.toString())) {
      node.awaitReady();
      try (ApiServerSender sender =
          new ApiServerSender(
              node.auditUri("default"), node.ingestToken("default"), 16, Duration.ofSeconds(10))) {
        Pace pace = new Pace(EVENTS_PER_SECOND);
        int from = 0;
        from = send(sender, pace, events, from, EVENTS_PER_SECOND * 5);
        broker.close();
        from =
            send(sender, pace, events, from, from + EVENTS_PER_SECOND * (int) OUTAGE.toSeconds());
        broker = new EmbeddedBroker(log, address);
        broker.start();
        send(sender, pace, events, from, events.size());
        sender.awaitAll();
        sender.requireAllTaken();
      }
      Answers answers = node.answers();
      await()
          .atMost(DRAIN)
          .pollInterval(Duration.ofMillis(250))
          .until(() -> answers.count("cluster:default") >= events.size());
      new Expectation("default", events).requireAll(answers, 500);
      assertThat(node.terminate()).isZero();
    } finally {
      broker.close();
    }
  }

  @Test
  void a_node_that_starts_while_the_broker_is_away_takes_events() throws Exception {
    List<byte[]> events = DistinctEvents.of(1_000);
    Path log = folder.resolve("kafka");
    HostPort address;
    try (EmbeddedBroker broker = new EmbeddedBroker(log, new HostPort("127.0.0.1", 0))) {
      broker.start();
      address = broker.address();
    }
    try (ProcessNode node =
        new ProcessNode(folder.resolve("data"), "--kafka", address.toString())) {
      node.awaitReady();
      try (ApiServerSender sender =
          new ApiServerSender(
              node.auditUri("default"), node.ingestToken("default"), 4, Duration.ofSeconds(5))) {
        sender.sendAll(AuditFixture.batches(events));
        sender.requireAllTaken();
      }
      try (EmbeddedBroker broker = new EmbeddedBroker(log, address)) {
        broker.start();
        Expectation expected = new Expectation("default", events);
        Answers answers = node.answers();
        await()
            .atMost(Duration.ofMinutes(1))
            .pollInterval(Duration.ofMillis(250))
            .ignoreExceptions()
            .until(() -> answers.count("cluster:default") >= expected.size());
        expected.requireAll(answers, 100);
      }
    }
  }

  private static int send(ApiServerSender sender, Pace pace, List<byte[]> events, int from, int to)
      throws InterruptedException {
    for (int at = from; at < to; at += BATCH) {
      int end = Math.min(to, at + BATCH);
      pace.await(at);
      sender.send(AuditFixture.list(events.subList(at, end)));
    }
    return to;
  }
}
