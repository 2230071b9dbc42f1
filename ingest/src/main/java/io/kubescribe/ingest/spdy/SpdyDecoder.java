package io.kubescribe.ingest.spdy;

import io.kubescribe.core.session.Flaw;
import io.kubescribe.core.session.RequestedStreams;
import io.kubescribe.core.session.SessionProtocol;
import io.kubescribe.ingest.session.FirstFlaws;
import io.kubescribe.ingest.session.FloodGuard;
import io.kubescribe.ingest.session.SessionDecoder;
import io.kubescribe.ingest.session.SessionSink;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;

/// Follows the streams of an exec, attach or port-forward over SPDY/3.1.
public final class SpdyDecoder implements SessionDecoder {
  private static final int MAX_FILL = 64 << 10;
  private static final int MAX_CONTENTLESS = 1_000;

  /// A port-forward opens and ends streams as fast as its connections come.
  private static final int MAX_CONTENTLESS_PORTS = 20_000;

  /// Even, as a server's, and so high that the server's own do not get there.
  private static final int PING = 0x7fff_fffe;

  private final RequestedStreams asked;
  private final ByteBufAllocator allocator;
  private final FirstFlaws flaws;
  private final FloodGuard flood;
  private final Streams streams;
  private final FrameReader client = new FrameReader(new ClientFrames());
  private final FrameReader server = new FrameReader(new ServerFrames());
  private int lastStream;
  private boolean goneAway;

  /// @param nanoTime for rates
  public SpdyDecoder(
      SessionProtocol protocol,
      RequestedStreams asked,
      SessionSink sink,
      ByteBufAllocator allocator,
      LongSupplier nanoTime) {
    this.asked = asked;
    this.allocator = allocator;
    flaws = new FirstFlaws(sink);
    boolean ports = protocol.isPortForward();
    flood = new FloodGuard(ports ? MAX_CONTENTLESS_PORTS : MAX_CONTENTLESS, nanoTime, flaws);
    streams = ports ? new PortStreams(sink, flaws) : new ExecStreams(protocol, asked, sink, flaws);
  }

  @Override
  public void client(ByteBuf bytes) {
    read(client, bytes);
  }

  @Override
  public void server(ByteBuf bytes) {
    read(server, bytes);
  }

  private void read(FrameReader reader, ByteBuf bytes) {
    try {
      reader.read(bytes.duplicate());
    } catch (SpdyException e) {
      flaws.report(e.flaw(), (reader == client ? "client: " : "server: ") + e.getMessage());
    }
  }

  @Override
  public boolean atServerBoundary() {
    return server.atBoundary() && !goneAway;
  }

  @Override
  public ByteBuf ending(String message) {
    ByteBuf out = allocator.buffer();
    if (goneAway || !complete(out) || !streams.ending(message, out)) {
      out.release();
      return Unpooled.EMPTY_BUFFER;
    }
    FrameWriter.goaway(out, lastStream);
    return out;
  }

  /// Completes the data frame under way.
  private boolean complete(ByteBuf out) {
    if (server.atBoundary()) {
      return true;
    }
    if (!server.inData() || server.missing() > MAX_FILL) {
      return false;
    }
    out.writeZero(server.missing());
    return true;
  }

  @Override
  public ByteBuf banner(String text) {
    int stream = streams.bannerStream();
    if (stream == 0 || !atServerBoundary()) {
      return Unpooled.EMPTY_BUFFER;
    }
    String shown = asked.tty() ? text.replace("\n", "\r\n") : text;
    ByteBuf out = allocator.buffer();
    FrameWriter.data(out, stream, shown.getBytes(StandardCharsets.UTF_8), false);
    return out;
  }

  @Override
  public ByteBuf ping() {
    if (!atServerBoundary()) {
      return Unpooled.EMPTY_BUFFER;
    }
    ByteBuf out = allocator.buffer(12);
    FrameWriter.ping(out, PING);
    return out;
  }

  @Override
  public void close() {
    client.close();
    server.close();
    streams.close();
  }

  private final class ClientFrames implements Frames {
    @Override
    public void control(ControlFrame frame) throws SpdyException {
      flood.count();
      switch (frame) {
        case ControlFrame.SynStream syn -> {
          if (syn.stream() % 2 == 0 || syn.stream() <= lastStream) {
            throw new SpdyException(
                Flaw.PROTOCOL_VIOLATION,
                "stream %d follows stream %d".formatted(syn.stream(), lastStream));
          }
          lastStream = syn.stream();
          streams.opened(syn.stream(), syn.headers());
          if (syn.fin()) {
            streams.clientFin(syn.stream());
          }
        }
        case ControlFrame.Headers(int stream, boolean fin) -> {
          if (fin) {
            streams.clientFin(stream);
          }
        }
        case ControlFrame.Reset(int stream) -> streams.reset(stream);
        case ControlFrame.SynReply _ ->
            flaws.report(Flaw.MALFORMED_FRAME, "client replies to a stream");
        case ControlFrame.Goaway() -> {}
        case ControlFrame.Other() -> {}
      }
    }

    @Override
    public void unknown(int type) {
      flood.count();
      flaws.report(Flaw.MALFORMED_FRAME, "client's frame has unknown type " + type);
    }

    @Override
    public void data(int stream, int length) {
      if (length == 0) {
        flood.count();
      }
    }

    @Override
    public void bytes(int stream, ByteBuf bytes) {
      streams.client(stream, bytes);
    }

    @Override
    public void fin(int stream) {
      streams.clientFin(stream);
    }
  }

  private final class ServerFrames implements Frames {
    @Override
    public void control(ControlFrame frame) {
      switch (frame) {
        case ControlFrame.SynReply(int stream, boolean fin) -> {
          streams.replied(stream);
          if (fin) {
            streams.serverFin(stream);
          }
        }
        case ControlFrame.Headers(int stream, boolean fin) -> {
          if (fin) {
            streams.serverFin(stream);
          }
        }
        case ControlFrame.Reset(int stream) -> streams.reset(stream);
        case ControlFrame.Goaway() -> goneAway = true;
        case ControlFrame.SynStream _ ->
            flaws.report(Flaw.MALFORMED_FRAME, "server opens a stream");
        case ControlFrame.Other() -> {}
      }
    }

    @Override
    public void unknown(int type) {
      flaws.report(Flaw.MALFORMED_FRAME, "server's frame has unknown type " + type);
    }

    @Override
    public void data(int stream, int length) {}

    @Override
    public void bytes(int stream, ByteBuf bytes) {
      streams.server(stream, bytes);
    }

    @Override
    public void fin(int stream) {
      streams.serverFin(stream);
    }
  }
}
