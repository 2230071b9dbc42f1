package io.kubescribe.ingest.simulated.stream;

import io.kubescribe.ingest.simulated.http.Wire;
import io.kubescribe.ingest.simulated.process.Ending;
import io.kubescribe.ingest.simulated.process.Pipe;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Serves one exec or attach over WebSocket.
public final class WebSocketRemote {
  private static final int STDIN = 0;
  private static final int STDOUT = 1;
  private static final int STDERR = 2;
  private static final int ERROR = 3;
  private static final int RESIZE = 4;
  private static final int SIGNAL = 255;
  private static final int MOST = 32 << 10;

  /// Small, as each session has one whether bytes come or not.
  private static final int BUFFER = 8 << 10;

  private final WebSocketFrames frames;
  private final WebSocketProtocol protocol;
  private final StreamSet wanted;
  private final List<String> command;
  private final Pipe stdin = new Pipe();
  private final ResizeDecoder resizes = new ResizeDecoder();
  private final Task running = new Task();
  private volatile boolean ended;

  /// @param command for messages; empty for an attach
  public WebSocketRemote(
      Wire wire, WebSocketProtocol protocol, StreamSet wanted, List<String> command) {
    this.frames = new WebSocketFrames(wire);
    this.protocol = protocol;
    this.wanted = wanted;
    this.command = List.copyOf(command);
  }

  /// Runs the task and returns when it has ended and the connection is closed.
  public void serve(RemoteTask task) {
    try {
      send(wanted.stdout() ? STDOUT : wanted.stderr() ? STDERR : ERROR, new byte[0], 0, 0);
      if (!wanted.stdin()) {
        stdin.output().close();
      }
      running.start(
          task,
          new RemoteStreams(
              stdin.input(),
              output(STDOUT, wanted.stdout()),
              wanted.tty() ? output(STDOUT, wanted.stdout()) : output(STDERR, wanted.stderr()),
              resizes::size),
          this::finish);
      read();
    } catch (IOException e) {
      // The client has gone.
    } finally {
      closeStdin();
      running.stop();
      frames.close(WebSocketFrames.NORMAL);
    }
  }

  private void read() throws IOException {
    byte[] buffer = new byte[BUFFER];
    for (int length = frames.next(); length >= 0; length = frames.next()) {
      if (length == 0 || ended) {
        continue;
      }
      frames.read(buffer, 0, 1);
      int channel = buffer[0] & 0xff;
      if (protocol.isBase64()) {
        decoded(channel - '0', frames.rest());
      } else if (channel == SIGNAL && protocol.isTranslated()) {
        if (!halfClose(frames.rest())) {
          return;
        }
      } else {
        for (int n = frames.read(buffer, 0, BUFFER); n > 0; n = frames.read(buffer, 0, BUFFER)) {
          take(channel, buffer, n);
        }
      }
    }
  }

  private void decoded(int channel, byte[] base64) throws IOException {
    try {
      byte[] bytes = Base64.getDecoder().decode(base64);
      take(channel, bytes, bytes.length);
    } catch (IllegalArgumentException e) {
      throw new IOException("not base64", e);
    }
  }

  private void take(int channel, byte[] bytes, int length) {
    if (channel == STDIN && wanted.stdin()) {
      try {
        stdin.output().write(bytes, 0, length);
      } catch (IOException e) {
        // The process reads no more, or the client has closed its input.
      }
    } else if (channel == RESIZE && wanted.tty()) {
      resizes.accept(bytes, length);
    }
  }

  private boolean halfClose(byte[] rest) {
    if (rest.length != 1 || (rest[0] & 0xff) > RESIZE) {
      return false;
    }
    if (rest[0] == STDIN) {
      closeStdin();
    }
    return true;
  }

  private void closeStdin() {
    try {
      stdin.output().close();
    } catch (IOException e) {
      throw new AssertionError("a pipe closes", e);
    }
  }

  private void finish(Ending ending) {
    ended = true;
    try {
      stdin.input().close();
      if (ending instanceof Ending.Reset) {
        frames.reset();
      } else {
        Optional<byte[]> status =
            protocol.hasStatus()
                ? ExitStatus.status(ending, command, protocol.isTranslated())
                : ExitStatus.text(ending);
        if (status.isPresent()) {
          send(ERROR, status.get(), 0, status.get().length);
        }
        frames.close(WebSocketFrames.NORMAL);
      }
      frames.stopReading();
    } catch (IOException e) {
      // The client has gone before.
    }
  }

  private void send(int channel, byte[] source, int offset, int length) throws IOException {
    if (protocol.isBase64()) {
      byte[] text = Base64.getEncoder().encode(Arrays.copyOfRange(source, offset, offset + length));
      String whole = channel + new String(text, StandardCharsets.US_ASCII);
      byte[] bytes = whole.getBytes(StandardCharsets.US_ASCII);
      frames.write(WebSocketFrames.TEXT, bytes, 0, bytes.length);
    } else {
      frames.writeChannel(channel, source, offset, length);
    }
  }

  private OutputStream output(int channel, boolean asked) {
    return asked ? new ChannelStream(channel) : OutputStream.nullOutputStream();
  }

  private final class ChannelStream extends OutputStream {
    private final int channel;

    ChannelStream(int channel) {
      this.channel = channel;
    }

    @Override
    public void write(int b) throws IOException {
      send(channel, new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
      for (int done = 0; done < length; done += MOST) {
        send(channel, source, offset + done, Math.min(MOST, length - done));
      }
    }
  }
}
