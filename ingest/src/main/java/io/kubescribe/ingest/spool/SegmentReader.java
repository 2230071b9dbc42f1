package io.kubescribe.ingest.spool;

import io.kubescribe.core.CorruptDataException;
import io.kubescribe.ingest.spool.RecordCodec.Content;
import io.kubescribe.ingest.spool.SegmentFormat.FrameHeader;
import io.kubescribe.ingest.spool.SpoolFiles.SpoolFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/// Reads a segment from its beginning, and around what can't be read. Used by one thread.
final class SegmentReader {
  private static final int SCAN = 64 << 10;

  /// A seal ends in a tag of so many bytes, which is not zero; pages that were never written are.
  private static final int TAG = 16;

  /// What the seals of a segment's whole frames say about the key.
  enum Seals {
    /// There is no whole frame.
    NONE,
    /// At least one opens.
    OURS,
    /// None opens.
    FOREIGN
  }

  /// Bytes `[from, to)` of the segment.
  record Range(long from, long to) {}

  /// A run of readable records.
  ///
  /// @param oldestMillis when the first of them was appended, -1 without records
  /// @param damaged what could not be read and has readable frames behind it
  record Window(
      List<ProducerRecord<byte[], byte[]>> records, long oldestMillis, List<Range> damaged) {}

  private final SpoolFile file;
  private final long number;
  private final RecordCodec codec;
  private final long begunMillis;
  private long position;
  private long unreadableFrom = -1;
  private boolean endDamaged;

  /// @param name of the file, for messages
  /// @param start where to begin: the end of the header, or what [#resume] gave
  /// @throws CorruptDataException if a newer program wrote the file
  SegmentReader(SpoolFile file, String name, long number, RecordCodec codec, long start)
      throws IOException {
    this.file = file;
    this.number = number;
    this.codec = codec;
    this.position = start;
    byte[] header = bytes(0, (int) Math.min(SegmentFormat.HEADER, file.size()));
    Long begun = SegmentFormat.begunMillis(header, name);
    if (begun == null && start == SegmentFormat.HEADER) {
      unreadableFrom = 0;
      endDamaged = header.length == SegmentFormat.HEADER && !endsInZeros(header.length);
    }
    begunMillis = begun == null ? 0 : begun;
  }

  /// When the segment was begun, 0 if its header can't be read.
  long begunMillis() {
    return begunMillis;
  }

  /// Where the next window begins.
  long position() {
    return position;
  }

  /// Where another reader goes on so that nothing is left out.
  long resume() {
    return unreadableFrom > 0 ? unreadableFrom : position;
  }

  /// Reads frames up to byte `limit`, about `atMost` bytes of them but at least one.
  Window read(long limit, long atMost) throws IOException {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    List<Range> damaged = new ArrayList<>();
    long oldest = -1;
    long read = 0;
    while (position < limit && read < atMost) {
      long at = position;
      Content content = null;
      FrameHeader header = header(at, limit);
      if (header == null) {
        position = nextFrame(at + 1, limit);
        endDamaged |= position < limit || !isCut(at, limit);
      } else {
        position = at + header.length();
        read += header.length();
        content = content(at, header);
        endDamaged |= content == null && !endsInZeros(position);
      }
      if (content == null) {
        unreadableFrom = unreadableFrom < 0 ? at : unreadableFrom;
        continue;
      }
      if (unreadableFrom >= 0) {
        damaged.add(new Range(unreadableFrom, at));
        unreadableFrom = -1;
        endDamaged = false;
      }
      oldest = oldest < 0 ? content.appendedMillis() : oldest;
      records.addAll(content.records());
    }
    return new Window(records, oldest, damaged);
  }

  /// What stands unreadable before `limit` with nothing readable behind it, null when all is well.
  @Nullable Range unreadableEnd(long limit) {
    return unreadableFrom < 0 || unreadableFrom >= limit ? null : new Range(unreadableFrom, limit);
  }

  /// Whether the unreadable end is a write that was cut, which nobody acknowledged: a frame whose
  /// bytes are not all there. A whole one that does not open is damaged, or sealed with another
  /// key.
  boolean isEndTorn() {
    return !endDamaged;
  }

  /// Tries frames from the first on until one opens or is not whole.
  Seals seals(long limit) throws IOException {
    Seals seals = Seals.NONE;
    long at = SegmentFormat.HEADER;
    for (FrameHeader h = header(at, limit); h != null; h = header(at, limit)) {
      if (content(at, h) != null) {
        return Seals.OURS;
      }
      at += h.length();
      seals = endsInZeros(at) ? seals : Seals.FOREIGN;
    }
    return seals;
  }

  /// Counts records by the headers of frames alone, up to the first that is not whole.
  long count(long limit) throws IOException {
    long records = 0;
    long at = SegmentFormat.HEADER;
    for (FrameHeader h = header(at, limit); h != null; h = header(at, limit)) {
      records += h.records();
      at += h.length();
    }
    return records;
  }

  private @Nullable FrameHeader header(long at, long limit) throws IOException {
    if (limit - at < SegmentFormat.FRAME_HEADER) {
      return null;
    }
    FrameHeader header =
        SegmentFormat.frameHeader(bytes(at, SegmentFormat.FRAME_HEADER), 0, number, at);
    return header == null || at + header.length() > limit ? null : header;
  }

  private @Nullable Content content(long at, FrameHeader header) throws IOException {
    try {
      return codec.open(bytes(at + SegmentFormat.FRAME_HEADER, header.sealedLength()));
    } catch (CorruptDataException e) {
      return null;
    }
  }

  /// Whether the frame at `at`, which is not whole, is one of which only a beginning was written.
  private boolean isCut(long at, long limit) throws IOException {
    return limit - at < SegmentFormat.FRAME_HEADER
        || header(at, Long.MAX_VALUE) != null
        || endsInZeros(limit);
  }

  private boolean endsInZeros(long end) throws IOException {
    int length = (int) Math.min(TAG, end);
    return Arrays.equals(bytes(end - length, length), new byte[length]);
  }

  /// The first place from `from` on at which a whole frame's header stands, else `limit`.
  private long nextFrame(long from, long limit) throws IOException {
    for (long at = from; at < limit; at += SCAN) {
      int overlap = SegmentFormat.FRAME_HEADER - 1;
      byte[] scanned = bytes(at, (int) Math.min(SCAN + overlap, limit - at));
      for (int i = 0; i + SegmentFormat.FRAME_HEADER <= scanned.length && i < SCAN; i++) {
        if (scanned[i] == (byte) (SegmentFormat.MARKER >>> 24)) {
          FrameHeader header = SegmentFormat.frameHeader(scanned, i, number, at + i);
          if (header != null && at + i + header.length() <= limit) {
            return at + i;
          }
        }
      }
    }
    return limit;
  }

  private byte[] bytes(long at, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    file.read(buffer, at);
    if (buffer.hasRemaining()) {
      throw new IOException("spool file ends before byte " + (at + length));
    }
    return buffer.array();
  }
}
