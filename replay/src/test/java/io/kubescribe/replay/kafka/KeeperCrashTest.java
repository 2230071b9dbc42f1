package io.kubescribe.replay.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.recording.RecordReader;
import io.kubescribe.core.recording.Recording;
import io.kubescribe.core.recording.RecordingState;
import io.kubescribe.core.session.SequencedRecord;
import io.kubescribe.core.session.SessionId;
import io.kubescribe.replay.store.StoredRecordings;
import io.kubescribe.testkit.recording.MemoryRecordingStore;
import io.kubescribe.testkit.recording.SampleSessions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Whatever fails and whenever power is cut, every record is in its recording, once and in order.
class KeeperCrashTest {
  private static final int RUNS = Boolean.getBoolean("kubescribe.soak") ? 2_000 : 60;

  @Test
  void nothing_is_lost_and_nothing_doubled() throws IOException {
    long seed = Long.getLong("kubescribe.seed", System.nanoTime());
    Random seeds = new Random(seed);
    for (int run = 0; run < RUNS; run++) {
      try {
        run(new Random(seeds.nextLong()));
      } catch (AssertionError e) {
        throw new AssertionError("-Dkubescribe.seed=" + seed + ", run " + run, e);
      }
    }
  }

  private static void run(Random random) throws IOException {
    MemoryRecordingStore store = new MemoryRecordingStore();
    LogInMemory log = new LogInMemory(store, Duration.ofDays(10));
    Map<SessionId, List<SequencedRecord>> sessions = sessions(random);
    Map<SessionId, Integer> written = new LinkedHashMap<>();
    List<SessionId> left = new ArrayList<>(sessions.keySet());
    log.restart();
    while (!left.isEmpty() || !log.isRead()) {
      for (int i = 0; i < 10 && !left.isEmpty(); i++) {
        SessionId id = left.get(random.nextInt(left.size()));
        List<SequencedRecord> records = sessions.getOrDefault(id, List.of());
        int next = written.merge(id, 1, Integer::sum);
        log.write(id, records.get(next - 1));
        if (next == records.size()) {
          left.remove(id);
        }
      }
      turn(random, store, log);
    }
    store.failAfter(Long.MAX_VALUE);
    log.turnFor(Duration.ofSeconds(10));
    for (Map.Entry<SessionId, List<SequencedRecord>> session : sessions.entrySet()) {
      requireSame(store, session.getKey(), session.getValue());
    }
    assertThat(log.quarantined).isEmpty();
    assertThat(store.unsealed()).isEmpty();
  }

  private static void turn(Random random, MemoryRecordingStore store, LogInMemory log)
      throws IOException {
    if (random.nextInt(12) == 0) {
      store.failAfter(random.nextInt(5));
    }
    if (random.nextInt(25) == 0) {
      store.cutPower(random);
      log.restart();
    }
    try {
      log.clock.advance(Duration.ofMillis(random.nextInt(2_000)));
      log.turn(random.nextInt(20));
    } catch (IOException e) {
      // As the loop does it; recovery may fail too.
      boolean started = false;
      while (!started) {
        try {
          log.startAgain();
          started = true;
        } catch (IOException again) {
          started = false;
        }
      }
    }
  }

  private static Map<SessionId, List<SequencedRecord>> sessions(Random random) {
    SampleSessions samples = new SampleSessions(random.nextLong());
    Map<SessionId, List<SequencedRecord>> sessions = new LinkedHashMap<>();
    for (int i = 1 + random.nextInt(8); i > 0; i--) {
      sessions.put(
          samples.id(LogInMemory.NOON),
          samples.session(
              LogInMemory.NOON, 4 + random.nextInt(60), random.nextInt(3) == 0 ? 40_000 : 50));
    }
    return sessions;
  }

  private static void requireSame(
      MemoryRecordingStore store, SessionId id, List<SequencedRecord> expected) throws IOException {
    StoredRecordings recordings = new StoredRecordings(store);
    Recording recording = recordings.find(id).orElseThrow();
    assertThat(recording.state()).isEqualTo(RecordingState.SEALED);
    assertThat(recording.gapCount()).isZero();
    assertThat(recording.epochs()).isEqualTo(1);
    assertThat(recordings.verify(id).orElseThrow().faults()).isEmpty();
    List<SequencedRecord> read = new ArrayList<>();
    try (RecordReader reader = recordings.records(id, 0).orElseThrow()) {
      for (SequencedRecord next = reader.next(); next != null; next = reader.next()) {
        read.add(next);
      }
    }
    assertThat(read).isEqualTo(expected);
  }
}
