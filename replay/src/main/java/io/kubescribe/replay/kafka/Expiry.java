package io.kubescribe.replay.kafka;

import io.kubescribe.core.recording.Recording;
import io.kubescribe.core.recording.RecordingStore;
import io.kubescribe.core.recording.Recordings;
import io.kubescribe.core.session.SessionId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes recordings past their retention, some each turn so that what comes in does not wait. For
/// the loop's thread.
final class Expiry {
  private static final Logger log = LoggerFactory.getLogger(Expiry.class);
  private static final Duration LOOK_EVERY = Duration.ofHours(1);
  private static final int LOOKS_A_TURN = 50;

  private final RecordingStore store;
  private final Recordings recordings;
  private final Duration retention;
  private Iterator<SessionId> due = List.<SessionId>of().iterator();
  private @Nullable Instant lookedAt;

  /// @param recordings what is read from `store`
  Expiry(RecordingStore store, Recordings recordings, Duration retention) {
    this.store = store;
    this.recordings = recordings;
    this.retention = retention;
  }

  /// @return whether something was deleted
  boolean run(Instant now) throws IOException {
    Instant limit = now.minus(retention);
    Instant last = lookedAt;
    if (!due.hasNext()
        && (last == null || Duration.between(last, now).abs().compareTo(LOOK_EVERY) >= 0)) {
      lookedAt = now;
      due = madeBefore(limit);
    }
    int deleted = 0;
    for (int look = 0; look < LOOKS_A_TURN && due.hasNext(); look++) {
      SessionId session = due.next();
      Optional<Recording> found = recordings.find(session);
      if (found.isPresent()
          && !found.get().isLive()
          && found.get().lastRecordAt().isBefore(limit)) {
        store.delete(session);
        deleted++;
      }
    }
    if (deleted > 0) {
      log.atInfo()
          .addKeyValue("recordings", deleted)
          .log("recordings past their retention were deleted");
    }
    return deleted > 0;
  }

  /// One day after the other is listed when its turn comes.
  private Iterator<SessionId> madeBefore(Instant limit) throws IOException {
    LocalDate last = LocalDate.ofInstant(limit, ZoneOffset.UTC);
    for (LocalDate day : store.days()) {
      if (!day.isAfter(last)) {
        List<SessionId> sessions = store.sessions(day);
        if (!sessions.isEmpty() && sessions.getFirst().madeAt().isBefore(limit)) {
          return sessions.iterator();
        }
      }
    }
    return List.<SessionId>of().iterator();
  }
}
