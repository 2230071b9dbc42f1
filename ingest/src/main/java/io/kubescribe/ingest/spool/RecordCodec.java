package io.kubescribe.ingest.spool;

import io.kubescribe.core.CorruptDataException;
import io.kubescribe.core.crypto.DataKey;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/// Records as the sealed parts of frames; the byte table is in the package's description. Safe for
/// use by many threads.
final class RecordCodec {
  /// A frame takes no further record when it holds this many bytes.
  static final int FRAME_BYTES = 64 << 10;

  private static final int PREFIX = Long.BYTES + Integer.BYTES;

  /// A sealed frame without its header, which depends on where it is written.
  @SuppressWarnings("ArrayRecordComponent") // bytes are passed on, never compared
  record Frame(byte[] sealed, int records) {
    long length() {
      return (long) SegmentFormat.FRAME_HEADER + sealed.length;
    }
  }

  /// What a frame holds.
  record Content(long appendedMillis, List<ProducerRecord<byte[], byte[]>> records) {}

  private final DataKey key;

  RecordCodec(DataKey key) {
    this.key = key;
  }

  /// Seals records into frames, in order.
  List<Frame> frames(List<ProducerRecord<byte[], byte[]>> records, long appendedMillis) {
    List<Frame> frames = new ArrayList<>();
    int from = 0;
    int size = PREFIX;
    for (int i = 0; i < records.size(); i++) {
      int more = size(records.get(i));
      if (i > from && size + more > FRAME_BYTES) {
        frames.add(frame(records.subList(from, i), size, appendedMillis));
        from = i;
        size = PREFIX;
      }
      size = Math.addExact(size, more);
    }
    if (from < records.size()) {
      frames.add(frame(records.subList(from, records.size()), size, appendedMillis));
    }
    return frames;
  }

  private Frame frame(List<ProducerRecord<byte[], byte[]>> records, int size, long appendedMillis) {
    ByteBuffer plain = ByteBuffer.allocate(size);
    plain.putLong(appendedMillis).putInt(records.size());
    for (ProducerRecord<byte[], byte[]> record : records) {
      putText(plain, record.topic());
      putBytes(plain, record.key());
      Header[] headers = record.headers().toArray();
      plain.putShort((short) headers.length);
      for (Header header : headers) {
        putText(plain, header.key());
        putBytes(plain, header.value());
      }
      putBytes(plain, record.value());
    }
    return new Frame(key.seal(plain.array()), records.size());
  }

  /// @throws CorruptDataException if the bytes were not sealed by [#frames] with this key
  Content open(byte[] sealed) throws CorruptDataException {
    ByteBuffer plain = ByteBuffer.wrap(key.open(sealed));
    try {
      long appended = plain.getLong();
      int count = plain.getInt();
      List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        String topic = text(plain);
        byte[] recordKey = bytes(plain);
        List<Header> headers = new ArrayList<>();
        for (int left = Short.toUnsignedInt(plain.getShort()); left > 0; left--) {
          headers.add(new StoredHeader(text(plain), bytes(plain)));
        }
        records.add(new ProducerRecord<>(topic, null, recordKey, bytes(plain), headers));
      }
      return new Content(appended, records);
    } catch (BufferUnderflowException | IllegalArgumentException | NegativeArraySizeException e) {
      throw new CorruptDataException("a sealed frame of the spool holds no records", e);
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // bytes are passed on, never compared
  private record StoredHeader(String key, byte @Nullable [] value) implements Header {}

  private static int size(ProducerRecord<byte[], byte[]> record) {
    int size = textSize(record.topic()) + bytesSize(record.key()) + Short.BYTES;
    for (Header header : record.headers()) {
      size += textSize(header.key()) + bytesSize(header.value());
    }
    return Math.addExact(size, bytesSize(record.value()));
  }

  private static int textSize(String text) {
    return Short.BYTES + text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static int bytesSize(byte @Nullable [] bytes) {
    return Integer.BYTES + (bytes == null ? 0 : bytes.length);
  }

  private static void putText(ByteBuffer to, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    to.putShort((short) bytes.length).put(bytes);
  }

  private static void putBytes(ByteBuffer to, byte @Nullable [] bytes) {
    if (bytes == null) {
      to.putInt(-1);
    } else {
      to.putInt(bytes.length).put(bytes);
    }
  }

  private static String text(ByteBuffer from) {
    byte[] bytes = new byte[Short.toUnsignedInt(from.getShort())];
    from.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte @Nullable [] bytes(ByteBuffer from) {
    int length = from.getInt();
    if (length == -1) {
      return null;
    }
    byte[] bytes = new byte[length];
    from.get(bytes);
    return bytes;
  }
}
