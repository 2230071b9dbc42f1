package io.kubescribe.ingest.simulated.stream;

import io.kubescribe.ingest.simulated.process.Pipe;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/// One stream of a SPDY connection. One thread reads, one writes.
final class SpdyStream {
  private static final int MOST = 32 << 10;
  private static final int FIN = 1;

  private final SpdyConnection connection;
  private final int id;
  private final Map<String, String> headers;
  private final Pipe incoming = new Pipe();
  private final OutputStream output = new Output();
  private boolean finished;

  SpdyStream(SpdyConnection connection, int id, Map<String, String> headers) {
    this.connection = connection;
    this.id = id;
    this.headers = Map.copyOf(headers);
  }

  int id() {
    return id;
  }

  String header(String name) {
    return headers.getOrDefault(name, "");
  }

  /// What the client sends, to its half close.
  InputStream input() {
    return incoming.input();
  }

  /// Closing it half-closes the stream.
  OutputStream output() {
    return output;
  }

  void receive(byte[] bytes, int length) {
    try {
      incoming.output().write(bytes, 0, length);
    } catch (IOException e) {
      // Nobody reads this stream any more.
    }
  }

  void receivedAll() {
    try {
      incoming.output().close();
    } catch (IOException e) {
      throw new AssertionError("a pipe closes", e);
    }
  }

  private final class Output extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
      for (int done = 0; done < length; done += MOST) {
        int part = Math.min(MOST, length - done);
        connection.data(id, 0, source, offset + done, part);
      }
    }

    @Override
    public void close() throws IOException {
      if (!finished) {
        finished = true;
        connection.data(id, FIN, new byte[0], 0, 0);
      }
    }
  }
}
