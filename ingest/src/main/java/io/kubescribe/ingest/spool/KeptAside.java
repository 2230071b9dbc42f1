package io.kubescribe.ingest.spool;

import io.kubescribe.ingest.spool.RecordCodec.Frame;
import io.kubescribe.ingest.spool.SegmentReader.Range;
import io.kubescribe.ingest.spool.SpoolFiles.SpoolFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/// What can't go to Kafka and is not thrown away: the folders `damaged` and `refused`. Used by one
/// thread.
final class KeptAside {
  static final String DAMAGED = "damaged";
  static final String REFUSED = "refused";

  private static final int SLICE = 1 << 20;

  private final Path folder;
  private final SpoolFiles files;
  private final Segments segments;

  KeptAside(Path folder, SpoolFiles files, Segments segments) {
    this.folder = folder;
    this.files = files;
    this.segments = segments;
  }

  /// Creates the folders, counts what they hold, and puts refused records back in line: since the
  /// last start somebody may have raised the limit that stopped them.
  void start() throws IOException {
    Path damaged = folder.resolve(DAMAGED);
    Path refused = folder.resolve(REFUSED);
    files.createFolder(damaged);
    files.createFolder(refused);
    for (String name : files.names(damaged)) {
      try (SpoolFile file = files.open(damaged.resolve(name))) {
        segments.aside(file.size());
      }
      segments.used(SegmentFormat.numberOfKept(name));
    }
    for (String name : files.names(refused)) {
      if (SegmentFormat.number(name) >= 0) {
        files.move(refused.resolve(name), folder.resolve(name));
      }
    }
    files.syncFolder(refused);
    files.syncFolder(folder);
  }

  /// Copies a part of a segment.
  ///
  /// @param kind `damaged` or `torn`, the ending of the copy's name
  void keep(Segment segment, SpoolFile from, Range range, String kind) throws IOException {
    Path kept = folder.resolve(DAMAGED);
    Path copy =
        kept.resolve("%020d-%d-%d.%s".formatted(segment.number, range.from(), range.to(), kind));
    // A copy of an earlier process may have been cut by its end.
    files.delete(copy);
    try (SpoolFile to = files.create(copy)) {
      for (long at = range.from(); at < range.to(); at += SLICE) {
        ByteBuffer slice = ByteBuffer.allocate((int) Math.min(SLICE, range.to() - at));
        from.read(slice, at);
        to.write(slice.flip());
      }
      to.force();
    }
    files.syncFolder(kept);
    segments.aside(range.to() - range.from());
  }

  /// Moves a whole segment, which needs no room on the disk.
  void keepWhole(Segment segment) throws IOException {
    Path kept = folder.resolve(DAMAGED);
    files.move(segment.path, kept.resolve(SegmentFormat.fileName(segment.number)));
    files.syncFolder(kept);
    files.syncFolder(folder);
    segments.aside(segment.fileBytes);
  }

  /// Writes a segment of one frame that waits for the next start.
  void refuse(Frame frame, long nowMillis) throws IOException {
    Path kept = folder.resolve(REFUSED);
    long number = segments.nextNumber();
    try (SpoolFile to = files.create(kept.resolve(SegmentFormat.fileName(number)))) {
      to.write(SegmentFormat.header(number, nowMillis));
      to.write(
          SegmentFormat.frameHeader(
              new SegmentFormat.FrameHeader(frame.sealed().length, frame.records()),
              number,
              SegmentFormat.HEADER));
      to.write(ByteBuffer.wrap(frame.sealed()));
      to.force();
    }
    files.syncFolder(kept);
    segments.aside(SegmentFormat.HEADER + frame.length());
  }
}
