package io.kubescribe.ingest.recording;

import io.kubescribe.core.CheckResult;
import io.kubescribe.core.Component;
import io.kubescribe.core.session.SessionId;
import io.kubescribe.core.session.SessionStart;
import io.kubescribe.ingest.session.RecordingListener;
import io.kubescribe.ingest.session.SessionRecording;
import io.kubescribe.ingest.session.SessionRecordings;
import io.kubescribe.ingest.spool.RecordLog;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Records sessions to the log. Safe for use by many threads; each recording is for its event loop
/// only. Two threads for any number of sessions: see the package's description.
public final class SessionRecorder implements SessionRecordings, Component {
  private static final long TIMER_NANOS = 20_000_000;

  private final RecorderLimits limits;
  private final LongSupplier nanoTime;
  private final RecordSender sender;
  private final ByteBudget budget;
  private final Map<Recording, Executor> open = new ConcurrentHashMap<>();
  private final RecorderMetrics metrics;
  private final Thread timer;
  private volatile boolean closed;

  /// @param log takes the records; may wait for a second or two
  /// @param nanoTime such as `System::nanoTime`
  public SessionRecorder(
      RecordLog log, RecorderLimits limits, LongSupplier nanoTime, MeterRegistry registry) {
    this.limits = limits;
    this.nanoTime = nanoTime;
    sender = new RecordSender(log, nanoTime);
    budget = new ByteBudget(limits.queues());
    metrics = new RecorderMetrics(registry, open.keySet());
    timer = Thread.ofPlatform().name("session-timer").daemon().unstarted(this::runTimer);
  }

  /// Starts the two threads.
  public void start() {
    sender.start();
    timer.start();
  }

  @Override
  public SessionRecording begin(
      SessionId id, SessionStart start, Executor loop, RecordingListener listener) {
    RecordingParts parts =
        new RecordingParts(id, sender, loop, nanoTime, limits, budget, metrics, open::remove);
    Recording recording = new Recording(start, parts, listener);
    open.put(recording, loop);
    return recording;
  }

  private void runTimer() {
    while (!closed) {
      tick();
      LockSupport.parkNanos(this, TIMER_NANOS);
    }
  }

  /// Has the recordings act whose deadlines have passed.
  void tick() {
    open.forEach((recording, loop) -> {
      if (recording.isDue()) {
        try {
          loop.execute(recording::tick);
        } catch (RejectedExecutionException e) {
          // Its event loop has ended before the session did.
          open.remove(recording);
        }
      }
    });
  }

  /// Does what the thread `session-records` does, on the caller's: for tests with a clock of
  /// theirs.
  void sendQueued() {
    sender.sendQueued();
  }

  /// Recordings whose last record is not durable yet.
  public int open() {
    return open.size();
  }

  @Override
  public String name() {
    return "session-recorder";
  }

  /// Works as long as its threads do; that Kafka is away is for each session's mode to decide.
  @Override
  public CheckResult check() {
    @Nullable String failure = sender.lastFailure();
    return failure == null
        ? CheckResult.OK
        : CheckResult.ok("warning: last session record was lost: " + failure);
  }

  /// Hands over what is queued, for a few seconds. End the sessions first.
  @Override
  public void close() {
    closed = true;
    sender.close();
    LockSupport.unpark(timer);
  }
}
