package io.kubescribe.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.store.AppendOutcome;
import io.kubescribe.core.store.Checkpoint;
import io.kubescribe.core.store.EventSearch;
import io.kubescribe.core.store.IndexableEvent;
import io.kubescribe.core.store.Selection;
import io.kubescribe.core.store.StoredEvent;
import io.kubescribe.index.IndexConfig;
import io.kubescribe.testkit.SampleEvents;
import io.kubescribe.testkit.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.lucene.index.CheckIndex;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.IOUtils;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The evidence rule on a disk that fails: the store comes back in a state in which the checkpoint
/// is not ahead of the events, wherever it was stopped, and the log makes the rest good.
@Tag("soak")
class CrashTest {
  private static final long SEED = Long.getLong("kubescribe.seed", 20261125);

  /// Steps at which the disk fails.
  private static final int FAULTS = Boolean.getBoolean("kubescribe.soak") ? 300 : 6;

  private static final int EVENTS = 120;
  private static final int BATCH = 20;
  private static final Checkpoint.Partition PARTITION =
      new Checkpoint.Partition("kubescribe.audit", 0);
  private static final List<IndexableEvent> LOG = log();

  private final TestClock clock = new TestClock(Instant.parse("2026-11-23T12:00:00Z"));
  private final Random random = new Random(SEED);

  @TempDir Path folder;

  /// Three days, so that a commit is spread over slices.
  private static List<IndexableEvent> log() {
    SampleEvents events = new SampleEvents(SEED);
    List<IndexableEvent> log = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      log.add(events.next().at(PARTITION, i));
    }
    return log;
  }

  private LuceneSearchStore open(Directories directories) throws IOException {
    return LuceneSearchStore.open(folder, IndexConfig.DEFAULT, directories, clock);
  }

  private static int next(Checkpoint checkpoint) {
    return checkpoint.nextOffsets().getOrDefault(PARTITION, 0L).intValue();
  }

  /// Reads the log from the checkpoint to its end, as the indexer does; every second batch is
  /// committed.
  private static void readOn(LuceneSearchStore store) throws IOException {
    int from = next(store.checkpoint());
    for (int i = from; i < EVENTS; i += BATCH) {
      int to = Math.min(EVENTS, i + BATCH);
      store.append(LOG.subList(i, to));
      if (to % (2 * BATCH) == 0 || to == EVENTS) {
        store.commit(Checkpoint.NONE.with(PARTITION, to));
      }
    }
  }

  private static Set<String> ids(List<IndexableEvent> events) {
    return events.stream()
        .map(event -> event.id().value())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> held(LuceneSearchStore store) throws IOException {
    List<StoredEvent> found =
        store
            .search(new EventSearch(Selection.ALL, EventSearch.Order.OLDEST_FIRST, 1000, null))
            .events();
    Set<String> ids =
        found.stream().map(e -> e.id().value()).collect(Collectors.toCollection(TreeSet::new));
    assertThat(found).as("no event twice").hasSize(ids.size());
    return ids;
  }

  private long stepsOfASoundRun() throws IOException {
    FaultyDirectories sound = FaultyDirectories.sound();
    try (LuceneSearchStore store = open(sound)) {
      readOn(store);
    }
    IOUtils.rm(folder);
    return sound.steps();
  }

  /// Ends the store where it stands; what it still tries to tidy up does not reach the disk.
  private static void kill(LuceneSearchStore store) {
    try {
      store.close();
    } catch (IOException | AlreadyClosedException e) {
      // The disk is gone.
    }
  }

  @Test
  void a_power_cut_at_any_step_loses_nothing_before_the_checkpoint() throws IOException {
    long steps = stepsOfASoundRun();
    for (int i = 0; i < FAULTS; i++) {
      long at = 1 + random.nextLong(steps);
      String as = "seed " + SEED + ", power cut at step " + at + " of " + steps;
      FaultyDirectories dying = new FaultyDirectories(at, Long.MAX_VALUE, "no power");
      try {
        LuceneSearchStore store = open(dying);
        try {
          readOn(store);
        } catch (IOException e) {
          assertThat(e).as(as).hasStackTraceContaining("no power");
        }
        kill(store);
      } catch (IOException e) {
        assertThat(e).as(as).hasStackTraceContaining("no power");
      }
      dying.cutPower(random);
      assertGoodAgain(as);
      IOUtils.rm(folder);
    }
  }

  @Test
  void a_disk_that_is_full_or_fails_for_a_while_loses_nothing() throws IOException {
    long steps = stepsOfASoundRun();
    for (int i = 0; i < FAULTS; i++) {
      long at = 1 + random.nextLong(steps);
      long forSteps = random.nextInt(3) == 0 ? random.nextInt(200) : 0;
      String fault = random.nextBoolean() ? "No space left on device" : "Input/output error";
      String as = "seed " + SEED + ", " + fault + " at step " + at + " for " + forSteps;
      FaultyDirectories failing = new FaultyDirectories(at, at + forSteps, fault);
      LuceneSearchStore store = null;
      for (int attempt = 0; attempt < 500; attempt++) {
        try {
          store = store == null ? open(failing) : store;
          readOn(store);
          break;
        } catch (IOException e) {
          assertThat(attempt).as(as + ": " + e).isLessThan(400);
        }
      }
      assertThat(store).as(as).isNotNull();
      if (store != null) {
        clock.advance(Duration.ofSeconds(1));
        assertThat(next(store.checkpoint())).as(as).isEqualTo(EVENTS);
        assertThat(held(store)).as(as).isEqualTo(ids(LOG));
        kill(store);
      }
      assertGoodAgain(as);
      IOUtils.rm(folder);
    }
  }

  /// Opens the store on a sound disk, compares it with its checkpoint, and reads the log to its
  /// end.
  private void assertGoodAgain(String as) throws IOException {
    try (LuceneSearchStore store = open(FSDirectory::open)) {
      int covered = next(store.checkpoint());
      assertThat(held(store)).as(as).isEqualTo(ids(LOG.subList(0, covered)));
      readOn(store);
      clock.advance(Duration.ofSeconds(1));
      assertThat(held(store)).as(as).isEqualTo(ids(LOG));
      assertThat(store.append(LOG)).as(as).containsOnly(AppendOutcome.DUPLICATE);
    }
    assertCleanIndexes(folder, as);
  }

  static void assertCleanIndexes(Path folder, String as) throws IOException {
    try (Stream<Path> slices = Files.list(folder.resolve("slices"))) {
      for (Path slice : slices.toList()) {
        try (FSDirectory directory = FSDirectory.open(slice);
            CheckIndex check = new CheckIndex(directory)) {
          assertThat(check.checkIndex().clean).as(as + ", " + slice).isTrue();
        }
      }
    }
  }

  @Test
  void a_crash_between_the_commits_of_slices_and_root_goes_back_to_the_old_state()
      throws IOException {
    FaultyDirectories counting = FaultyDirectories.sound();
    long before;
    try (LuceneSearchStore store = open(counting)) {
      store.append(LOG.subList(0, 60));
      store.commit(Checkpoint.NONE.with(PARTITION, 60));
      store.append(LOG.subList(60, 120));
      before = counting.steps();
      store.commit(Checkpoint.NONE.with(PARTITION, 120));
    }
    long whole = counting.steps() - before;
    IOUtils.rm(folder);
    Set<Integer> seen = new TreeSet<>();
    for (long step = 1; step <= whole; step += Math.max(1, whole / FAULTS)) {
      FaultyDirectories dying = new FaultyDirectories(before + step, Long.MAX_VALUE, "no power");
      LuceneSearchStore store = open(dying);
      try {
        store.append(LOG.subList(0, 60));
        store.commit(Checkpoint.NONE.with(PARTITION, 60));
        store.append(LOG.subList(60, 120));
        store.commit(Checkpoint.NONE.with(PARTITION, 120));
      } catch (IOException e) {
        assertThat(e).hasStackTraceContaining("no power");
      }
      kill(store);
      try (LuceneSearchStore again = open(FSDirectory::open)) {
        int covered = next(again.checkpoint());
        seen.add(covered);
        assertThat(held(again)).isEqualTo(ids(LOG.subList(0, covered)));
      }
      assertGoodAgain("step " + step + " of the commit");
      IOUtils.rm(folder);
    }
    assertThat(seen).contains(60);
  }
}
