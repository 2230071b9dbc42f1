package io.kubescribe.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The main job: what kube-apiserver sends is found, each event once, byte for byte.
final class MainJob {
  /// Field of the query language and the place of its value in the event.
  private static final Map<String, String> COUNTED =
      Map.of(
          "verb", "/verb",
          "user", "/user/username",
          "namespace", "/objectRef/namespace",
          "code", "/responseStatus/code",
          "resource", "/objectRef/resource",
          "stage", "/stage");

  private MainJob() {}

  /// Sends every event twice over 8 connections, and asks for all of them.
  static void require(ProcessNode node) throws IOException, InterruptedException {
    List<byte[]> events = AuditFixture.events("audit-real");
    Expectation expected = new Expectation("default", events);
    List<byte[]> batches = new ArrayList<>();
    for (byte[] batch : AuditFixture.batches(events)) {
      batches.add(batch);
      batches.add(batch);
    }
    node.awaitReady();
    try (ApiServerSender sender =
        new ApiServerSender(
            node.auditUri("default"), node.ingestToken("default"), 8, Duration.ofSeconds(5))) {
      sender.sendAll(batches);
      sender.requireAllTaken();
    }
    Answers answers = node.answers();
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> answers.count("cluster:default") >= expected.size());
    expected.requireAll(answers, Scale.of(20, 1));
    for (Map.Entry<String, String> counted : COUNTED.entrySet()) {
      assertThat(answers.top("cluster:default", counted.getKey()))
          .as(counted.getKey())
          .isEqualTo(expected.counts(counted.getValue()));
    }
    assertThat(node.terminate()).isZero();
  }
}
