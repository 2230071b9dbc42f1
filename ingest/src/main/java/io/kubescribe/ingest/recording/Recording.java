package io.kubescribe.ingest.recording;

import io.kubescribe.core.session.EndReason;
import io.kubescribe.core.session.Flaw;
import io.kubescribe.core.session.PodFacts;
import io.kubescribe.core.session.PortConnection;
import io.kubescribe.core.session.RecordingMode;
import io.kubescribe.core.session.SequencedRecord;
import io.kubescribe.core.session.SessionProtocol;
import io.kubescribe.core.session.SessionRecord;
import io.kubescribe.core.session.SessionStart;
import io.kubescribe.core.session.SessionStream;
import io.kubescribe.ingest.session.RecordingListener;
import io.kubescribe.ingest.session.SessionRecording;
import io.netty.buffer.ByteBuf;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// The recording of one session. For its event loop only, but for [#isDue].
final class Recording implements SessionRecording, Outbox.Fate {
  private final SessionStart start;
  private final RecordingParts parts;
  private final RecordingListener listener;
  private final Outbox outbox;
  private final Window window;
  private final StreamRecords streams;
  private final Map<String, Long> openedPorts = new HashMap<>();
  private final CompletableFuture<Void> started = new CompletableFuture<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  private long lastWrite;
  private @Nullable Ending ending;

  /// When the timer is to have [#tick] called; written by the event loop, read by the timer.
  private volatile long due;

  private volatile boolean tickAsked;

  Recording(SessionStart start, RecordingParts parts, RecordingListener listener) {
    this.start = start;
    this.parts = parts;
    this.listener = listener;
    outbox = new Outbox(parts.session(), parts.sender(), parts.loop(), parts.nanoTime(), this);
    window = new Window(outbox, parts.limits());
    streams = new StreamRecords(start, parts.loop(), this::writeData, this::write);
    write(new SessionRecord.Start(start));
  }

  private boolean isStrict() {
    return start.mode() == RecordingMode.STRICT;
  }

  /// Nanoseconds since the start.
  private long now() {
    return outbox.elapsed();
  }

  private void write(SessionRecord record) {
    lastWrite = now();
    outbox.write(record);
    plan();
  }

  private void writeData(SessionRecord.Data data, long since) {
    lastWrite = now();
    int length = data.bytes().length;
    if (isStrict()
        || (outbox.bytes() + length <= parts.limits().queue() && parts.budget().take(length))) {
      outbox.write(data, since);
    } else {
      outbox.drop(data, since);
      lost(length);
    }
    plan();
  }

  private void lost(int bytes) {
    parts.metrics().lost.increment();
    parts.metrics().lostBytes.increment(bytes);
  }

  /// Writes a record after what came before it.
  private void tell(SessionRecord record) {
    if (ending == null) {
      streams.flush(now());
      write(record);
    }
  }

  @Override
  public CompletableFuture<Void> started() {
    return started;
  }

  @Override
  public void data(SessionStream stream, ByteBuf bytes) {
    if (ending == null) {
      streams.data(stream, bytes, now());
    }
  }

  @Override
  public void resize(int width, int height) {
    if (ending == null) {
      streams.resize(width, height, now());
      plan();
    }
  }

  @Override
  public void halfClosed(SessionStream stream) {
    tell(new SessionRecord.Closed(stream));
  }

  @Override
  public void status(byte[] bytes) {
    tell(new SessionRecord.Status(bytes));
  }

  @Override
  public void portOpened(int port, String requestId) {
    openedPorts.put(requestId, outbox.elapsed());
  }

  @Override
  public void portClosed(int port, String requestId, long toPod, long fromPod, String error) {
    Long opened = openedPorts.remove(requestId);
    tell(
        new SessionRecord.Forwarded(
            new PortConnection(
                port,
                requestId,
                opened == null ? outbox.elapsed() : opened,
                toPod,
                fromPod,
                error.isEmpty() ? null : error)));
  }

  @Override
  public void flaw(Flaw flaw, String detail) {
    tell(new SessionRecord.Flawed(flaw, detail));
  }

  @Override
  public void negotiated(SessionProtocol protocol) {
    tell(new SessionRecord.Negotiated(protocol));
  }

  @Override
  public void facts(PodFacts pod) {
    tell(new SessionRecord.Facts(pod));
  }

  @Override
  public boolean mayRelease(int bytes) {
    if (!isStrict() || window.isOpen(streams.buffered(), bytes, now())) {
      return true;
    }
    if (window.pause(bytes)) {
      parts.metrics().paused.increment();
    }
    return false;
  }

  @Override
  public CompletableFuture<Void> end(EndReason reason, String detail) {
    if (ending == null) {
      streams.flush(now());
      ending = new Ending(reason, detail, now());
      settle();
    }
    return ended;
  }

  @Override
  public void acknowledged(SequencedRecord record) {
    parts.metrics().acknowledged.increment();
    settled(record);
    if (record.record() instanceof SessionRecord.Start) {
      started.complete(null);
    }
    if (window.resumes(streams.buffered(), now())) {
      listener.resumed();
    }
    settle();
  }

  @Override
  public void lost(SequencedRecord record) {
    int bytes =
        record.record() instanceof SessionRecord.Data(SessionStream _, byte[] data)
            ? data.length
            : 0;
    lost(bytes);
    settled(record);
    if (record.record() instanceof SessionRecord.Start) {
      started.completeExceptionally(new TimeoutException("its start could not be made durable"));
    }
    if (!(record.record() instanceof SessionRecord.Heartbeat)) {
      exhaust();
    }
    settle();
  }

  private void settled(SequencedRecord record) {
    if (!isStrict() && record.record() instanceof SessionRecord.Data data) {
      parts.budget().give(data.bytes().length);
    }
    plan();
  }

  private void exhaust() {
    if (isStrict() && ending == null && window.exhaust()) {
      parts.metrics().exhausted.increment();
      listener.exhausted(
          "session ended: it can't be recorded at present, because Kafka does not answer");
    }
  }

  /// Once the session is over, writes its last records when what became of all others is known, so
  /// that the totals are right.
  private void settle() {
    if (ending == null || !outbox.isIdle()) {
      return;
    }
    if (!ending.written) {
      ending.written = true;
      if (!outbox.losses().isEmpty()) {
        outbox.write(outbox.losses().take());
      }
      outbox.write(
          new SessionRecord.End(ending.reason, ending.detail, streams.totals(outbox.losses())));
    } else if (outbox.isSettled()
        || now() - ending.since > parts.limits().giveUpAfter().toNanos()) {
      parts.whenClosed().accept(this);
      ended.complete(null);
      return;
    }
    plan();
  }

  /// Whether [#tick] is to be called; true once until it was. For the timer's thread.
  boolean isDue() {
    if (tickAsked || now() < due) {
      return false;
    }
    tickAsked = true;
    return true;
  }

  /// A deadline may have passed.
  void tick() {
    tickAsked = false;
    long now = now();
    if (!started.isDone() && now >= parts.limits().startWithin().toNanos()) {
      started.completeExceptionally(new TimeoutException("its start was not durable in time"));
    }
    streams.tick(now);
    if (ending == null) {
      if (window.isExhausted(now)) {
        exhaust();
      }
      if (now - lastWrite >= parts.limits().heartbeat().toNanos()) {
        tell(new SessionRecord.Heartbeat());
      }
    } else if (outbox.isIdle()) {
      outbox.payBack();
      settle();
    }
    plan();
  }

  private void plan() {
    long next = lastWrite + parts.limits().heartbeat().toNanos();
    if (ending != null) {
      next = now() + Ending.TRY_AGAIN;
    } else if (isStrict()) {
      next = Math.min(next, window.exhaustedAt(next));
    }
    if (!started.isDone()) {
      next = Math.min(next, parts.limits().startWithin().toNanos());
    }
    due = streams.due(next);
  }

  private static final class Ending {
    private static final long TRY_AGAIN = 5_000_000_000L;

    private final EndReason reason;
    private final String detail;
    private final long since;
    private boolean written;

    Ending(EndReason reason, String detail, long since) {
      this.reason = reason;
      this.detail = detail;
      this.since = since;
    }
  }
}
