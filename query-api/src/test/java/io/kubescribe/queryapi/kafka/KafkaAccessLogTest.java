package io.kubescribe.queryapi.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.queryapi.access.AccessEntry;
import io.kubescribe.queryapi.access.AccessEntry.Action;
import io.kubescribe.queryapi.access.AccessEntry.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

final class KafkaAccessLogTest {
  private static final AccessEntry SEARCH =
      new AccessEntry(
          UUID.fromString("00000000-0000-4000-8000-000000000001"),
          Instant.parse("2026-11-20T08:00:00.5Z"),
          "Käthe",
          Action.SEARCH,
          "user:\"a\nb\"",
          Instant.parse("2026-11-20T00:00:00Z"),
          null,
          Map.of("limit", "5", "cursor", "x"),
          null,
          null,
          "10.0.0.7",
          Outcome.ASKED,
          null);

  private final BlockingQueue<ProducerRecord<byte[], byte[]>> sent = new LinkedBlockingQueue<>();
  private final CompletableFuture<Object> acknowledged = new CompletableFuture<>();
  private final KafkaAccessLog log =
      new KafkaAccessLog(record -> {
        sent.add(record);
        return acknowledged;
      });

  @Test
  void a_record_is_as_the_package_says() throws Exception {
    CompletableFuture<Void> durable = log.write(SEARCH);
    ProducerRecord<byte[], byte[]> record = sent.take();
    assertThat(record.topic()).isEqualTo("kubescribe.access");
    assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo("Käthe");
    assertThat(new String(record.value(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"version\":1,\"request\":\"00000000-0000-4000-8000-000000000001\","
                + "\"time\":\"2026-11-20T08:00:00.500Z\",\"user\":\"Käthe\",\"action\":\"search\","
                + "\"query\":\"user:\\\"a\\nb\\\"\",\"from\":\"2026-11-20T00:00:00Z\","
                + "\"parameters\":{\"cursor\":\"x\",\"limit\":\"5\"},\"address\":\"10.0.0.7\","
                + "\"outcome\":\"asked\"}");
    assertThat(durable).isNotDone();
    acknowledged.complete("");
    assertThat(durable).succeedsWithin(Duration.ofSeconds(5));
  }

  @Test
  void the_second_record_has_outcome_and_results() throws Exception {
    var _ = log.write(SEARCH.ended(SEARCH.time().plusMillis(3), Outcome.ANSWERED, 5L));
    assertThat(new String(sent.take().value(), StandardCharsets.UTF_8))
        .contains("\"request\":\"00000000-0000-4000-8000-000000000001\"")
        .endsWith("\"outcome\":\"answered\",\"results\":5}");
  }

  @Test
  void a_failure_to_send_is_handed_on() {
    acknowledged.completeExceptionally(new IllegalStateException("no leader"));
    assertThat(log.write(SEARCH))
        .failsWithin(Duration.ofSeconds(5))
        .withThrowableThat()
        .withMessageContaining("no leader");
  }
}
