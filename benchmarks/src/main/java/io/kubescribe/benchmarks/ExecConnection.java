package io.kubescribe.benchmarks;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// An exec over WebSocket on a socket of its own, with as little of a client as can be. Used by one
/// thread.
final class ExecConnection implements AutoCloseable {
  private static final int BUFFER = 256 << 10;
  private static final int BINARY = 0x82;
  private static final int CLOSE = 0x88;

  private final Socket socket;
  private final DataInputStream in;

  /// @param server `http` and no more
  /// @param query of the request
  ExecConnection(URI server, String token, String query) throws IOException {
    socket = new Socket(server.getHost(), server.getPort());
    socket.setTcpNoDelay(true);
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER));
    send(
        """
        GET /api/v1/namespaces/default/pods/toolbox/exec?container=sh&%s HTTP/1.1\r
        Host: bench\r
        Authorization: Bearer %s\r
        Connection: Upgrade\r
        Upgrade: websocket\r
        Sec-WebSocket-Version: 13\r
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
        Sec-WebSocket-Protocol: v5.channel.k8s.io\r
        \r
        """
            .formatted(query, token)
            .getBytes(StandardCharsets.US_ASCII));
    String answer = line();
    if (!answer.startsWith("HTTP/1.1 101 ")) {
      throw new IOException("no session: " + answer);
    }
    while (!line().isEmpty()) {}
    // The empty message that says that it is ready.
    var _ = message();
  }

  private void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.readUnsignedByte(); next != '\n'; next = in.readUnsignedByte()) {
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  /// Types one key.
  void key(char key) throws IOException {
    // Masked with zeros, which is a mask.
    send(new byte[] {(byte) BINARY, (byte) 0x82, 0, 0, 0, 0, 0, (byte) key});
  }

  /// Reads the next message.
  ///
  /// @return bytes of output in it, -1 at the end
  long message() throws IOException {
    int first = in.readUnsignedByte();
    long length = in.readUnsignedByte();
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      length = in.readLong();
    }
    if (first == CLOSE) {
      return -1;
    }
    int channel = length > 0 ? in.readUnsignedByte() : 0;
    in.skipNBytes(Math.max(0, length - 1));
    return channel == 1 ? length - 1 : 0;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
