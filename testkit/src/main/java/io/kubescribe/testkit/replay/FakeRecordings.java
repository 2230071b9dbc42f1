package io.kubescribe.testkit.replay;

import io.kubescribe.core.recording.RecordReader;
import io.kubescribe.core.recording.Recording;
import io.kubescribe.core.recording.Recordings;
import io.kubescribe.core.recording.Verification;
import io.kubescribe.core.session.SequencedRecord;
import io.kubescribe.core.session.SessionId;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// Recordings in memory. Safe for use by many threads.
public final class FakeRecordings implements Recordings {
  private final NavigableMap<SessionId, Recording> facts = new ConcurrentSkipListMap<>();
  private final Map<SessionId, List<SequencedRecord>> records = new ConcurrentHashMap<>();
  private final Map<SessionId, Verification> verifications = new ConcurrentHashMap<>();

  /// Adds a recording, or replaces what is known of it.
  public void put(Recording recording) {
    facts.put(recording.id(), recording);
  }

  /// Adds a record at the end.
  public void append(SessionId id, SequencedRecord record) {
    records.computeIfAbsent(id, _ -> new CopyOnWriteArrayList<>()).add(record);
  }

  /// What [#verify] answers; without it, that all is well.
  public void put(SessionId id, Verification verification) {
    verifications.put(id, verification);
  }

  @Override
  public Optional<Recording> find(SessionId id) {
    return Optional.ofNullable(facts.get(id));
  }

  @Override
  public List<Recording> list(@Nullable SessionId before, int limit) {
    var those = before == null ? facts : facts.headMap(before, false);
    return those.descendingMap().values().stream().limit(limit).toList();
  }

  @Override
  public Optional<RecordReader> records(SessionId id, long fromNanos) {
    if (!facts.containsKey(id)) {
      return Optional.empty();
    }
    List<SequencedRecord> all = records.computeIfAbsent(id, _ -> new CopyOnWriteArrayList<>());
    int first = 0;
    while (first < all.size() && all.get(first).nanos() < fromNanos) {
      first++;
    }
    return Optional.of(new Reader(all, first));
  }

  @Override
  public Optional<Verification> verify(SessionId id) throws IOException {
    return find(id)
        .map(one -> verifications.getOrDefault(id, new Verification(1, one.rootHash(), List.of())));
  }

  /// Sees what is appended later, too.
  private static final class Reader implements RecordReader {
    private final List<SequencedRecord> all;
    private int at;

    Reader(List<SequencedRecord> all, int at) {
      this.all = all;
      this.at = at;
    }

    @Override
    public @Nullable SequencedRecord next() {
      return at < all.size() ? all.get(at++) : null;
    }

    @Override
    public void close() {}
  }
}
