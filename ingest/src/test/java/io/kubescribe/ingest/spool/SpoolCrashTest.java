package io.kubescribe.ingest.spool;

import static io.kubescribe.ingest.spool.SpoolFixture.numbered;
import static io.kubescribe.ingest.spool.SpoolFixture.records;
import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.ingest.spool.FakeLog.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Power cuts at every step and every byte. What is acknowledged must come back, in order.
class SpoolCrashTest {
  private static final int RECORDS = 2;

  /// What a power cut leaves, and what had been promised by then.
  private record Cut(MemoryFiles files, Set<String> acknowledged, Set<String> inKafka) {}

  private final List<Cut> cuts = Collections.synchronizedList(new ArrayList<>());
  private final Set<String> acknowledged = Collections.synchronizedSet(new HashSet<>());

  @Test
  void every_length_of_what_was_not_synced_gives_back_what_was_acknowledged() throws Exception {
    try (SpoolFixture fixture = new SpoolFixture()) {
      fixture.log.answer(Answer.FAIL);
      fixture.limits = SpoolFixture.limits(700);
      MemoryFiles files = fixture.files;
      files.hook((call, path) -> {
        if (call.equals("force")) {
          for (int length = files.bytes(path).length; length >= 0; length--) {
            int keep = length;
            cut(() -> files.afterCrash(_ -> keep), fixture.log);
          }
        }
      });
      fixture.start();
      appendAll(fixture, 6);
    }
    assertThat(cuts).hasSizeGreaterThan(1_000);
    for (Cut cut : cuts) {
      List<String> back = recover(cut);
      int whole = cut.acknowledged().size();
      assertThat(back).hasSizeGreaterThanOrEqualTo(whole);
      assertThat(back).isEqualTo(numbered(0, 6, RECORDS).subList(0, back.size()));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void a_cut_before_any_call_loses_nothing_and_doubles_nothing(long seed) throws Exception {
    Random random = new Random(seed);
    try (SpoolFixture fixture = new SpoolFixture()) {
      fixture.log.answer(_ -> random.nextInt(3) == 0 ? Answer.FAIL : Answer.ACK);
      fixture.limits = SpoolFixture.limits(500);
      MemoryFiles files = fixture.files;
      files.hook((_, _) ->
          cut(() -> files.afterCrash(bytes -> random.nextInt(bytes.length + 1)), fixture.log));
      fixture.start();
      appendAll(fixture, 15);
      fixture.awaitDrained();
    }
    for (Cut cut : cuts) {
      List<String> back = recover(cut);
      assertThat(back).as("seed %d", seed).doesNotHaveDuplicates();
      assertThat(back).isSubsetOf(numbered(0, 15, RECORDS));
      List<String> ordered = new ArrayList<>(numbered(0, 15, RECORDS));
      ordered.retainAll(back);
      assertThat(back).isEqualTo(ordered);
      Set<String> owed = new HashSet<>(cut.acknowledged());
      owed.removeAll(cut.inKafka());
      assertThat(back).as("seed %d", seed).containsAll(owed);
    }
  }

  private void cut(Supplier<MemoryFiles> copy, FakeLog log) {
    // In this order: what is acknowledged later than the copy is no obligation of it, and what
    // Kafka has may be gone from it.
    Set<String> promised;
    synchronized (acknowledged) {
      promised = Set.copyOf(acknowledged);
    }
    MemoryFiles files = copy.get();
    cuts.add(new Cut(files, promised, Set.copyOf(log.values())));
  }

  private void appendAll(SpoolFixture fixture, int appends) throws Exception {
    for (int number = 0; number < appends; number++) {
      fixture.append(records(number, RECORDS));
      acknowledged.addAll(numbered(number, 1, RECORDS));
    }
  }

  private static List<String> recover(Cut cut) throws IOException {
    try (SpoolFixture fixture = new SpoolFixture()) {
      fixture.files = cut.files();
      fixture.start();
      fixture.awaitDrained();
      return fixture.log.values();
    }
  }
}
