package io.kubescribe.ingest.recording;

import io.kubescribe.core.kafka.SessionRecords;
import io.kubescribe.core.session.EndReason;
import io.kubescribe.core.session.SequencedRecord;
import io.kubescribe.core.session.SessionId;
import io.kubescribe.core.session.SessionRecord;
import io.kubescribe.core.session.SessionRecordCodec;
import io.kubescribe.ingest.spool.RecordLog;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hands records to the log on a thread of its own, because a producer may wait for metadata or for
/// room. Safe for use by many threads.
///
/// The queue has no limit of its own: what a session may have in it is bounded by the window or by
/// the queue of [RecorderLimits].
final class RecordSender implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RecordSender.class);

  /// As long as the producer tries; a record that waited as long is not worth a try any more.
  private static final Duration STALE = Duration.ofSeconds(30);

  private static final long CLOSE_MILLIS = 5_000;

  /// @param result null when the record is durable, or why it is lost
  private record Task(
      SessionId session,
      SequencedRecord sequenced,
      long since,
      Consumer<@Nullable Throwable> result) {}

  private final RecordLog records;
  private final LongSupplier nanoTime;
  private final LinkedBlockingQueue<Task> queue = new LinkedBlockingQueue<>();
  private final Thread thread;
  private volatile boolean closed;
  private volatile @Nullable String lastFailure;

  RecordSender(RecordLog records, LongSupplier nanoTime) {
    this.records = records;
    this.nanoTime = nanoTime;
    thread = Thread.ofPlatform().name("session-records").daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /// @param result called once, on any thread
  void send(SessionId session, SequencedRecord sequenced, Consumer<@Nullable Throwable> result) {
    queue.add(new Task(session, sequenced, nanoTime.getAsLong(), result));
  }

  /// What the last record failed with, null when it went well.
  @Nullable String lastFailure() {
    return lastFailure;
  }

  private void run() {
    // The first JSON of a process takes its time, and the first session has two seconds to start.
    SessionRecordCodec.encode(
        new SequencedRecord(0, 0, new SessionRecord.End(EndReason.GATEWAY_STOPPED, "", List.of())));
    while (!closed || !queue.isEmpty()) {
      try {
        Task task = queue.poll(100, TimeUnit.MILLISECONDS);
        if (task != null) {
          hand(task);
        }
      } catch (InterruptedException e) {
        // Only close() interrupts: what is queued is lost.
        queue.forEach(task -> fail(task, new CancellationException("recorder is closed")));
        return;
      }
    }
  }

  /// Hands over what is queued, on the caller's thread.
  void sendQueued() {
    for (Task task = queue.poll(); task != null; task = queue.poll()) {
      hand(task);
    }
  }

  private void hand(Task task) {
    if (nanoTime.getAsLong() - task.since() > STALE.toNanos()) {
      fail(task, new TimeoutException("waited too long for the log"));
      return;
    }
    try {
      var _ =
          records
              .send(SessionRecords.sessionRecord(task.session(), task.sequenced()))
              .whenComplete((_, failure) -> done(task, failure));
    } catch (RuntimeException e) {
      log.atError().addKeyValue("session", task.session()).setCause(e).log("record can't be sent");
      fail(task, e);
    }
  }

  private void done(Task task, @Nullable Throwable failure) {
    if (failure == null) {
      lastFailure = null;
      task.result().accept(null);
    } else {
      fail(task, failure);
    }
  }

  private void fail(Task task, Throwable failure) {
    lastFailure = String.valueOf(failure.getMessage());
    task.result().accept(failure);
  }

  /// Hands over what is queued, for a few seconds, and ends the thread.
  @Override
  public void close() {
    closed = true;
    try {
      thread.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
  }
}
