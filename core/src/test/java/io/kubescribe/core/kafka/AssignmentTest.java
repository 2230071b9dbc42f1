package io.kubescribe.core.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.CheckResult;
import io.kubescribe.core.store.Checkpoint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/// Bad input B68: what does not fit is halted with a word, and never read from elsewhere.
class AssignmentTest {
  private static final String TOPIC = Topic.AUDIT.topicName();

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");

  private void log(int partition, long oldest, long end) {
    consumer.updateBeginningOffsets(Map.of(of(partition), oldest));
    consumer.updateEndOffsets(Map.of(of(partition), end));
  }

  private static TopicPartition of(int partition) {
    return new TopicPartition(TOPIC, partition);
  }

  private Assignment assignment(Checkpoint start) {
    return new Assignment(consumer, Topic.AUDIT, start);
  }

  private static Checkpoint checkpoint(String topicId, long... next) {
    Map<Checkpoint.Partition, Long> offsets = new HashMap<>();
    for (int i = 0; i < next.length; i++) {
      offsets.put(new Checkpoint.Partition(TOPIC, i), next[i]);
    }
    return new Checkpoint(offsets, Map.of(TOPIC, topicId));
  }

  private static TopicLook.Found found(String id, Integer... partitions) {
    return new TopicLook.Found(id, List.of(partitions));
  }

  @Test
  void a_new_store_starts_with_the_oldest_records() {
    log(0, 0, 5);
    log(1, 3, 9);
    Assignment assignment = assignment(Checkpoint.NONE);
    assertThat(assignment.compare(found("a", 0, 1)).ok()).isTrue();
    assertThat(consumer.position(of(0))).isZero();
    assertThat(consumer.position(of(1))).isEqualTo(3);
    assertThat(assignment.checkpoint()).isEqualTo(checkpoint("a", 0, 3));
    assertThat(assignment.ends().values()).containsExactlyInAnyOrder(5L, 9L);
  }

  @Test
  void reading_goes_on_where_the_checkpoint_says() {
    log(0, 0, 5);
    Assignment assignment = assignment(checkpoint("a", 4));
    assertThat(assignment.compare(found("a", 0)).ok()).isTrue();
    assertThat(consumer.position(of(0))).isEqualTo(4);
  }

  @Test
  void records_deleted_unread_halt_their_partition_and_no_other() {
    log(0, 7, 9);
    log(1, 0, 9);
    Assignment assignment = assignment(checkpoint("a", 4, 4));
    CheckResult result = assignment.compare(found("a", 0, 1));
    assertThat(result.ok()).isFalse();
    assertThat(result.message())
        .contains("kubescribe.audit-0 halted: the next record to read is 4, the log has 7 to 9");
    assertThat(consumer.assignment()).containsExactly(of(1));
    assertThat(assignment.halted()).isEqualTo(1);
    assertThat(assignment.checkpoint()).isEqualTo(checkpoint("a", 4, 4));
  }

  @Test
  void a_log_shorter_than_what_was_read_halts() {
    log(0, 0, 3);
    Assignment assignment = assignment(checkpoint("a", 4));
    assertThat(assignment.compare(found("a", 0)).message())
        .contains("next record to read is 4, the log has 0 to 3");
    assertThat(assignment.isReading()).isFalse();
  }

  @Test
  void a_topic_made_anew_halts_even_when_its_offsets_fit() {
    log(0, 0, 100);
    Assignment assignment = assignment(checkpoint("a", 4));
    assertThat(assignment.compare(found("b", 0)).message()).contains("deleted and made anew");
    assertThat(assignment.isReading()).isFalse();
    assertThat(assignment.checkpoint()).isEqualTo(checkpoint("a", 4));
  }

  @Test
  void a_topic_made_anew_while_it_is_read_keeps_the_place_reached() {
    log(0, 0, 100);
    Assignment assignment = assignment(checkpoint("a", 4));
    assignment.compare(found("a", 0));
    consumer.seek(of(0), 60);
    assignment.advance(consumer.assignment());
    assertThat(assignment.compare(found("b", 0)).ok()).isFalse();
    assertThat(consumer.assignment()).isEmpty();
    assertThat(assignment.checkpoint()).isEqualTo(checkpoint("a", 60));
  }

  @Test
  void an_added_partition_is_read_from_its_first_record() {
    log(0, 0, 9);
    log(1, 0, 2);
    Assignment assignment = assignment(checkpoint("a", 4));
    assignment.compare(found("a", 0));
    consumer.seek(of(0), 6);
    assignment.advance(consumer.assignment());
    assertThat(assignment.compare(found("a", 0, 1)).ok()).isTrue();
    assertThat(consumer.position(of(0))).isEqualTo(6);
    assertThat(consumer.position(of(1))).isZero();
    assertThat(assignment.checkpoint()).isEqualTo(checkpoint("a", 6, 0));
  }

  @Test
  void an_added_partition_that_has_lost_records_is_halted() {
    log(0, 0, 9);
    log(1, 1, 2);
    Assignment assignment = assignment(checkpoint("a", 4));
    assertThat(assignment.compare(found("a", 0, 1)).message())
        .contains("kubescribe.audit-1 halted: the next record to read is 0, the log has 1 to 2");
  }

  @Test
  void a_partition_that_fits_again_is_read_on() {
    log(0, 0, 3);
    Assignment assignment = assignment(checkpoint("a", 4));
    assertThat(assignment.compare(found("a", 0)).ok()).isFalse();
    log(0, 0, 5);
    assertThat(assignment.compare(found("a", 0)).ok()).isTrue();
    assertThat(consumer.position(of(0))).isEqualTo(4);
  }
}
