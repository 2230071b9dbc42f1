package io.kubescribe.ingest.kafka;

import static io.kubescribe.ingest.kafka.IntakeFixture.event;
import static io.kubescribe.ingest.kafka.IntakeFixture.events;
import static io.kubescribe.ingest.kafka.IntakeFixture.header;
import static io.kubescribe.ingest.kafka.IntakeFixture.list;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubescribe.ingest.intake.Receipt;
import io.kubescribe.ingest.intake.UnavailableException;
import io.kubescribe.ingest.spool.FakeLog.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What becomes of bodies while Kafka answers. B numbers are of the catalogue of bad input.
class KafkaIntakeTest extends IntakeTest {
  @Test
  void events_are_sent_in_order_under_the_key_of_the_receiver() throws Exception {
    assertThat(fixture.take(list(events(0, 400)))).isEqualTo(new Receipt(400, 0, 0));
    assertThat(fixture.log.values()).isEqualTo(events(0, 400));
    var record = fixture.log.taken().getFirst();
    assertThat(record.key()).asString().isEqualTo("receiver-1");
    assertThat(header(record, "cluster")).isEqualTo("prod");
    assertThat(header(record, "source")).isEqualTo("webhook");
    assertThat(header(record, "receivedAt")).isEqualTo("1795507200123");
    assertThat(fixture.spooledRecords()).isZero();
    assertThat(fixture.intake.check().ok()).isTrue();
    assertThat(fixture.counter("kubescribe.intake.received.events")).isEqualTo(400);
    assertThat(fixture.registry.get("kubescribe.intake.durable").timer().count()).isEqualTo(1);
  }

  @Test
  void events_of_an_import_name_its_run() throws Exception {
    fixture.take(list(List.of(event(1), "{}")), "run-7");
    assertThat(header(fixture.log.taken().getFirst(), "source")).isEqualTo("import");
    assertThat(header(fixture.log.taken().getFirst(), "import")).isEqualTo("run-7");
    assertThat(header(fixture.quarantined().getFirst(), "origin")).isEqualTo("import/run-7");
  }

  @ParameterizedTest(name = "B1 {0}")
  @ValueSource(strings = {"hello", "<html>", "{\"a\":1", "\u0000"})
  void b1_what_is_not_json_is_sealed_and_quarantined_whole(String body) throws Exception {
    assertThat(fixture.take(body)).isEqualTo(new Receipt(0, 0, 1));
    var record = fixture.quarantined().getFirst();
    assertThat(IntakeFixture.KEY.open(record.value()))
        .isEqualTo(body.getBytes(StandardCharsets.UTF_8));
    assertThat(header(record, "origin")).isEqualTo("webhook/prod");
    assertThat(header(record, "receivedAt")).isEqualTo("1795507200123");
  }

  @Test
  void b2_one_broken_item_of_400_costs_only_itself() throws Exception {
    List<String> items = new ArrayList<>(events(0, 400));
    items.set(200, "{\"auditID\":\"x\",\"auditID\":\"y\",\"stage\":\"Panic\"}");
    assertThat(fixture.take(list(items))).isEqualTo(new Receipt(399, 0, 1));
    assertThat(fixture.quarantined()).hasSize(1);
    assertThat(fixture.counter("kubescribe.intake.quarantined.events")).isEqualTo(1);
  }

  @ParameterizedTest(name = "B3 {0}")
  @ValueSource(strings = {"", "{}", "{\"kind\":\"EventList\",\"items\":null}", "{\"items\":[]}"})
  void b3_nothing_is_accepted_as_nothing(String body) throws Exception {
    assertThat(fixture.take(body)).isEqualTo(new Receipt(0, 0, 0));
    assertThat(fixture.counter("kubescribe.intake.empty.bodies")).isEqualTo(1);
  }

  @ParameterizedTest(name = "B4 {0}")
  @ValueSource(
      strings = {
        "{\"kind\":\"Pod\",\"apiVersion\":\"v1\"}",
        "{\"kind\":\"EventList\",\"apiVersion\":\"audit.k8s.io/v2\",\"items\":[]}"
      })
  void b4_another_kind_or_version_is_quarantined_with_its_reason(String body) throws Exception {
    assertThat(fixture.take(body)).isEqualTo(new Receipt(0, 0, 1));
    assertThat(header(fixture.quarantined().getFirst(), "reason")).startsWith("unknown-");
  }

  @Test
  void b5_unknown_fields_are_stored_whole() throws Exception {
    String event = event(1).replace("\"verb\"", "\"brandNew\":{\"a\":[1,2.50]},\"verb\"");
    assertThat(fixture.take(list(List.of(event)))).isEqualTo(new Receipt(1, 0, 0));
    assertThat(fixture.log.values()).containsExactly(event);
  }

  @Test
  void b6_b7_duplicate_keys_and_deep_nesting_are_quarantined() throws Exception {
    String twice = event(1).replace("\"verb\"", "\"user\":{\"username\":\"eve\"},\"verb\"");
    String deep =
        event(2)
            .replace(
                "\"verb\"", "\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + ",\"verb\"");
    assertThat(fixture.take(list(List.of(twice, deep, event(3))))).isEqualTo(new Receipt(1, 0, 2));
    assertThat(fixture.log.values()).containsExactly(event(3));
  }

  @Test
  void b19_the_same_batch_five_times_is_counted_four_times_as_known() throws Exception {
    String body = list(events(0, 400));
    assertThat(fixture.take(body).duplicates()).isZero();
    for (int i = 0; i < 4; i++) {
      assertThat(fixture.take(body)).isEqualTo(new Receipt(400, 400, 0));
    }
    assertThat(fixture.counter("kubescribe.intake.duplicate.events")).isEqualTo(1_600);
    // Sent all the same: to count is all that these hashes are good for.
    assertThat(fixture.log.taken()).hasSize(2_000);
  }

  @Test
  void b20_a_reused_audit_id_hides_nothing() throws Exception {
    fixture.take(list(List.of(event(1, "alice"))));
    assertThat(fixture.take(list(List.of(event(1, "eve"), event(1, "eve")))))
        .isEqualTo(new Receipt(2, 1, 0));
    assertThat(fixture.log.values()).contains(event(1, "alice"), event(1, "eve"));
  }

  @Test
  void what_is_known_is_forgotten_after_ten_minutes() throws Exception {
    fixture.take(list(events(0, 3)));
    fixture.clock.advance(Duration.ofMinutes(10));
    assertThat(fixture.take(list(events(0, 3))).duplicates()).isEqualTo(3);
    fixture.clock.advance(Duration.ofMinutes(12));
    assertThat(fixture.take(list(events(0, 3))).duplicates()).isZero();
  }

  @Test
  void an_event_that_kafka_refuses_goes_to_quarantine_and_names_the_setting() throws Exception {
    fixture.log.answer(record ->
        record.topic().equals("kubescribe.audit") && record.value().length > 1_000
            ? Answer.TOO_LARGE
            : Answer.ACK);
    String large = event(2, "a".repeat(2_000));
    assertThat(fixture.take(list(List.of(event(1), large, event(3)))))
        .isEqualTo(new Receipt(2, 0, 1));
    assertThat(fixture.log.values()).containsExactly(event(1), event(3));
    var record = fixture.quarantined().getFirst();
    assertThat(header(record, "reason"))
        .startsWith("too-large: ")
        .contains("max.message.bytes", "kubescribe.audit");
    assertThat(header(record, "origin")).isEqualTo("webhook/prod");
    assertThat(IntakeFixture.KEY.open(record.value())).asString().isEqualTo(large);
    assertThat(fixture.intake.check().message()).isEqualTo("ok");
  }

  @Test
  void an_event_that_the_quarantine_refuses_too_is_kept_in_the_spool() throws Exception {
    fixture.log.answer(record -> record.value().length > 1_000 ? Answer.TOO_LARGE : Answer.ACK);
    String large = event(2, "a".repeat(2_000));
    assertThat(fixture.take(list(List.of(event(1), large, event(3)))))
        .isEqualTo(new Receipt(3, 0, 0));
    fixture.awaitReplayed();
    assertThat(fixture.counter("kubescribe.spool.refused.records")).isEqualTo(1);
    assertThat(folder.resolve("spool/refused")).isNotEmptyDirectory();
    fixture.take(list(List.of(event(4))));
    assertThat(fixture.log.values()).containsExactly(event(1), event(3), event(4));
  }

  @Test
  void an_event_of_60_mib_is_taken() throws Exception {
    String large = event(1, "abcdefgh".repeat(60 << 17));
    assertThat(fixture.take(large)).isEqualTo(new Receipt(1, 0, 0));
    fixture.awaitReplayed();
    assertThat(fixture.log.taken().getLast().value()).hasSize(large.length());
  }

  @Test
  void nothing_is_taken_after_close() throws Exception {
    fixture.close();
    assertThatThrownBy(() -> fixture.take(event(1))).isInstanceOf(UnavailableException.class);
    assertThat(fixture.intake.check().ok()).isFalse();
  }
}
