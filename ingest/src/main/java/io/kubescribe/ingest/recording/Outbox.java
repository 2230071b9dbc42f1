package io.kubescribe.ingest.recording;

import io.kubescribe.core.session.SequencedRecord;
import io.kubescribe.core.session.SessionId;
import io.kubescribe.core.session.SessionRecord;
import io.kubescribe.ingest.spool.RecordLog;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Numbers the records of one session, hands them over and follows what becomes of each. For the
/// session's event loop only.
final class Outbox {
  /// Is told on the session's event loop.
  interface Fate {
    void acknowledged(SequencedRecord record);

    void lost(SequencedRecord record);
  }

  private static final class Sent {
    private final SequencedRecord sequenced;

    /// When what it records came about or, for one that is written again, when that was.
    private final long since;

    private final int bytes;
    private boolean done;

    Sent(SequencedRecord sequenced, long since, int bytes) {
      this.sequenced = sequenced;
      this.since = since;
      this.bytes = bytes;
    }
  }

  private final SessionId session;
  private final RecordSender sender;
  private final Executor loop;
  private final LongSupplier nanoTime;
  private final Fate fate;
  private final long start;
  private final Deque<Sent> unacknowledged = new ArrayDeque<>();
  private final List<SequencedRecord> owed = new ArrayList<>();
  private final Losses losses = new Losses();
  private long next;
  private long bytes;

  Outbox(SessionId session, RecordSender sender, Executor loop, LongSupplier nanoTime, Fate fate) {
    this.session = session;
    this.sender = sender;
    this.loop = loop;
    this.nanoTime = nanoTime;
    this.fate = fate;
    start = nanoTime.getAsLong();
  }

  /// Nanoseconds since the session's start, the time of everything here. Safe for any thread.
  long elapsed() {
    return nanoTime.getAsLong() - start;
  }

  void write(SessionRecord record) {
    write(record, elapsed());
  }

  /// @param nanos when it came about, not before any record that was written
  void write(SessionRecord record, long nanos) {
    hand(new SequencedRecord(next++, nanos, record));
  }

  /// Gives up a record that there is no room for.
  void drop(SessionRecord record, long nanos) {
    losses.add(new SequencedRecord(next++, nanos, record));
  }

  private void hand(SequencedRecord sequenced) {
    hand(sequenced, sequenced.nanos());
  }

  private void hand(SequencedRecord sequenced, long since) {
    int size = sequenced.record() instanceof SessionRecord.Data data ? data.bytes().length : 0;
    Sent sent = new Sent(sequenced, since, size);
    unacknowledged.add(sent);
    bytes += size;
    sender.send(
        session,
        sequenced,
        failure -> {
          try {
            loop.execute(() -> done(sent, failure));
          } catch (RejectedExecutionException e) {
            // The event loop has ended, and with it whoever could act.
          }
        });
  }

  private void done(Sent sent, @Nullable Throwable failure) {
    sent.done = true;
    bytes -= sent.bytes;
    while (!unacknowledged.isEmpty() && unacknowledged.getFirst().done) {
      unacknowledged.removeFirst();
    }
    if (failure == null) {
      payBack();
      fate.acknowledged(sent.sequenced);
    } else {
      if (isEssential(sent.sequenced.record()) && !RecordLog.isRefusal(failure)) {
        owed.add(sent.sequenced);
      } else {
        losses.add(sent.sequenced);
      }
      fate.lost(sent.sequenced);
    }
  }

  /// The log takes records: writes what is owed, and what is lost as a gap.
  void payBack() {
    List<SequencedRecord> again = List.copyOf(owed);
    owed.clear();
    again.forEach(record -> hand(record, elapsed()));
    if (!losses.isEmpty()) {
      write(losses.take());
    }
  }

  /// Few, small, and without them the others can't be understood.
  private static boolean isEssential(SessionRecord record) {
    return switch (record) {
      case SessionRecord.Start _,
          SessionRecord.Facts _,
          SessionRecord.Negotiated _,
          SessionRecord.Status _,
          SessionRecord.End _ ->
          true;
      case SessionRecord.Data _,
          SessionRecord.Closed _,
          SessionRecord.Resize _,
          SessionRecord.Heartbeat _,
          SessionRecord.Gap _,
          SessionRecord.Flawed _,
          SessionRecord.Forwarded _ ->
          false;
    };
  }

  /// Bytes of data not acknowledged yet.
  long bytes() {
    return bytes;
  }

  /// Since when the oldest unacknowledged record waits, heartbeats aside; -1 when there is none.
  long oldest() {
    for (Sent sent : unacknowledged) {
      if (!sent.done && !(sent.sequenced.record() instanceof SessionRecord.Heartbeat)) {
        return sent.since;
      }
    }
    return -1;
  }

  /// Whether what became of every record is known and acted upon.
  boolean isSettled() {
    return unacknowledged.isEmpty() && owed.isEmpty() && losses.isEmpty();
  }

  /// Whether what became of every record is known.
  boolean isIdle() {
    return unacknowledged.isEmpty();
  }

  Losses losses() {
    return losses;
  }
}
