package io.kubescribe.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kubescribe.core.audit.AuditEventId;
import io.kubescribe.core.audit.ClusterName;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// B9: an event as large as a body may be goes through everything and comes back byte for byte.
class LargeEventIT {
  private static final int SIZE = 60 << 20;

  @TempDir Path folder;

  @Test
  void an_event_of_60_MiB_is_found_and_comes_back_as_it_was() throws Exception {
    byte[] event = event();
    AuditEventId id =
        AuditEventId.of(new ClusterName("default"), "large-1", "ResponseComplete", event);
    try (ProcessNode node = new ProcessNode(folder.resolve("data"))) {
      node.awaitReady();
      try (ApiServerSender sender =
          new ApiServerSender(
              node.auditUri("default"), node.ingestToken("default"), 1, Duration.ofSeconds(10))) {
        sender.sendAll(List.of(AuditFixture.list(List.of(event))));
        assertThat(sender.givenUp()).as("%s", sender).isZero();
      }
      Answers answers = node.answers();
      await()
          .atMost(Duration.ofMinutes(2))
          .untilAsserted(() ->
              assertThat(answers.count("verb:create needle-at-the-beginning"))
                  .as(node.log())
                  .isEqualTo(1));
      assertThat(answers.raw(id.value())).isEqualTo(event);
    }
  }

  private static byte[] event() {
    String head =
        """
        {"level":"RequestResponse","auditID":"large-1","stage":"ResponseComplete",\
        "requestURI":"/api/v1/namespaces/shop/configmaps","verb":"create",\
        "user":{"username":"alice"},"sourceIPs":["10.0.0.7"],\
        "stageTimestamp":"2026-11-20T08:00:00.000001Z",\
        "requestObject":{"data":{"notes":"needle-at-the-beginning\
        """;
    return (head + " lorem ipsum".repeat(SIZE / 12) + "\"}}}").getBytes(StandardCharsets.UTF_8);
  }
}
