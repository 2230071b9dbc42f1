package io.kubescribe.ingest.spool;

import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The segments that are not replayed yet, and the room they take. Safe for use by many threads.
final class Segments {
  /// How much of a segment can be replayed, and whether more may come.
  record Extent(long durable, boolean finished) {}

  private final long capacity;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final TreeMap<Long, Segment> segments = new TreeMap<>();
  private long lastNumber;
  private long fileBytes;
  private long reservedBytes;
  private long asideBytes;

  Segments(long capacity) {
    this.capacity = capacity;
  }

  /// Takes room for an append.
  void reserve(long bytes) throws SpoolFullException {
    lock.lock();
    try {
      long used = fileBytes + asideBytes + reservedBytes;
      if (used + bytes > capacity) {
        throw new SpoolFullException(
            "spool is full: "
                + used
                + " of "
                + capacity
                + " bytes are in use, "
                + bytes
                + " more were asked for: bring Kafka back, or raise ingest.audit.spool");
      }
      reservedBytes += bytes;
    } finally {
      lock.unlock();
    }
  }

  void release(long bytes) {
    lock.lock();
    try {
      reservedBytes -= bytes;
    } finally {
      lock.unlock();
    }
  }

  /// Numbers up to this one were in use by an earlier process.
  void used(long number) {
    lock.lock();
    try {
      lastNumber = Math.max(lastNumber, number);
    } finally {
      lock.unlock();
    }
  }

  long nextNumber() {
    lock.lock();
    try {
      return ++lastNumber;
    } finally {
      lock.unlock();
    }
  }

  void add(Segment segment, long bytes, long records, boolean finished) {
    lock.lock();
    try {
      segment.fileBytes = bytes;
      segment.durable = bytes;
      segment.records = records;
      segment.finished = finished;
      fileBytes += bytes;
      segments.put(segment.number, segment);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// The segment is fsynced up to byte `durable`; `records` came with that.
  void advance(Segment segment, long durable, long records) {
    lock.lock();
    try {
      fileBytes += durable - segment.fileBytes;
      segment.fileBytes = durable;
      segment.durable = durable;
      segment.records += records;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Nothing is written to the segment any more; its file has `bytes` bytes.
  void finish(Segment segment, long bytes) {
    lock.lock();
    try {
      fileBytes += bytes - segment.fileBytes;
      segment.fileBytes = bytes;
      segment.finished = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void delivered(Segment segment, long records) {
    lock.lock();
    try {
      segment.records = Math.max(0, segment.records - records);
    } finally {
      lock.unlock();
    }
  }

  void remove(Segment segment) {
    lock.lock();
    try {
      if (segments.remove(segment.number) != null) {
        fileBytes -= segment.fileBytes;
      }
    } finally {
      lock.unlock();
    }
  }

  /// Bytes that were kept aside in the folder.
  void aside(long bytes) {
    lock.lock();
    try {
      asideBytes += bytes;
    } finally {
      lock.unlock();
    }
  }

  /// Waits until something can be replayed.
  ///
  /// @return segments in order, the one that is being written among them
  List<Segment> awaitWork() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      List<Segment> ready = ready();
      while (ready.isEmpty()) {
        changed.await();
        ready = ready();
      }
      return ready;
    } finally {
      lock.unlock();
    }
  }

  private List<Segment> ready() {
    return segments.values().stream()
        .filter(s -> s.finished || s.durable > SegmentFormat.HEADER)
        .toList();
  }

  Extent extent(Segment segment) {
    lock.lock();
    try {
      return new Extent(segment.durable, segment.finished);
    } finally {
      lock.unlock();
    }
  }

  /// Waits until the segment has more than `position` bytes or is finished, at most `atMost`.
  void awaitMore(Segment segment, long position, Duration atMost) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long nanos = atMost.toNanos();
      while (segment.durable <= position && !segment.finished && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }

  long capacity() {
    return capacity;
  }

  long bytes() {
    lock.lock();
    try {
      return fileBytes + asideBytes + reservedBytes;
    } finally {
      lock.unlock();
    }
  }

  long records() {
    lock.lock();
    try {
      return segments.values().stream().mapToLong(s -> s.records).sum();
    } finally {
      lock.unlock();
    }
  }

  int count() {
    lock.lock();
    try {
      return segments.size();
    } finally {
      lock.unlock();
    }
  }

  /// When the oldest segment that holds records was begun, -1 when there is none.
  long oldestBegunMillis() {
    lock.lock();
    try {
      return segments.values().stream()
          .filter(s -> s.records > 0)
          .mapToLong(s -> s.begunMillis)
          .findFirst()
          .orElse(-1);
    } finally {
      lock.unlock();
    }
  }
}
