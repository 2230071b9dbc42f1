package io.kubescribe.ingest.simulated.stream;

import io.kubescribe.ingest.simulated.http.Wire;
import java.io.IOException;
import java.io.InputStream;

/// A stream of bytes in the binary messages of a WebSocket, as port-forward has had since 1.31.
/// Borders of messages mean nothing.
public final class WebSocketTunnel implements Wire {
  private final WebSocketFrames frames;
  private final InputStream input = new Input();

  public WebSocketTunnel(Wire wire) {
    this.frames = new WebSocketFrames(wire);
  }

  @Override
  public InputStream input() {
    return input;
  }

  @Override
  public void write(byte[]... parts) throws IOException {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    byte[] whole = new byte[length];
    int filled = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, whole, filled, part.length);
      filled += part.length;
    }
    frames.write(WebSocketFrames.BINARY, whole, 0, length);
  }

  @Override
  public void write(byte[] head, byte[] source, int offset, int length) throws IOException {
    byte[] whole = new byte[head.length + length];
    System.arraycopy(head, 0, whole, 0, head.length);
    System.arraycopy(source, offset, whole, head.length, length);
    frames.write(WebSocketFrames.BINARY, whole, 0, whole.length);
  }

  @Override
  public void close() {
    frames.close(WebSocketFrames.NORMAL);
  }

  @Override
  public void reset() {
    frames.reset();
  }

  private final class Input extends InputStream {
    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      int count = frames.read(target, offset, length);
      while (count == 0) {
        if (frames.next() < 0) {
          return -1;
        }
        count = frames.read(target, offset, length);
      }
      return count;
    }

    @Override
    public void close() throws IOException {
      frames.stopReading();
    }
  }
}
