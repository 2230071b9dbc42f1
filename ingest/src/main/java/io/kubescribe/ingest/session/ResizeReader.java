package io.kubescribe.ingest.session;

import io.kubescribe.core.json.JsonSyntax;
import io.kubescribe.core.json.RawJson;
import io.kubescribe.core.session.Flaw;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/// Reads the resize stream: JSON objects `{"Width":80,"Height":24}` one after the other, cut
/// anywhere. The server decodes them as a stream too and gives up at the first that it can't read;
/// so does this. For one session's event loop only.
public final class ResizeReader {
  private static final int MAX_OBJECT = 4_096;
  private static final int MAX_DEPTH = 16;
  private static final int MAX_SIZE = 0xffff;

  private final SessionSink sink;
  private final FirstFlaws flaws;
  private byte[] held = new byte[64];
  private int length;
  private boolean ended;

  private int width;
  private int height;
  private boolean readable;

  public ResizeReader(SessionSink sink, FirstFlaws flaws) {
    this.sink = sink;
    this.flaws = flaws;
  }

  /// Takes all of the bytes.
  public void read(ByteBuf bytes) {
    while (bytes.isReadable() && !ended) {
      byte next = bytes.readByte();
      if (length == 0 && isSpace(next)) {
        continue;
      }
      if (length == MAX_OBJECT) {
        giveUp("longer than " + MAX_OBJECT + " bytes");
        return;
      }
      if (length == held.length) {
        held = Arrays.copyOf(held, 2 * length);
      }
      held[length++] = next;
      // Only a closing brace can end an object, and only an opening one can begin it.
      if (next == '}' || length == 1) {
        look();
      }
    }
    bytes.skipBytes(bytes.readableBytes());
  }

  private void look() {
    if (held[0] != '{') {
      giveUp("no JSON object");
      return;
    }
    int end = JsonSyntax.valueEnd(held, 0, length, MAX_DEPTH);
    if (end == -1 - length) {
      return;
    }
    if (end < 0) {
      giveUp("no JSON");
      return;
    }
    width = 0;
    height = 0;
    readable = true;
    RawJson.members(held, 0, end, this::member);
    length = 0;
    if (readable) {
      sink.resize(width, height);
    } else {
      giveUp("size is no number of 0 to 65535");
    }
  }

  private void member(int nameFrom, int nameTo, int valueFrom, int valueTo) {
    String name = text(nameFrom + 1, nameTo - 1).toLowerCase(Locale.ROOT);
    if (name.equals("width")) {
      width = size(valueFrom, valueTo, width);
    } else if (name.equals("height")) {
      height = size(valueFrom, valueTo, height);
    }
  }

  private int size(int from, int to, int before) {
    String value = text(from, to);
    if (value.equals("null")) {
      return before;
    }
    if (value.length() <= 5 && value.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
      int size = Integer.parseInt(value);
      if (size <= MAX_SIZE) {
        return size;
      }
    }
    readable = false;
    return before;
  }

  private String text(int from, int to) {
    return new String(held, from, to - from, StandardCharsets.ISO_8859_1);
  }

  private void giveUp(String why) {
    ended = true;
    length = 0;
    flaws.report(Flaw.UNREADABLE_RESIZE, "resize can't be read: " + why);
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }
}
