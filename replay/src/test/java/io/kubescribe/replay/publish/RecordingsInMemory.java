package io.kubescribe.replay.publish;

import io.kubescribe.core.recording.RecordReader;
import io.kubescribe.core.recording.Recording;
import io.kubescribe.core.recording.RecordingState;
import io.kubescribe.core.recording.Recordings;
import io.kubescribe.core.recording.Verification;
import io.kubescribe.core.session.SequencedRecord;
import io.kubescribe.core.session.SessionId;
import io.kubescribe.core.session.SessionRecord;
import io.kubescribe.core.session.SessionStart;
import io.kubescribe.core.session.SessionStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Recordings that a test writes record by record.
final class RecordingsInMemory implements Recordings {
  /// One of them.
  static final class Tape {
    private final SessionId id;
    private final SessionStart start;
    private final List<SequencedRecord> records = new ArrayList<>();
    private RecordingState state = RecordingState.LIVE;
    private int epochs = 1;
    private long nanos;

    private Tape(SessionId id, SessionStart start) {
      this.id = id;
      this.start = start;
      add(0, new SessionRecord.Start(start));
    }

    Tape add(long millis, SessionRecord record) {
      nanos += Duration.ofMillis(millis).toNanos();
      records.add(new SequencedRecord(records.size(), nanos, record));
      return this;
    }

    /// Output some time after what was before.
    Tape output(long millis, byte[] bytes) {
      return add(millis, new SessionRecord.Data(SessionStream.STDOUT, bytes));
    }

    Tape output(long millis, String text) {
      return output(millis, text.getBytes(StandardCharsets.UTF_8));
    }

    void end(RecordingState with) {
      state = with;
    }

    void resume() {
      state = RecordingState.LIVE;
      epochs++;
    }

    private Recording facts() {
      return new Recording(
          id,
          start,
          null,
          state,
          state == RecordingState.LIVE ? "" : "ended",
          start.startedAt(),
          Duration.ofNanos(nanos),
          Map.of(),
          null,
          List.of(),
          0,
          records.size(),
          0,
          epochs,
          null);
    }
  }

  private final NavigableMap<SessionId, Tape> tapes = new TreeMap<>();

  Tape begin(SessionId id, SessionStart start) {
    Tape tape = new Tape(id, start);
    tapes.put(id, tape);
    return tape;
  }

  @Override
  public Optional<Recording> find(SessionId id) {
    return Optional.ofNullable(tapes.get(id)).map(Tape::facts);
  }

  @Override
  public List<Recording> list(@Nullable SessionId before, int limit) {
    NavigableMap<SessionId, Tape> some = before == null ? tapes : tapes.headMap(before, false);
    return some.descendingMap().values().stream().limit(limit).map(Tape::facts).toList();
  }

  @Override
  public Optional<RecordReader> records(SessionId id, long fromNanos) {
    Tape tape = tapes.get(id);
    if (tape == null) {
      return Optional.empty();
    }
    int[] at = {0};
    return Optional.of(
        new RecordReader() {
          @Override
          public @Nullable SequencedRecord next() {
            return at[0] < tape.records.size() ? tape.records.get(at[0]++) : null;
          }

          @Override
          public void close() {}
        });
  }

  @Override
  public Optional<Verification> verify(SessionId id) {
    return Optional.empty();
  }
}
