package io.kubescribe.ingest.spool;

import static io.kubescribe.ingest.spool.SpoolFixture.FOLDER;
import static io.kubescribe.ingest.spool.SpoolFixture.newRecord;
import static io.kubescribe.ingest.spool.SpoolFixture.numbered;
import static io.kubescribe.ingest.spool.SpoolFixture.records;
import static io.kubescribe.ingest.spool.SpoolFixture.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.kubescribe.ingest.spool.FakeLog.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SpoolTest {
  private final SpoolFixture fixture = new SpoolFixture();

  @AfterEach
  void close() throws Exception {
    fixture.close();
  }

  @Test
  void records_reach_kafka_as_they_were_appended() throws Exception {
    fixture.start();
    var appended = newRecord("kubescribe.audit", "key", "value");
    appended.headers().add("cluster", "prod".getBytes(StandardCharsets.UTF_8)).add("empty", null);
    fixture.append(List.of(appended));
    await().until(() -> fixture.log.taken().size() == 1);
    var taken = fixture.log.taken().getFirst();
    assertThat(taken.topic()).isEqualTo("kubescribe.audit");
    assertThat(taken.key()).asString().isEqualTo("key");
    assertThat(taken.value()).asString().isEqualTo("value");
    assertThat(taken.headers().lastHeader("cluster").value()).asString().isEqualTo("prod");
    assertThat(taken.headers().lastHeader("empty").value()).isNull();
    fixture.awaitEmpty();
  }

  @Test
  void order_holds_over_many_segments_and_failures() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    fixture.log.answer(_ -> calls.incrementAndGet() < 40 ? Answer.FAIL : Answer.ACK);
    fixture.limits = SpoolFixture.limits(300);
    fixture.start();
    for (int i = 0; i < 50; i++) {
      fixture.append(records(i, 2));
    }
    await().until(() -> fixture.log.taken().size() == 100);
    assertThat(fixture.log.values()).isEqualTo(numbered(0, 50, 2));
    fixture.awaitEmpty();
  }

  @Test
  void append_returns_only_after_the_fsync() throws Exception {
    CountDownLatch forced = new CountDownLatch(1);
    CountDownLatch reached = new CountDownLatch(1);
    fixture.files.hook((call, _) -> {
      if (call.equals("force")) {
        reached.countDown();
        SpoolFixture.awaitLatch(forced);
      }
    });
    fixture.start();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> append = threads.submit(fixture.appending(records(0, 1)));
      SpoolFixture.awaitLatch(reached);
      assertThat(append.isDone()).isFalse();
      assertThat(fixture.log.offered()).isZero();
      forced.countDown();
      append.get();
    }
  }

  @Test
  void appends_that_wait_share_one_fsync() throws Exception {
    fixture.log.answer(Answer.FAIL);
    AtomicInteger forces = new AtomicInteger();
    CountDownLatch go = new CountDownLatch(1);
    fixture.files.hook((call, _) -> {
      if (call.equals("force") && forces.incrementAndGet() == 1) {
        SpoolFixture.awaitLatch(go);
      }
    });
    fixture.start();
    List<Future<?>> appends = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      appends.add(threads.submit(fixture.appending(records(0, 1))));
      await().until(() -> forces.get() == 1);
      for (int i = 1; i <= 32; i++) {
        int number = i;
        appends.add(threads.submit(fixture.appending(records(number, 1))));
      }
      await().until(() -> fixture.waiting() == 32);
      go.countDown();
      for (Future<?> append : appends) {
        append.get();
      }
    }
    assertThat(forces).hasValue(2);
    fixture.log.answer(Answer.ACK);
    await().until(() -> fixture.log.taken().size() == 33);
  }

  @Test
  void nothing_of_a_record_can_be_read_in_the_files() throws Exception {
    fixture.log.answer(Answer.FAIL);
    fixture.start();
    fixture.append(List.of(newRecord("kubescribe.audit", "receiver-1", "a secret name")));
    for (var path : fixture.files.paths()) {
      String text = new String(fixture.files.bytes(path), StandardCharsets.ISO_8859_1);
      assertThat(text).doesNotContain("secret", "receiver-1", "kubescribe.audit");
    }
  }

  @Test
  void a_full_spool_refuses_and_overwrites_nothing_until_kafka_took_some() throws Exception {
    fixture.log.answer(Answer.FAIL);
    fixture.capacity = 20_000;
    fixture.limits = SpoolFixture.limits(4_000);
    fixture.start();
    int appended = 0;
    while (true) {
      try {
        fixture.append(records(appended, 5));
        appended++;
      } catch (SpoolFullException e) {
        assertThat(e).hasMessageContaining("ingest.audit.spool");
        break;
      }
    }
    assertThat(fixture.gauge("kubescribe.spool.bytes")).isBetween(15_000.0, 20_000.0);
    assertThat(fixture.fileBytes()).isLessThanOrEqualTo(20_000);
    assertThat(fixture.spool.check().message()).startsWith("warning").contains("% full");
    fixture.log.answer(Answer.ACK);
    int all = appended;
    await().until(() -> fixture.log.taken().size() == all * 5);
    assertThat(fixture.log.values()).isEqualTo(numbered(0, all, 5));
    fixture.awaitEmpty();
    fixture.append(records(all, 5));
  }

  @Test
  void a_segment_is_deleted_only_when_all_of_it_is_acknowledged() throws Exception {
    fixture.log.answer(record -> text(record).equals("0-3") ? Answer.NONE : Answer.ACK);
    fixture.start();
    fixture.append(records(0, 4));
    await().until(() -> fixture.log.taken().size() == 3);
    assertThat(fixture.segmentFiles()).hasSize(1);
    assertThat(fixture.gauge("kubescribe.spool.records")).isEqualTo(4);
    fixture.log.answerLate();
    fixture.awaitEmpty();
    assertThat(fixture.log.values()).containsExactly("0-0", "0-1", "0-2", "0-3");
    assertThat(fixture.counter("kubescribe.spool.replayed.records")).isEqualTo(4);
  }

  @Test
  void a_hung_disk_costs_an_append_its_time_and_bounded_memory() throws Exception {
    CountDownLatch hung = new CountDownLatch(1);
    fixture.files.hook((call, _) -> {
      if (call.equals("force")) {
        SpoolFixture.awaitLatch(hung);
      }
    });
    fixture.start();
    Duration shortly = Duration.ofMillis(30);
    assertThatThrownBy(() -> fixture.spool.append(records(0, 1), shortly))
        .isInstanceOf(TimeoutException.class);
    // This one waits behind the first, is given up and leaves no trace.
    assertThatThrownBy(() -> fixture.spool.append(records(1, 1), shortly))
        .isInstanceOf(TimeoutException.class);
    assertThat(fixture.waiting()).isZero();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> queued = threads.submit(fixture.appending(records(2, 1_500)));
      await().until(() -> fixture.waiting() == 1);
      assertThatThrownBy(() -> fixture.append(records(3, 1_500)))
          .isInstanceOf(SpoolFullException.class)
          .hasMessageContaining("too slow");
      hung.countDown();
      queued.get();
    }
    await().until(() -> fixture.log.taken().size() == 1_501);
    assertThat(fixture.log.values()).startsWith("0-0", "2-0").doesNotContain("1-0", "3-0");
  }

  @Test
  void a_restart_in_the_middle_of_a_replay_starts_its_segment_again() throws Exception {
    fixture.limits = SpoolFixture.limits(2_000);
    fixture.log.answer(
        record -> Integer.parseInt(text(record).split("-")[0]) >= 9 ? Answer.NONE : Answer.ACK);
    fixture.start();
    for (int i = 0; i < 20; i++) {
      fixture.append(records(i, 4));
    }
    await().until(() -> fixture.log.values().contains("8-3"));
    fixture.restart(Answer.ACK);
    await().until(() -> fixture.log.values().contains("19-3"));
    fixture.awaitEmpty();
    assertThat(new LinkedHashSet<>(fixture.log.values()))
        .containsExactlyElementsOf(numbered(0, 20, 4));
  }

  @Test
  void close_leaves_everything_that_was_appended_for_the_next_start() throws Exception {
    fixture.log.answer(Answer.NONE);
    fixture.start();
    fixture.append(records(0, 3));
    fixture.restart(Answer.NONE);
    fixture.append(records(1, 3));
    fixture.restart(Answer.NONE);
    assertThat(fixture.gauge("kubescribe.spool.records")).isEqualTo(6);
    fixture.restart(Answer.ACK);
    await().until(() -> fixture.log.taken().size() == 6);
    assertThat(fixture.log.values()).isEqualTo(numbered(0, 2, 3));
  }

  @Test
  void a_record_that_kafka_refuses_stops_no_other_and_is_tried_at_the_next_start()
      throws Exception {
    fixture.log.answer(record -> text(record).equals("0-1") ? Answer.TOO_LARGE : Answer.ACK);
    fixture.start();
    fixture.append(records(0, 3));
    await().until(() -> fixture.log.values().equals(List.of("0-0", "0-2")));
    await().until(() -> fixture.segmentFiles().isEmpty());
    assertThat(fixture.counter("kubescribe.spool.refused.records")).isEqualTo(1);
    assertThat(fixture.files.paths())
        .singleElement()
        .satisfies(path -> assertThat(path.getParent()).isEqualTo(FOLDER.resolve("refused")));
    fixture.restart(Answer.ACK);
    await().until(() -> fixture.log.values().contains("0-1"));
    fixture.awaitEmpty();
  }

  @Test
  void the_age_of_the_oldest_record_is_shown() throws Exception {
    fixture.log.answer(Answer.NONE);
    fixture.start();
    assertThat(fixture.gauge("kubescribe.spool.oldest.seconds")).isZero();
    fixture.append(records(0, 1));
    fixture.clock.advance(Duration.ofSeconds(90));
    fixture.append(records(1, 1));
    assertThat(fixture.gauge("kubescribe.spool.oldest.seconds")).isEqualTo(90);
    assertThat(fixture.spool.check().ok()).isTrue();
  }

  @Test
  void an_event_of_60_mib_fits() throws Exception {
    fixture.capacity = 128L << 20;
    fixture.limits = SpoolLimits.DEFAULT;
    fixture.start();
    byte[] value = new byte[60 << 20];
    value[value.length - 1] = 7;
    fixture.append(
        List.of(new org.apache.kafka.clients.producer.ProducerRecord<>("kubescribe.audit", value)));
    await().atMost(Duration.ofSeconds(30)).until(() -> fixture.log.taken().size() == 1);
    assertThat(fixture.log.taken().getFirst().value()).isEqualTo(value);
    fixture.awaitEmpty();
  }
}
