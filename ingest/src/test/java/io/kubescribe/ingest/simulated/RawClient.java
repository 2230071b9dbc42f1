package io.kubescribe.ingest.simulated;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

/// A client that writes and reads bytes as they are. Reading fails after ten seconds of silence.
public final class RawClient implements AutoCloseable {
  private static final HexFormat HEX = HexFormat.of();
  private static final int SILENCE_MILLIS = 10_000;

  private final Socket socket;
  private final DataInputStream in;

  public RawClient(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(SILENCE_MILLIS);
    in = new DataInputStream(socket.getInputStream());
  }

  public void send(String text) throws IOException {
    send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  public void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /// @param hex may have spaces
  public void sendHex(String hex) throws IOException {
    send(HEX.parseHex(hex.replace(" ", "")));
  }

  /// Sends a request without a body.
  ///
  /// @param lines of the head, without `Host`
  public void request(String... lines) throws IOException {
    send(String.join("\r\n", lines) + "\r\nHost: simulated\r\n\r\n");
  }

  /// Opens a WebSocket.
  ///
  /// @return the head of the answer
  public String webSocket(String path, String protocol, String... more) throws IOException {
    StringBuilder head =
        new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: simulated\r\n")
            .append("Connection: Upgrade\r\nUpgrade: websocket\r\n")
            .append("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n")
            .append("Sec-WebSocket-Version: 13\r\n");
    if (!protocol.isEmpty()) {
      head.append("Sec-WebSocket-Protocol: ").append(protocol).append("\r\n");
    }
    for (String line : more) {
      head.append(line).append("\r\n");
    }
    send(head.append("\r\n").toString());
    return head();
  }

  /// The next head of an answer, with its empty line.
  public String head() throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      head.write(in.readUnsignedByte());
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  /// As many bytes of the body as the head says.
  public String body(String head) throws IOException {
    int length = 0;
    for (String line : head.split("\r\n")) {
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
      }
    }
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  public String hex(int length) throws IOException {
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return HEX.formatHex(bytes);
  }

  /// Sends a masked frame.
  ///
  /// @param first byte of the frame: FIN and opcode
  public void frame(int first, byte[] payload) throws IOException {
    byte[] mask = {1, 2, 3, 4};
    ByteBuffer frame = ByteBuffer.allocate(payload.length + 14);
    frame.put((byte) first);
    if (payload.length < 126) {
      frame.put((byte) (0x80 | payload.length));
    } else if (payload.length < 1 << 16) {
      frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
    } else {
      frame.put((byte) (0x80 | 127)).putLong(payload.length);
    }
    frame.put(mask);
    for (int i = 0; i < payload.length; i++) {
      frame.put((byte) (payload[i] ^ mask[i % 4]));
    }
    byte[] bytes = new byte[frame.position()];
    frame.flip().get(bytes);
    send(bytes);
  }

  /// Sends a binary message on a channel.
  public void message(int channel, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    byte[] payload = new byte[bytes.length + 1];
    payload[0] = (byte) channel;
    System.arraycopy(bytes, 0, payload, 1, bytes.length);
    frame(0x82, payload);
  }

  /// Reads a frame as its first byte in hex, a space, and the payload as Latin-1.
  public String frame() throws IOException {
    int first = in.readUnsignedByte();
    long length = in.readUnsignedByte();
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      length = in.readLong();
    }
    byte[] payload = in.readNBytes((int) length);
    return HEX.toHexDigits((byte) first) + " " + new String(payload, StandardCharsets.ISO_8859_1);
  }

  /// What comes on a channel, joined, until the connection is closed; other channels are passed
  /// over.
  public String channel(int channel) throws IOException {
    StringBuilder all = new StringBuilder();
    String frame = frame();
    while (!frame.startsWith("88")) {
      if (frame.length() > 3 && frame.charAt(3) == channel) {
        all.append(frame.substring(4));
      }
      frame = frame();
    }
    return all.toString();
  }

  public boolean isAtEnd() throws IOException {
    return in.read() < 0;
  }

  /// Closes with a reset.
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
