package io.kubescribe.ingest.spool;

import io.kubescribe.ingest.spool.RecordCodec.Frame;
import io.kubescribe.ingest.spool.SegmentFormat.FrameHeader;
import io.kubescribe.ingest.spool.SpoolFiles.SpoolFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Appends frames to the newest segment and begins a new one when it is large enough. Used by one
/// thread.
///
/// After a failed write or fsync call [#abandon]: that segment is never written again, because
/// after a failed fsync the kernel may have dropped the pages and report success the next time.
final class SegmentWriter {
  private static final Logger log = LoggerFactory.getLogger(SegmentWriter.class);

  private record Open(Segment segment, SpoolFile file) {}

  private final Path folder;
  private final SpoolFiles files;
  private final Segments segments;
  private final long segmentBytes;
  private final InstantSource clock;
  private @Nullable Open open;
  private long position;
  private long unsyncedRecords;

  SegmentWriter(
      Path folder, SpoolFiles files, Segments segments, long segmentBytes, InstantSource clock) {
    this.folder = folder;
    this.files = files;
    this.segments = segments;
    this.segmentBytes = segmentBytes;
    this.clock = clock;
  }

  /// Writes a frame, which is durable only after [#sync].
  void write(Frame frame) throws IOException {
    if (open != null
        && position > SegmentFormat.HEADER
        && position + frame.length() > segmentBytes) {
      sync();
      finish();
    }
    Open at = open == null ? begin() : open;
    FrameHeader header = new FrameHeader(frame.sealed().length, frame.records());
    at.file().write(SegmentFormat.frameHeader(header, at.segment().number, position));
    at.file().write(ByteBuffer.wrap(frame.sealed()));
    position += frame.length();
    unsyncedRecords += frame.records();
  }

  private Open begin() throws IOException {
    long number = segments.nextNumber();
    Path path = folder.resolve(SegmentFormat.fileName(number));
    Segment segment = new Segment(number, path, clock.millis(), false);
    Open begun = new Open(segment, files.create(path));
    open = begun;
    position = SegmentFormat.HEADER;
    unsyncedRecords = 0;
    segments.add(segment, SegmentFormat.HEADER, 0, false);
    begun.file().write(SegmentFormat.header(number, segment.begunMillis));
    files.syncFolder(folder);
    return begun;
  }

  /// Makes durable what was written.
  void sync() throws IOException {
    if (open != null) {
      open.file().force();
      segments.advance(open.segment(), position, unsyncedRecords);
      unsyncedRecords = 0;
    }
  }

  /// Ends the newest segment, all of which is fsynced.
  void finish() {
    if (open != null) {
      close(open);
      segments.finish(open.segment(), position);
      open = null;
    }
  }

  /// Ends the newest segment after a failure: what was fsynced stays to be replayed, and the room
  /// of the rest is given back.
  void abandon() {
    Open failed = open;
    open = null;
    if (failed == null) {
      return;
    }
    Segment segment = failed.segment();
    long durable = segments.extent(segment).durable();
    long left = position;
    try {
      failed.file().truncate(durable);
      left = durable;
    } catch (IOException e) {
      log.atWarn().addKeyValue("path", segment.path).setCause(e).log("segment could not be cut");
    }
    close(failed);
    if (durable <= SegmentFormat.HEADER) {
      try {
        files.delete(segment.path);
        files.syncFolder(folder);
        segments.remove(segment);
        return;
      } catch (IOException e) {
        log.atWarn().addKeyValue("path", segment.path).setCause(e).log("segment was not deleted");
      }
    }
    segments.finish(segment, left);
  }

  private static void close(Open open) {
    try {
      open.file().close();
    } catch (IOException e) {
      // All that counts is fsynced.
      log.atWarn().addKeyValue("path", open.segment().path).setCause(e).log("close failed");
    }
  }
}
