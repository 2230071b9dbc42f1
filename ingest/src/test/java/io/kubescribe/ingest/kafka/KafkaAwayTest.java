package io.kubescribe.ingest.kafka;

import static io.kubescribe.ingest.kafka.IntakeFixture.event;
import static io.kubescribe.ingest.kafka.IntakeFixture.events;
import static io.kubescribe.ingest.kafka.IntakeFixture.header;
import static io.kubescribe.ingest.kafka.IntakeFixture.list;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.kubescribe.ingest.intake.Receipt;
import io.kubescribe.ingest.intake.UnavailableException;
import io.kubescribe.ingest.spool.FakeLog.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Bodies while Kafka, or the disk, or both do not answer.
class KafkaAwayTest extends IntakeTest {
  /// The promise, and what a loaded test machine adds.
  private static final Duration PROMISE = Duration.ofMillis(2_500);

  @Test
  void what_kafka_does_not_acknowledge_in_a_second_is_spooled_and_replayed() throws Exception {
    fixture.log.answer(Answer.NONE);
    long start = System.nanoTime();
    Receipt receipt = fixture.take(list(List.of(event(0), "{}", event(1))));
    assertThat(elapsed(start)).isBetween(Duration.ofSeconds(1), PROMISE);
    assertThat(receipt).isEqualTo(new Receipt(2, 0, 1));
    assertThat(fixture.counter("kubescribe.intake.spooled.events")).isEqualTo(2);
    assertThat(fixture.intake.check().ok()).isTrue();
    assertThat(fixture.intake.check().message()).contains("kafka does not answer");
    fixture.log.answer(Answer.ACK);
    fixture.log.answerLate();
    fixture.awaitReplayed();
    // The first copies came late, those of the spool beside them: their ids are the same.
    assertThat(fixture.log.values())
        .containsExactlyInAnyOrder(event(0), event(1), event(0), event(1));
    assertThat(fixture.log.taken())
        .filteredOn(record -> record.topic().equals("kubescribe.audit"))
        .extracting(record -> header(record, "source"))
        .containsExactlyInAnyOrder("webhook", "webhook", "spool", "spool");
  }

  @Test
  void while_kafka_is_known_to_be_away_nobody_waits_and_nothing_is_sent_to_it() throws Exception {
    AtomicInteger direct = new AtomicInteger();
    fixture.log.answer(record -> {
      if (header(record, "source").equals("webhook")) {
        direct.incrementAndGet();
      }
      return Answer.NONE;
    });
    fixture.take(event(0));
    assertThat(direct).hasValue(1);
    long start = System.nanoTime();
    for (int i = 1; i <= 10; i++) {
      assertThat(fixture.take(event(i))).isEqualTo(new Receipt(1, 0, 0));
    }
    assertThat(elapsed(start)).isLessThan(Duration.ofSeconds(5));
    assertThat(direct).hasValue(1);
    fixture.log.answer(Answer.ACK);
    // Whatever is acknowledged, however late, says that Kafka is back.
    fixture.log.answerLate();
    await().until(() -> fixture.intake.check().message().equals("ok"));
    fixture.take(event(11));
    assertThat(header(fixture.log.taken().getLast(), "source")).isIn("webhook", "spool");
    fixture.awaitReplayed();
    assertThat(fixture.log.values()).containsAll(events(0, 12));
  }

  @Test
  void a_kafka_that_fails_at_once_costs_no_second() throws Exception {
    fixture.log.answer(Answer.FAIL);
    int before = fixture.log.offered();
    assertThat(fixture.take(list(events(0, 400)))).isEqualTo(new Receipt(400, 0, 0));
    assertThat(fixture.counter("kubescribe.intake.spooled.events")).isEqualTo(400);
    // Neither the sender nor the replay goes on after the first failure: each might block.
    assertThat(fixture.log.offered() - before).isLessThan(50);
    fixture.log.answer(Answer.ACK);
    fixture.awaitReplayed();
    assertThat(fixture.log.values()).isEqualTo(events(0, 400));
    assertThat(header(fixture.log.taken().getFirst(), "source")).isEqualTo("spool");
  }

  @Test
  void only_what_failed_is_spooled() throws Exception {
    AtomicBoolean away = new AtomicBoolean(true);
    fixture.log.answer(record ->
        away.get() && new String(record.value(), StandardCharsets.UTF_8).contains("id-2")
            ? Answer.NONE
            : Answer.ACK);
    fixture.take(list(events(0, 4)));
    assertThat(fixture.counter("kubescribe.intake.spooled.events")).isEqualTo(1);
    assertThat(fixture.log.values()).containsExactly(event(0), event(1), event(3));
  }

  @Test
  void with_kafka_and_disk_hung_the_sender_is_told_within_two_seconds() throws Exception {
    CountDownLatch disk = new CountDownLatch(1);
    fixture.fallback =
        _ ->
            (_, atMost) -> {
              if (!disk.await(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new TimeoutException("the disk hangs");
              }
            };
    fixture.close();
    fixture.start();
    fixture.log.answer(Answer.NONE);
    long start = System.nanoTime();
    assertThatThrownBy(() -> fixture.take(event(0))).isInstanceOf(UnavailableException.class);
    assertThat(elapsed(start)).isBetween(Duration.ofMillis(1_500), PROMISE);
    assertThat(fixture.counter("kubescribe.intake.refused.bodies")).isEqualTo(1);
    // What was not acknowledged is not known: the second try counts as the first.
    disk.countDown();
    assertThat(fixture.take(event(0)).duplicates()).isZero();
    assertThat(fixture.take(event(0)).duplicates()).isEqualTo(1);
  }

  @Test
  void what_kafka_acknowledges_while_the_disk_fails_is_not_refused() throws Exception {
    fixture.fallback =
        _ ->
            (_, _) -> {
              fixture.log.answerLate();
              throw new IOException("No space left on device");
            };
    fixture.close();
    fixture.start();
    fixture.log.answer(Answer.NONE);
    assertThat(fixture.take(list(events(0, 3)))).isEqualTo(new Receipt(3, 0, 0));
    assertThat(fixture.counter("kubescribe.intake.spooled.events")).isZero();
    assertThat(fixture.log.values()).isEqualTo(events(0, 3));
  }

  @Test
  void with_kafka_away_and_the_disk_full_the_sender_is_told_and_later_served() throws Exception {
    AtomicBoolean full = new AtomicBoolean(true);
    fixture.fallback =
        spool ->
            (records, atMost) -> {
              if (full.get() && !records.isEmpty()) {
                throw new IOException("No space left on device");
              }
              spool.append(records, atMost);
            };
    fixture.close();
    fixture.start();
    fixture.log.answer(Answer.FAIL);
    assertThatThrownBy(() -> fixture.take(event(0)))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("No space left on device");
    full.set(false);
    fixture.take(event(1));
    full.set(true);
    // With nothing in the spool that would find out, one body a second tries.
    fixture.log.answer(Answer.ACK);
    await()
        .until(() -> {
          try {
            fixture.take(event(2));
            return true;
          } catch (UnavailableException e) {
            return false;
          }
        });
    assertThat(fixture.log.values()).contains(event(2));
  }

  @Test
  void a_body_that_can_not_be_split_in_time_is_spooled_whole_and_split_later() throws Exception {
    fixture.prepare = Duration.ZERO;
    fixture.close();
    fixture.start();
    // So many that no machine has split them before anybody looks.
    List<String> many = new ArrayList<>(events(0, 5_000));
    many.add("{}");
    assertThat(fixture.take(list(many))).isEqualTo(new Receipt(0, 0, 0));
    assertThat(fixture.counter("kubescribe.intake.later.bodies")).isEqualTo(1);
    await().until(() -> fixture.log.taken().size() == 5_001);
    assertThat(fixture.log.values()).containsExactlyElementsOf(events(0, 5_000));
    assertThat(header(fixture.log.taken().getFirst(), "source")).isEqualTo("spool");
    assertThat(header(fixture.log.taken().getFirst(), "receivedAt")).isEqualTo("1795507200123");
    assertThat(header(fixture.quarantined().getFirst(), "origin")).isEqualTo("webhook/prod");
    // An import counts what it sends, so it waits.
    assertThat(fixture.take(list(events(5, 2)), "run-1")).isEqualTo(new Receipt(2, 0, 0));
  }

  @Test
  void close_waits_for_the_bodies_under_way() throws Exception {
    fixture.log.answer(Answer.NONE);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Receipt> underWay = threads.submit(() -> fixture.take(event(0)));
      await().until(() -> fixture.log.offered() == 1);
      fixture.close();
      assertThat(underWay.get()).isEqualTo(new Receipt(1, 0, 0));
    }
    fixture.log.answer(Answer.ACK);
    fixture.start();
    fixture.awaitReplayed();
    assertThat(fixture.log.values()).containsExactly(event(0));
  }

  @Test
  void a_restart_takes_over_what_was_spooled() throws Exception {
    fixture.log.answer(Answer.FAIL);
    for (int i = 0; i < 20; i++) {
      fixture.take(event(i));
    }
    fixture.close();
    fixture.log.answer(Answer.ACK);
    fixture.start();
    fixture.awaitReplayed();
    assertThat(fixture.log.values()).isEqualTo(events(0, 20));
  }

  private static Duration elapsed(long since) {
    return Duration.ofNanos(System.nanoTime() - since);
  }
}
