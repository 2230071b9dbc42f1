package io.kubescribe.ingest.session;

import io.kubescribe.core.session.Flaw;
import io.kubescribe.core.session.SessionStream;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Keeps what a decoder tells: as lines in the order told, bytes of one stream in a row as one
/// line, and the bytes of each stream.
public final class CollectingSink implements SessionSink {
  private final List<String> lines = new ArrayList<>();
  private final Map<SessionStream, ByteArrayOutputStream> streams =
      new EnumMap<>(SessionStream.class);
  private final List<Flaw> flaws = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private @Nullable SessionStream last;

  @Override
  public void data(SessionStream stream, ByteBuf bytes) {
    if (!bytes.isReadable()) {
      throw new AssertionError("no bytes of " + stream);
    }
    if (last != stream) {
      flush();
      last = stream;
    }
    byte[] copy = ByteBufUtil.getBytes(bytes);
    text.append(new String(copy, StandardCharsets.ISO_8859_1));
    streams.computeIfAbsent(stream, key -> new ByteArrayOutputStream()).writeBytes(copy);
    bytes.skipBytes(bytes.readableBytes());
  }

  private void flush() {
    if (last != null) {
      lines.add(last + " " + text);
      text.setLength(0);
      last = null;
    }
  }

  private void line(String line) {
    flush();
    lines.add(line);
  }

  @Override
  public void resize(int width, int height) {
    line("resize " + width + "x" + height);
  }

  @Override
  public void halfClosed(SessionStream stream) {
    line("closed " + stream);
  }

  @Override
  public void status(byte[] bytes) {
    line("status " + new String(bytes, StandardCharsets.UTF_8));
  }

  @Override
  public void portOpened(int port, String requestId) {
    line("opened " + port + " " + requestId);
  }

  @Override
  public void portClosed(int port, String requestId, long toPod, long fromPod, String error) {
    line("ended %d %s %d %d %s".formatted(port, requestId, toPod, fromPod, error));
  }

  @Override
  public void flaw(Flaw flaw, String detail) {
    flaws.add(flaw);
    line("flaw " + flaw);
  }

  public List<String> lines() {
    flush();
    return lines;
  }

  public List<Flaw> flaws() {
    return flaws;
  }

  public byte[] bytes(SessionStream stream) {
    ByteArrayOutputStream bytes = streams.get(stream);
    return bytes == null ? new byte[0] : bytes.toByteArray();
  }
}
