package io.kubescribe.ingest.spdy;

import io.kubescribe.core.session.Flaw;
import io.kubescribe.ingest.session.FirstFlaws;
import io.kubescribe.ingest.session.SessionSink;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The streams of a port-forward: two for each connection, which belong together by `requestid`.
/// Their bytes are counted, not kept.
final class PortStreams implements Streams {
  static final int MAX_STREAMS = 512;
  private static final int MAX_ERROR = 4_096;
  private static final int MAX_PORT = 0xffff;

  private static final class Connection {
    private final String requestId;
    private final int port;
    private boolean dataOpened;
    private int open;
    private long toPod;
    private long fromPod;
    private final StringBuilder error = new StringBuilder();

    Connection(String requestId, int port) {
      this.requestId = requestId;
      this.port = port;
    }
  }

  private static final class Stream {
    private final Connection connection;
    private final boolean isData;
    private boolean clientDone;
    private boolean serverDone;

    Stream(Connection connection, boolean isData) {
      this.connection = connection;
      this.isData = isData;
    }
  }

  private final SessionSink sink;
  private final FirstFlaws flaws;
  private final Map<Integer, Stream> streams = new HashMap<>();
  private final Map<String, Connection> connections = new LinkedHashMap<>();
  private int last;

  PortStreams(SessionSink sink, FirstFlaws flaws) {
    this.sink = sink;
    this.flaws = flaws;
  }

  @Override
  public void opened(int id, Map<String, String> headers) throws SpdyException {
    if (streams.size() == MAX_STREAMS) {
      throw new SpdyException(Flaw.TOO_LARGE, "more than " + MAX_STREAMS + " open streams");
    }
    last = id;
    String type = headers.getOrDefault("streamtype", "");
    boolean isData = type.equals("data");
    int port = port(headers.get("port"));
    if (port == 0 || (!isData && !type.equals("error"))) {
      flaws.report(Flaw.UNKNOWN_CHANNEL, "stream without a port or with a type nobody defined");
      return;
    }
    // Servers before requestid paired a data stream with the error stream before it.
    String requestId = headers.getOrDefault("requestid", Integer.toString(isData ? id - 2 : id));
    Connection connection =
        connections.computeIfAbsent(requestId, key -> new Connection(key, port));
    connection.open++;
    streams.put(id, new Stream(connection, isData));
    if (isData) {
      if (connection.dataOpened) {
        flaws.report(Flaw.DUPLICATE_STREAM, "second data stream of one connection");
      } else {
        connection.dataOpened = true;
        sink.portOpened(connection.port, requestId);
      }
    }
  }

  private static int port(@Nullable String text) {
    if (text == null || text.isEmpty() || text.length() > 5) {
      return 0;
    }
    int port = 0;
    for (int i = 0; i < text.length(); i++) {
      char digit = text.charAt(i);
      if (digit < '0' || digit > '9') {
        return 0;
      }
      port = 10 * port + digit - '0';
    }
    return port > MAX_PORT ? 0 : port;
  }

  @Override
  public void replied(int stream) {}

  @Override
  public void client(int id, ByteBuf bytes) {
    Stream stream = known(id);
    if (stream != null && stream.isData) {
      stream.connection.toPod += bytes.readableBytes();
    }
  }

  @Override
  public void server(int id, ByteBuf bytes) {
    Stream stream = known(id);
    if (stream == null) {
      return;
    }
    if (stream.isData) {
      stream.connection.fromPod += bytes.readableBytes();
    } else {
      StringBuilder error = stream.connection.error;
      int more = Math.min(bytes.readableBytes(), MAX_ERROR - error.length());
      error.append(bytes.toString(bytes.readerIndex(), more, StandardCharsets.ISO_8859_1));
    }
  }

  private @Nullable Stream known(int id) {
    // Bytes may be under way to a stream that the other side has just reset.
    if (Integer.compareUnsigned(id, last) > 0) {
      flaws.report(Flaw.UNKNOWN_CHANNEL, "bytes on a stream that nobody opened");
    }
    return streams.get(id);
  }

  @Override
  public void clientFin(int id) {
    Stream stream = streams.get(id);
    if (stream != null) {
      stream.clientDone = true;
      end(id, stream);
    }
  }

  @Override
  public void serverFin(int id) {
    Stream stream = streams.get(id);
    if (stream != null) {
      stream.serverDone = true;
      end(id, stream);
    }
  }

  @Override
  public void reset(int id) {
    Stream stream = streams.get(id);
    if (stream != null) {
      stream.clientDone = true;
      stream.serverDone = true;
      end(id, stream);
    }
  }

  private void end(int id, Stream stream) {
    if (stream.clientDone && stream.serverDone) {
      streams.remove(id);
      Connection connection = stream.connection;
      if (--connection.open == 0) {
        connections.remove(connection.requestId);
        tell(connection);
      }
    }
  }

  private void tell(Connection connection) {
    if (connection.dataOpened || !connection.error.isEmpty()) {
      // Collected byte by byte as Latin-1, because a character may be cut.
      String error =
          new String(
              connection.error.toString().getBytes(StandardCharsets.ISO_8859_1),
              StandardCharsets.UTF_8);
      sink.portClosed(
          connection.port, connection.requestId, connection.toPod, connection.fromPod, error);
    }
  }

  @Override
  public boolean ending(String message, ByteBuf out) {
    return true;
  }

  @Override
  public int bannerStream() {
    return 0;
  }

  @Override
  public void close() {
    connections.values().forEach(this::tell);
    connections.clear();
    streams.clear();
  }
}
