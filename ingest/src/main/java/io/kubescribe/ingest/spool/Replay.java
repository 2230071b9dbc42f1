package io.kubescribe.ingest.spool;

import io.kubescribe.ingest.spool.SegmentReader.Range;
import io.kubescribe.ingest.spool.SegmentReader.Window;
import io.kubescribe.ingest.spool.Segments.Extent;
import io.kubescribe.ingest.spool.SpoolFiles.SpoolFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends the segments to Kafka, oldest first, and deletes each when all of it is acknowledged. One
/// thread.
///
/// A segment that can't be read for now (an error of the disk) is passed over and tried again; what
/// is unreadable for ever is kept aside. Neither stops the others.
final class Replay {
  private static final Logger log = LoggerFactory.getLogger(Replay.class);
  private static final long CLOSE_MILLIS = 5_000;

  private final Path folder;
  private final SpoolFiles files;
  private final Segments segments;
  private final GroupCommit writer;
  private final LogDelivery delivery;
  private final KeptAside aside;
  private final RecordCodec codec;
  private final SpoolMetrics metrics;
  private final SpoolLimits limits;
  private final Thread thread;
  private volatile boolean running = true;
  private volatile @Nullable Throwable ended;

  Replay(
      Path folder,
      SpoolFiles files,
      Segments segments,
      GroupCommit writer,
      LogDelivery delivery,
      KeptAside aside,
      RecordCodec codec,
      SpoolMetrics metrics,
      SpoolLimits limits) {
    this.folder = folder;
    this.files = files;
    this.segments = segments;
    this.writer = writer;
    this.delivery = delivery;
    this.aside = aside;
    this.codec = codec;
    this.metrics = metrics;
    this.limits = limits;
    this.thread = Thread.ofPlatform().name("spool-replay").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      while (running) {
        boolean failed = false;
        for (Segment segment : segments.awaitWork()) {
          failed |= !tryReplay(segment);
        }
        if (failed) {
          Thread.sleep(limits.pause());
        }
      }
    } catch (InterruptedException e) {
      // Only close() interrupts; what is not replayed waits for the next start.
      Thread.currentThread().interrupt();
    } catch (Throwable e) {
      log.atError().setCause(e).log("spool's replay has ended, nothing is sent until a restart");
      ended = e;
    }
  }

  /// What the thread ended with although nobody closed this, null while it works.
  @Nullable Throwable ended() {
    return ended;
  }

  private boolean tryReplay(Segment segment) throws InterruptedException {
    try {
      replay(segment);
      remove(segment);
      return true;
    } catch (NoSuchFileException e) {
      log.atError().addKeyValue("path", segment.path).log("a file of the spool has vanished");
      segments.remove(segment);
      return true;
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      if (!segment.failed) {
        log.atError().addKeyValue("path", segment.path).setCause(e).log("segment not replayed yet");
      }
      segment.failed = true;
      return false;
    } finally {
      metrics.sendingSince(-1);
    }
  }

  private void replay(Segment segment) throws IOException, InterruptedException {
    try (SpoolFile file = files.open(segment.path)) {
      SegmentReader reader =
          new SegmentReader(file, segment.path.toString(), segment.number, codec, segment.replayed);
      while (true) {
        Extent extent = segments.extent(segment);
        Window window = reader.read(extent.durable(), limits.windowBytes());
        window.damaged().forEach(range -> keep(segment, file, range, "damaged"));
        if (!window.records().isEmpty()) {
          deliver(segment, window);
        } else if (reader.position() >= extent.durable()) {
          if (extent.finished()) {
            Range end = reader.unreadableEnd(extent.durable());
            if (end != null) {
              // An end that this process wrote is fsynced, so that it can't be torn.
              if (segment.recovered && reader.isEndTorn()) {
                keep(segment, file, end, "torn");
              } else {
                keepWhole(segment, end);
              }
            }
            segment.replayed = extent.durable();
            return;
          }
          writer.finishCurrent();
          segments.awaitMore(segment, reader.position(), limits.pause());
        }
        segment.replayed = reader.resume();
      }
    }
  }

  private void deliver(Segment segment, Window window) throws InterruptedException {
    metrics.sendingSince(window.oldestMillis());
    if (!delivery.deliver(window.records())) {
      segment.keepWhole = true;
    }
    metrics.sendingSince(-1);
    segments.delivered(segment, window.records().size());
    metrics.replayed.increment(window.records().size());
  }

  private void remove(Segment segment) throws IOException {
    if (segment.keepWhole) {
      aside.keepWhole(segment);
    } else {
      files.delete(segment.path);
      files.syncFolder(folder);
    }
    segments.remove(segment);
  }

  private void keep(Segment segment, SpoolFile file, Range range, String kind) {
    (kind.equals("torn") ? metrics.torn : metrics.damaged).increment();
    log.atWarn()
        .addKeyValue("path", segment.path)
        .addKeyValue("from", range.from())
        .addKeyValue("to", range.to())
        .log("unreadable bytes of the spool are kept aside: " + kind);
    try {
      aside.keep(segment, file, range, kind);
    } catch (IOException e) {
      segment.keepWhole = true;
      log.atError().addKeyValue("path", segment.path).setCause(e).log("copy failed");
    }
  }

  /// Of an end that may have been acknowledged all is kept, so that it can be put back in line.
  private void keepWhole(Segment segment, Range end) {
    metrics.damaged.increment();
    segment.keepWhole = true;
    log.atError()
        .addKeyValue("path", segment.path)
        .addKeyValue("from", end.from())
        .addKeyValue("to", end.to())
        .log(
            "the end of a segment does not open, all of it is kept aside: damaged, or another key");
  }

  /// Ends the thread; what it was sending waits for the next start.
  void close() {
    running = false;
    thread.interrupt();
    try {
      thread.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
