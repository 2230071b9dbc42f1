package io.kubescribe.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubescribe.core.audit.ClusterName;
import io.kubescribe.core.audit.EventEnvelope;
import io.kubescribe.core.query.Query;
import io.kubescribe.core.query.TimeRange;
import io.kubescribe.core.store.AppendOutcome;
import io.kubescribe.core.store.Checkpoint;
import io.kubescribe.core.store.IndexableEvent;
import io.kubescribe.core.store.Selection;
import io.kubescribe.index.IndexConfig;
import io.kubescribe.testkit.SampleEvents;
import io.kubescribe.testkit.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// More slices than are open at once, and events that come late.
class ManySlicesTest {
  private static final long SEED = 20261128;
  private static final int DAYS = 40;
  private static final Instant FIRST = Instant.parse("2026-08-01T00:00:00Z");
  private static final Checkpoint.Partition PARTITION =
      new Checkpoint.Partition("kubescribe.audit", 0);

  private final TestClock clock = new TestClock(Instant.parse("2026-11-23T12:00:00Z"));

  @TempDir Path folder;

  private LuceneSearchStore open() throws IOException {
    return LuceneSearchStore.open(folder, IndexConfig.DEFAULT, clock);
  }

  private static IndexableEvent event(int number, Instant time, Instant received) {
    return new SampleEvents.Sample(
            SampleEvents.event("late-" + number, "\"stageTimestamp\":\"" + time + "\""),
            new EventEnvelope(new ClusterName("prod"), "import", received, List.of(), null))
        .at(PARTITION, number);
  }

  private static Instant day(int day) {
    return FIRST.plus(Duration.ofDays(day)).plusSeconds(3600);
  }

  @Test
  void events_of_many_days_in_any_order_are_each_kept_once() throws IOException {
    List<IndexableEvent> events = new ArrayList<>();
    for (int i = 0; i < 3 * DAYS; i++) {
      events.add(event(i, day(i % DAYS), clock.instant()));
    }
    Collections.shuffle(events, new Random(SEED));
    try (LuceneSearchStore store = open()) {
      assertThat(store.append(events)).as("seed " + SEED).containsOnly(AppendOutcome.ADDED);
      store.commit(Checkpoint.NONE.with(PARTITION, events.size()));
      clock.advance(Duration.ofSeconds(1));
      assertThat(store.count(Selection.ALL)).isEqualTo(events.size());
      for (int day = 0; day < DAYS; day++) {
        TimeRange range = new TimeRange(day(day), day(day).plusSeconds(1));
        assertThat(store.count(new Selection(new Query.All(), range))).isEqualTo(3);
      }
    }
    try (LuceneSearchStore store = open()) {
      Collections.shuffle(events, new Random(SEED + 1));
      assertThat(store.append(events)).containsOnly(AppendOutcome.DUPLICATE);
      assertThat(store.count(Selection.ALL)).isEqualTo(events.size());
    }
    CrashTest.assertCleanIndexes(folder, "seed " + SEED);
  }

  /// Evidence rule: with more slices under way than writers are kept, some events are durable ahead
  /// of the checkpoint, and a process that ends then loses none and doubles none.
  @Test
  void more_slices_than_writers_before_the_first_commit_lose_and_double_nothing()
      throws IOException {
    int days = Slices.MAX_WRITING + 5;
    List<IndexableEvent> events = new ArrayList<>();
    for (int i = 0; i < 4 * days; i++) {
      events.add(event(i, day(i % days), clock.instant()));
    }
    try (LuceneSearchStore store = open()) {
      assertThat(store.append(events)).containsOnly(AppendOutcome.ADDED);
    }
    try (LuceneSearchStore store = open()) {
      assertThat(store.checkpoint()).isEqualTo(Checkpoint.NONE);
      long durable = store.count(Selection.ALL);
      assertThat(durable).as("durable ahead of the checkpoint").isBetween(1L, 4L * days - 1);
      assertThat(store.append(events))
          .filteredOn(AppendOutcome.DUPLICATE::equals)
          .hasSize((int) durable);
      store.commit(Checkpoint.NONE.with(PARTITION, events.size()));
    }
    try (LuceneSearchStore store = open()) {
      assertThat(store.count(Selection.ALL)).isEqualTo(events.size());
      for (IndexableEvent event : events) {
        assertThat(store.get(event.id(), new Query.All())).isPresent();
      }
    }
    CrashTest.assertCleanIndexes(folder, "more slices than writers");
  }

  @Test
  void a_late_event_keeps_its_slice_past_the_time_of_the_others() throws IOException {
    try (LuceneSearchStore store = open()) {
      store.append(
          List.of(
              event(0, day(0), day(0)),
              event(1, day(1), day(1)),
              event(2, day(0).plusSeconds(1), day(50))));
      store.commit(Checkpoint.NONE.with(PARTITION, 3));
      assertThat(store.dropReceivedBefore(day(40))).isEqualTo(1);
      assertThat(store.count(Selection.ALL)).isEqualTo(2);
      assertThat(store.dropReceivedBefore(day(60))).isEqualTo(1);
      assertThat(store.count(Selection.ALL)).isZero();
      assertThat(store.append(List.of(event(3, day(0), day(70)))))
          .containsExactly(AppendOutcome.ADDED);
      store.commit(Checkpoint.NONE.with(PARTITION, 4));
    }
    try (LuceneSearchStore store = open();
        Stream<Path> slices = Files.list(folder.resolve("slices"))) {
      assertThat(store.count(Selection.ALL)).isEqualTo(1);
      assertThat(store.checkpoint()).isEqualTo(Checkpoint.NONE.with(PARTITION, 4));
      assertThat(slices).hasSize(1);
    }
  }

  /// Evidence rule: a retention that ends half way, by a fault or a kill, leaves a store that
  /// opens.
  @Test
  void a_drop_that_ends_half_way_is_finished_at_the_next_opening() throws IOException {
    Path inTheWay = folder.resolve("slices/dropped-main-20260802T000000Z-86400");
    Checkpoint committed = Checkpoint.NONE.with(PARTITION, 4);
    try (LuceneSearchStore store = open()) {
      for (int i = 0; i < 3; i++) {
        store.append(List.of(event(i, day(i), day(i))));
        store.commit(Checkpoint.NONE.with(PARTITION, i + 1));
      }
      store.append(List.of(event(3, day(30), day(30))));
      store.commit(committed);
      Files.createDirectories(inTheWay.resolve("file"));
      assertThatThrownBy(() -> store.dropReceivedBefore(day(10))).isInstanceOf(IOException.class);
      copy(folder.resolve("root"), folder.resolve("killed/root"));
      copy(folder.resolve("slices"), folder.resolve("killed/slices"));
      assertThat(store.checkpoint()).as("in the same process").isEqualTo(committed);
      assertThat(store.count(Selection.ALL)).isEqualTo(1);
      assertOneSlice(folder);
      assertThat(store.append(List.of(event(4, day(1), day(31)))))
          .containsExactly(AppendOutcome.ADDED);
      store.commit(Checkpoint.NONE.with(PARTITION, 5));
    }
    try (LuceneSearchStore store = open()) {
      assertThat(store.count(Selection.ALL)).isEqualTo(2);
    }
    Path killed = folder.resolve("killed");
    try (LuceneSearchStore store = LuceneSearchStore.open(killed, IndexConfig.DEFAULT, clock)) {
      assertThat(store.checkpoint()).as("after a kill").isEqualTo(committed);
      assertThat(store.count(Selection.ALL)).isEqualTo(1);
      assertOneSlice(killed);
    }
  }

  private static void assertOneSlice(Path store) throws IOException {
    try (Stream<Path> slices = Files.list(store.resolve("slices"))) {
      assertThat(slices).hasSize(1);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Files.copy(path, to.resolve(from.relativize(path)));
      }
    }
  }
}
