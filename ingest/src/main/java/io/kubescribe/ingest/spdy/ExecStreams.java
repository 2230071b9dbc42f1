package io.kubescribe.ingest.spdy;

import io.kubescribe.core.session.Flaw;
import io.kubescribe.core.session.RequestedStreams;
import io.kubescribe.core.session.SessionProtocol;
import io.kubescribe.core.session.SessionStream;
import io.kubescribe.ingest.session.FailureText;
import io.kubescribe.ingest.session.FirstFlaws;
import io.kubescribe.ingest.session.ResizeReader;
import io.kubescribe.ingest.session.SessionSink;
import io.kubescribe.ingest.session.StatusReader;
import io.netty.buffer.ByteBuf;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The streams of an exec or attach: what each is for says a header, not its number.
final class ExecStreams implements Streams {
  static final int MAX_STREAMS = 16;

  /// The values of the header `streamtype`.
  private enum Type {
    ERROR,
    STDIN,
    STDOUT,
    STDERR,
    RESIZE;

    static @Nullable Type of(@Nullable String name) {
      return switch (name) {
        case "error" -> ERROR;
        case "stdin" -> STDIN;
        case "stdout" -> STDOUT;
        case "stderr" -> STDERR;
        case "resize" -> RESIZE;
        case null, default -> null;
      };
    }
  }

  private static final class Stream {
    private final @Nullable Type type;
    private boolean replied;
    private boolean clientDone;
    private boolean serverDone;

    Stream(@Nullable Type type) {
      this.type = type;
    }
  }

  private final SessionProtocol protocol;
  private final RequestedStreams asked;
  private final SessionSink sink;
  private final FirstFlaws flaws;
  private final ResizeReader resize;
  private final StatusReader status;
  private final Map<Integer, Stream> streams = new HashMap<>();
  private final Map<Type, Integer> current = new EnumMap<>(Type.class);

  ExecStreams(
      SessionProtocol protocol, RequestedStreams asked, SessionSink sink, FirstFlaws flaws) {
    this.protocol = protocol;
    this.asked = asked;
    this.sink = sink;
    this.flaws = flaws;
    resize = new ResizeReader(sink, flaws);
    status = new StatusReader(sink, flaws);
  }

  @Override
  public void opened(int id, Map<String, String> headers) throws SpdyException {
    if (streams.size() == MAX_STREAMS) {
      throw new SpdyException(Flaw.TOO_LARGE, "more than " + MAX_STREAMS + " streams");
    }
    Type type = Type.of(headers.get("streamtype"));
    streams.put(id, new Stream(type));
    if (type == null) {
      flaws.report(Flaw.UNKNOWN_CHANNEL, "stream of a type that nobody defined");
    } else if (current.put(type, id) != null) {
      flaws.report(
          Flaw.DUPLICATE_STREAM, "second stream for one purpose; the server takes the last");
    }
  }

  @Override
  public void replied(int id) {
    Stream stream = streams.get(id);
    if (stream != null) {
      stream.replied = true;
    }
  }

  @Override
  public void client(int id, ByteBuf bytes) {
    Stream stream = streams.get(id);
    Type type = stream == null ? null : stream.type;
    if (stream == null || type == null) {
      flaws.report(Flaw.UNKNOWN_CHANNEL, "client wrote to a stream without a purpose");
    } else if (stream.clientDone || !isCurrent(type, id)) {
      flaws.report(Flaw.IGNORED_INPUT, "input to a stream that has ended or was replaced");
    } else if (type == Type.STDIN) {
      sink.data(SessionStream.STDIN, bytes);
    } else if (type == Type.RESIZE) {
      resize.read(bytes);
    } else {
      flaws.report(Flaw.IGNORED_INPUT, "input to a stream of the server");
    }
  }

  private boolean isCurrent(Type type, int id) {
    Integer last = current.get(type);
    return last != null && last == id;
  }

  @Override
  public void server(int id, ByteBuf bytes) {
    Stream stream = streams.get(id);
    Type type = stream == null ? null : stream.type;
    switch (type) {
      case STDOUT -> sink.data(SessionStream.STDOUT, bytes);
      case STDERR -> sink.data(SessionStream.STDERR, bytes);
      case ERROR -> status.read(bytes);
      case STDIN, RESIZE ->
          flaws.report(Flaw.MALFORMED_FRAME, "server wrote to a stream of the client");
      case null -> flaws.report(Flaw.UNKNOWN_CHANNEL, "server wrote to a stream without a purpose");
    }
  }

  @Override
  public void clientFin(int id) {
    Stream stream = streams.get(id);
    if (stream != null && !stream.clientDone) {
      stream.clientDone = true;
      if (stream.type == Type.STDIN && isCurrent(Type.STDIN, id)) {
        sink.halfClosed(SessionStream.STDIN);
      }
    }
  }

  @Override
  public void serverFin(int id) {
    Stream stream = streams.get(id);
    if (stream == null || stream.serverDone) {
      return;
    }
    stream.serverDone = true;
    switch (stream.type) {
      case STDOUT -> sink.halfClosed(SessionStream.STDOUT);
      case STDERR -> sink.halfClosed(SessionStream.STDERR);
      case ERROR -> status.ended();
      case STDIN, RESIZE -> {}
      case null -> {}
    }
  }

  /// A reset says nothing about what the process reads or writes: what was under way still comes.
  @Override
  public void reset(int stream) {}

  @Override
  public boolean ending(String message, ByteBuf out) {
    int error = writable(Type.ERROR);
    if (error == 0) {
      return false;
    }
    for (Type type : new Type[] {Type.STDOUT, Type.STDERR}) {
      int id = writable(type);
      if (id != 0) {
        FrameWriter.data(out, id, new byte[0], true);
      }
    }
    FrameWriter.data(out, error, FailureText.of(protocol, message), false);
    FrameWriter.data(out, error, new byte[0], true);
    return true;
  }

  /// The stream of this type to which the server may write, 0 for none.
  private int writable(Type type) {
    Integer id = current.get(type);
    Stream stream = id == null ? null : streams.get(id);
    return id != null && stream != null && stream.replied && !stream.serverDone ? id : 0;
  }

  @Override
  public int bannerStream() {
    return writable(asked.stderr() ? Type.STDERR : Type.STDOUT);
  }

  @Override
  public void close() {
    if (status.isPending()) {
      status.ended();
    }
  }
}
