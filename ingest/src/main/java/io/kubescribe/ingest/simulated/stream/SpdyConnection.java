package io.kubescribe.ingest.simulated.stream;

import io.kubescribe.ingest.simulated.http.Wire;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The server's side of a SPDY/3.1 connection as moby's spdystream speaks it: no flow control, an
/// empty SYN_REPLY at once, pings echoed. One thread reads in [#serve]; any may write.
final class SpdyConnection {
  private static final int SYN_STREAM = 1;
  private static final int SYN_REPLY = 2;
  private static final int RST_STREAM = 3;
  private static final int PING = 6;
  private static final int GOAWAY = 7;
  private static final int HEADERS = 8;
  private static final int CONTROL = 0x8000;
  private static final int VERSION = 3;
  private static final int FIN = 1;
  private static final int CANCEL = 5;
  private static final int MAX_CONTROL = 64 << 10;
  private static final int SYN_STREAM_HEAD = 10;

  /// Small, as each session has one whether bytes come or not.
  private static final int BUFFER = 8 << 10;

  private final Wire wire;
  private final DataInputStream in;
  private final Consumer<SpdyStream> opened;
  private final int mostStreams;
  private final SpdyHeaders headers = new SpdyHeaders();
  private final Map<Integer, SpdyStream> streams = new ConcurrentHashMap<>();
  private volatile int lastId;

  /// @param opened called on the reading thread, after the reply
  SpdyConnection(Wire wire, int mostStreams, Consumer<SpdyStream> opened) {
    this.wire = wire;
    this.in = new DataInputStream(wire.input());
    this.mostStreams = mostStreams;
    this.opened = opened;
  }

  /// Reads until the client says goodbye, has gone, or breaks the protocol.
  void serve() {
    byte[] buffer = new byte[BUFFER];
    try (headers) {
      boolean goes = true;
      while (goes) {
        int first = in.readUnsignedShort();
        int second = in.readUnsignedShort();
        int flagsAndLength = in.readInt();
        int flags = flagsAndLength >>> 24;
        int length = flagsAndLength & 0xffffff;
        if ((first & CONTROL) == 0) {
          data((first << 16) | second, flags, length, buffer);
        } else {
          goes = (first & ~CONTROL) == VERSION && control(second, flags, length);
        }
      }
    } catch (IOException e) {
      // The end of the connection, in order or not.
    } finally {
      streams.values().forEach(SpdyStream::receivedAll);
    }
  }

  private void data(int id, int flags, int length, byte[] buffer) throws IOException {
    SpdyStream stream = streams.get(id);
    for (int left = length; left > 0; ) {
      int part = Math.min(left, buffer.length);
      in.readFully(buffer, 0, part);
      if (stream != null) {
        stream.receive(buffer, part);
      }
      left -= part;
    }
    if (stream != null && (flags & FIN) != 0) {
      stream.receivedAll();
    }
  }

  private boolean control(int type, int flags, int length) throws IOException {
    if (length > MAX_CONTROL) {
      return false;
    }
    byte[] payload = new byte[length];
    in.readFully(payload);
    ByteBuffer fields = ByteBuffer.wrap(payload);
    switch (type) {
      case SYN_STREAM -> {
        return length >= SYN_STREAM_HEAD && open(fields, flags);
      }
      case PING -> wire.write(head(PING, length), payload);
      case RST_STREAM -> {
        @Nullable SpdyStream reset = length < 4 ? null : streams.remove(fields.getInt());
        if (reset != null) {
          reset.receivedAll();
        }
      }
      case HEADERS -> {
        if (length > 4) {
          var _ = headers.read(rest(fields.position(4)));
        }
      }
      case GOAWAY -> {
        return false;
      }
      default -> {
        // SETTINGS and WINDOW_UPDATE: ignored, as spdystream does.
      }
    }
    return true;
  }

  private static byte[] rest(ByteBuffer fields) {
    byte[] bytes = new byte[fields.remaining()];
    fields.get(bytes);
    return bytes;
  }

  private boolean open(ByteBuffer fields, int flags) throws IOException {
    int id = fields.getInt() & Integer.MAX_VALUE;
    Map<String, String> block = new HashMap<>(headers.read(rest(fields.position(10))));
    if ((id & 1) == 0 || id <= lastId || streams.size() >= mostStreams) {
      return false;
    }
    lastId = id;
    SpdyStream stream = new SpdyStream(this, id, block);
    streams.put(id, stream);
    byte[] reply = headers.empty();
    wire.write(head(SYN_REPLY, 4 + reply.length), ByteBuffer.allocate(4).putInt(id).array(), reply);
    if ((flags & FIN) != 0) {
      stream.receivedAll();
    }
    opened.accept(stream);
    return true;
  }

  private static byte[] head(int type, int length) {
    return ByteBuffer.allocate(8)
        .putShort((short) (CONTROL | VERSION))
        .putShort((short) type)
        .putInt(length)
        .array();
  }

  void data(int id, int flags, byte[] source, int offset, int length) throws IOException {
    byte[] head = ByteBuffer.allocate(8).putInt(id).putInt((flags << 24) | length).array();
    wire.write(head, source, offset, length);
  }

  /// Forgets a stream that is over on both sides.
  void forget(SpdyStream stream) {
    streams.remove(stream.id());
  }

  /// Cancels the streams, says goodbye and closes.
  ///
  /// @throws IOException if the client has gone before
  void close(Collection<SpdyStream> ended) throws IOException {
    for (SpdyStream stream : ended) {
      wire.write(
          head(RST_STREAM, 8), ByteBuffer.allocate(8).putInt(stream.id()).putInt(CANCEL).array());
    }
    wire.write(head(GOAWAY, 8), ByteBuffer.allocate(8).putInt(lastId).putInt(0).array());
    wire.close();
  }

  void reset() {
    wire.reset();
  }

  void closeWire() {
    wire.close();
  }
}
