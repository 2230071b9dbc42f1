package io.kubescribe.ingest.spool;

import io.kubescribe.ingest.spool.RecordCodec.Frame;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes appends into segments: one thread takes all that wait, writes them and makes them durable
/// with one fsync.
///
/// A segment in which a write or an fsync failed is never written again: after a failed fsync the
/// kernel may have dropped the pages and report success the next time. Its frames of earlier fsyncs
/// stay to be replayed, the rest is cut off.
final class GroupCommit {
  private static final Logger log = LoggerFactory.getLogger(GroupCommit.class);
  private static final long CLOSE_MILLIS = 5_000;

  /// @param at when it happened
  record Failure(String message, Instant at) {}

  private record Request(List<Frame> frames, long bytes, CompletableFuture<Void> done) {}

  private final SegmentWriter writer;
  private final Segments segments;
  private final long maxQueuedBytes;
  private final InstantSource clock;
  private final Thread thread;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final ArrayDeque<Request> queue = new ArrayDeque<>();
  private long queuedBytes;
  private boolean finishAsked;
  private boolean closed;

  private volatile @Nullable Failure lastFailure;
  private volatile @Nullable Throwable ended;

  GroupCommit(SegmentWriter writer, Segments segments, long maxQueuedBytes, InstantSource clock) {
    this.clock = clock;
    this.writer = writer;
    this.segments = segments;
    this.maxQueuedBytes = maxQueuedBytes;
    this.thread = Thread.ofPlatform().name("spool-writer").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /// What the last append failed with, null when it went well.
  @Nullable Failure lastFailure() {
    return lastFailure;
  }

  /// What the thread ended with although nobody closed this, null while it works.
  @Nullable Throwable ended() {
    return ended;
  }

  /// Returns when the frames are fsynced.
  ///
  /// @throws SpoolFullException if there is no room; nothing was written
  /// @throws TimeoutException if that is not known after `atMost`
  /// @throws IOException if the disk refused; the frames may be replayed nevertheless
  void append(List<Frame> frames, Duration atMost)
      throws IOException, TimeoutException, InterruptedException {
    long bytes = SegmentFormat.HEADER + frames.stream().mapToLong(Frame::length).sum();
    Request request = new Request(frames, bytes, new CompletableFuture<>());
    enqueue(request);
    try {
      request.done().get(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw new IOException("spool can't be written: " + e.getMessage(), e);
    } finally {
      forget(request);
    }
  }

  private void enqueue(Request request) throws IOException {
    lock.lock();
    try {
      if (closed) {
        throw new IOException("spool is closed");
      }
      if (!queue.isEmpty() && queuedBytes + request.bytes() > maxQueuedBytes) {
        throw new SpoolFullException(
            "spool's disk is too slow: " + queuedBytes + " bytes wait to be written");
      }
      segments.reserve(request.bytes());
      queue.add(request);
      queuedBytes += request.bytes();
      work.signal();
    } finally {
      lock.unlock();
    }
  }

  /// Takes back a request that was not begun.
  private void forget(Request request) {
    lock.lock();
    try {
      if (queue.remove(request)) {
        queuedBytes -= request.bytes();
        segments.release(request.bytes());
      }
    } finally {
      lock.unlock();
    }
  }

  /// Requests that were not begun.
  int waiting() {
    lock.lock();
    try {
      return queue.size();
    } finally {
      lock.unlock();
    }
  }

  /// Asks that nothing more be written to the present segment.
  void finishCurrent() {
    lock.lock();
    try {
      finishAsked = true;
      work.signal();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      work();
    } catch (Throwable e) {
      log.atError().setCause(e).log("spool's writer has ended, no append will succeed");
      ended = e;
      refuseAll(e);
    }
  }

  private void refuseAll(Throwable reason) {
    lock.lock();
    try {
      closed = true;
      queue.forEach(request -> request.done().completeExceptionally(reason));
    } finally {
      lock.unlock();
    }
  }

  private void work() {
    List<Request> group = new ArrayList<>();
    while (true) {
      group.clear();
      boolean last;
      boolean finish;
      lock.lock();
      try {
        while (queue.isEmpty() && !finishAsked && !closed) {
          work.awaitUninterruptibly();
        }
        group.addAll(queue);
        queue.clear();
        queuedBytes = 0;
        finish = finishAsked || closed;
        finishAsked = false;
        last = closed;
      } finally {
        lock.unlock();
      }
      if (!group.isEmpty()) {
        commit(group);
      }
      if (finish) {
        writer.finish();
      }
      if (last) {
        return;
      }
    }
  }

  private void commit(List<Request> group) {
    Throwable failure = null;
    try {
      for (Request request : group) {
        for (Frame frame : request.frames()) {
          writer.write(frame);
        }
      }
      writer.sync();
      lastFailure = null;
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      failure = e;
      lastFailure = new Failure(String.valueOf(e.getMessage()), clock.instant());
      log.atError().setCause(e).log("spool append failed");
      writer.abandon();
    }
    for (Request request : group) {
      segments.release(request.bytes());
      if (failure == null) {
        request.done().complete(null);
      } else {
        request.done().completeExceptionally(failure);
      }
    }
  }

  /// Writes what waits, refuses more, and ends the thread.
  void close() {
    lock.lock();
    try {
      closed = true;
      work.signal();
    } finally {
      lock.unlock();
    }
    try {
      thread.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
