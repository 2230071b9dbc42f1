package io.kubescribe.core.session;

import io.kubescribe.core.CorruptDataException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;

/// Records to bytes and back; the layout is in the package's description. Safe for use by many
/// threads.
public final class SessionRecordCodec {
  /// Where the byte that tells the type is.
  public static final int TYPE_AT = 3;

  /// Bytes before the payload.
  public static final int HEADER = 24;

  /// The most bytes of a payload: a start with the longest command line (the gateway takes request
  /// heads of less than 1 MiB) in JSON's escapes, a status, or data.
  public static final int MAX_PAYLOAD = 8 << 20;

  private static final int VERSION = 1;
  private static final short MAGIC = 0x4b53;
  private static final int CRC_AT = 20;
  private static final int GAP_FIXED = 24;
  private static final int GAP_STREAM = 9;

  private SessionRecordCodec() {}

  /// @throws IllegalArgumentException if the payload is above [#MAX_PAYLOAD]
  public static byte[] encode(SequencedRecord sequenced) {
    return assemble(
        RecordType.of(sequenced.record()).code(),
        sequenced.sequence(),
        sequenced.nanos(),
        payload(sequenced.record()));
  }

  /// Puts a record's bytes together again from what they hold. Whoever keeps records in another
  /// form so keeps each bit of a payload, which [#decode] and [#encode] need not.
  ///
  /// @param type the byte at [#TYPE_AT]
  /// @param payload the bytes from [#HEADER] on
  /// @throws IllegalArgumentException if the payload is above [#MAX_PAYLOAD]
  public static byte[] assemble(int type, long sequence, long nanos, byte[] payload) {
    if (payload.length > MAX_PAYLOAD) {
      throw new IllegalArgumentException(
          "session record's payload is %d bytes, at most %d are possible"
              .formatted(payload.length, MAX_PAYLOAD));
    }
    ByteBuffer bytes = ByteBuffer.allocate(HEADER + payload.length);
    bytes.putShort(MAGIC).put((byte) VERSION).put((byte) type);
    bytes.putLong(sequence).putLong(nanos);
    bytes.position(HEADER).put(payload);
    return bytes.putInt(CRC_AT, checksum(bytes.array())).array();
  }

  /// @throws CorruptDataException if these are not the bytes of a record: too short or long, a
  ///   checksum that differs, an unknown version, type or value
  public static SequencedRecord decode(byte[] bytes) throws CorruptDataException {
    if (bytes.length < HEADER || bytes.length > HEADER + MAX_PAYLOAD) {
      throw new CorruptDataException("session record has %d bytes".formatted(bytes.length));
    }
    ByteBuffer header = ByteBuffer.wrap(bytes);
    if (header.getShort() != MAGIC) {
      throw new CorruptDataException("session record does not begin with 4b 53");
    }
    int version = header.get();
    if (version != VERSION) {
      throw new CorruptDataException(
          "session record has version %d, this program reads %d".formatted(version, VERSION));
    }
    int type = header.get();
    long sequence = header.getLong();
    long nanos = header.getLong();
    if (header.getInt() != checksum(bytes)) {
      throw new CorruptDataException("session record's checksum differs");
    }
    if (sequence < 0 || nanos < 0) {
      throw new CorruptDataException("session record's sequence or time is negative");
    }
    byte[] payload = Arrays.copyOfRange(bytes, HEADER, bytes.length);
    return new SequencedRecord(sequence, nanos, record(RecordType.of(type), payload));
  }

  private static int checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, CRC_AT);
    crc.update(bytes, HEADER, bytes.length - HEADER);
    return (int) crc.getValue();
  }

  private static byte[] payload(SessionRecord record) {
    return switch (record) {
      case SessionRecord.Start(SessionStart start) -> SessionJson.write(start);
      case SessionRecord.Facts(PodFacts pod) -> SessionJson.write(pod);
      case SessionRecord.Negotiated(SessionProtocol protocol) -> {
        byte[] name = protocol.wireName().getBytes(StandardCharsets.US_ASCII);
        byte transport =
            switch (protocol.transport()) {
              case WEBSOCKET -> 0;
              case SPDY -> 1;
            };
        yield ByteBuffer.allocate(1 + name.length).put(transport).put(name).array();
      }
      case SessionRecord.Data(SessionStream stream, byte[] bytes) ->
          ByteBuffer.allocate(1 + bytes.length).put((byte) stream.code()).put(bytes).array();
      case SessionRecord.Closed(SessionStream stream) -> new byte[] {(byte) stream.code()};
      case SessionRecord.Resize(int width, int height) ->
          ByteBuffer.allocate(4).putShort((short) width).putShort((short) height).array();
      case SessionRecord.Heartbeat() -> new byte[0];
      case SessionRecord.Status(byte[] bytes) -> bytes;
      case SessionRecord.Gap gap -> gap(gap);
      case SessionRecord.Flawed flawed -> SessionJson.write(flawed);
      case SessionRecord.Forwarded(PortConnection connection) -> SessionJson.write(connection);
      case SessionRecord.End end -> SessionJson.write(end);
    };
  }

  private static byte[] gap(SessionRecord.Gap gap) {
    ByteBuffer bytes = ByteBuffer.allocate(GAP_FIXED + GAP_STREAM * gap.lost().size());
    bytes.putLong(gap.fromNanos()).putLong(gap.toNanos()).putLong(gap.records());
    for (SessionRecord.LostBytes lost : gap.lost()) {
      bytes.put((byte) lost.stream().code()).putLong(lost.bytes());
    }
    return bytes.array();
  }

  private static SessionRecord record(RecordType type, byte[] payload) throws CorruptDataException {
    return switch (type) {
      case START -> new SessionRecord.Start(SessionJson.read(payload, SessionStart.class));
      case FACTS -> new SessionRecord.Facts(SessionJson.read(payload, PodFacts.class));
      case NEGOTIATED -> new SessionRecord.Negotiated(protocol(payload));
      case DATA -> {
        SessionStream stream = stream(at(payload, 0));
        yield new SessionRecord.Data(stream, Arrays.copyOfRange(payload, 1, payload.length));
      }
      case CLOSED -> new SessionRecord.Closed(stream(at(sized(payload, 1), 0)));
      case RESIZE -> {
        ByteBuffer sizes = ByteBuffer.wrap(sized(payload, 4));
        yield new SessionRecord.Resize(
            Short.toUnsignedInt(sizes.getShort()), Short.toUnsignedInt(sizes.getShort()));
      }
      case HEARTBEAT -> {
        sized(payload, 0);
        yield new SessionRecord.Heartbeat();
      }
      case STATUS -> new SessionRecord.Status(payload);
      case GAP -> readGap(payload);
      case FLAWED -> SessionJson.read(payload, SessionRecord.Flawed.class);
      case FORWARDED ->
          new SessionRecord.Forwarded(SessionJson.read(payload, PortConnection.class));
      case END -> SessionJson.read(payload, SessionRecord.End.class);
    };
  }

  private static SessionProtocol protocol(byte[] payload) throws CorruptDataException {
    int transport = at(payload, 0);
    String name = new String(payload, 1, payload.length - 1, StandardCharsets.ISO_8859_1);
    Optional<SessionProtocol> protocol =
        switch (transport) {
          case 0 -> SessionProtocol.ofWebSocket(name);
          case 1 -> SessionProtocol.ofSpdy(name);
          default -> Optional.empty();
        };
    return protocol.orElseThrow(
        () -> new CorruptDataException("session record names an unknown protocol"));
  }

  private static SessionRecord readGap(byte[] payload) throws CorruptDataException {
    int streams = (payload.length - GAP_FIXED) / GAP_STREAM;
    if (payload.length < GAP_FIXED || streams > SessionStream.values().length) {
      throw new CorruptDataException("session record's gap has %d bytes".formatted(payload.length));
    }
    ByteBuffer bytes = ByteBuffer.wrap(sized(payload, GAP_FIXED + GAP_STREAM * streams));
    long from = bytes.getLong();
    long to = bytes.getLong();
    long records = bytes.getLong();
    List<SessionRecord.LostBytes> lost = new ArrayList<>();
    Set<SessionStream> seen = EnumSet.noneOf(SessionStream.class);
    while (bytes.hasRemaining()) {
      SessionStream stream = stream(bytes.get());
      long count = bytes.getLong();
      if (count < 0 || !seen.add(stream)) {
        throw new CorruptDataException("session record's gap counts " + stream + " wrongly");
      }
      lost.add(new SessionRecord.LostBytes(stream, count));
    }
    if (from < 0 || to < from || records < 0) {
      throw new CorruptDataException("session record's gap ends before it begins");
    }
    return new SessionRecord.Gap(from, to, lost, records);
  }

  private static int at(byte[] payload, int index) throws CorruptDataException {
    if (payload.length <= index) {
      throw new CorruptDataException("session record's payload is empty");
    }
    return payload[index];
  }

  private static byte[] sized(byte[] payload, int length) throws CorruptDataException {
    if (payload.length != length) {
      throw new CorruptDataException(
          "session record's payload has %d bytes instead of %d".formatted(payload.length, length));
    }
    return payload;
  }

  private static SessionStream stream(int code) throws CorruptDataException {
    for (SessionStream stream : SessionStream.values()) {
      if (stream.code() == code) {
        return stream;
      }
    }
    throw new CorruptDataException("session record names unknown stream " + code);
  }
}
