package io.kubescribe.forward.profile;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/// Writes JSON as UTF-8 bytes on one line, and takes JSON that is already there as it stands. Puts
/// commas itself; whoever calls opens and closes. Not safe for use by many threads.
public final class JsonBytes {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private byte[] bytes;
  private int length;
  private boolean first = true;

  /// @param expected about how many bytes will be written
  public JsonBytes(int expected) {
    bytes = new byte[Math.max(64, expected)];
  }

  public JsonBytes open() {
    comma();
    put('{');
    first = true;
    return this;
  }

  public JsonBytes close() {
    put('}');
    first = false;
    return this;
  }

  public JsonBytes openArray() {
    comma();
    put('[');
    first = true;
    return this;
  }

  public JsonBytes closeArray() {
    put(']');
    first = false;
    return this;
  }

  /// The name of a member, whose value must follow.
  public JsonBytes name(String name) {
    comma();
    quote(name.getBytes(StandardCharsets.UTF_8));
    put(':');
    first = true;
    return this;
  }

  public JsonBytes text(String value) {
    comma();
    quote(value.getBytes(StandardCharsets.UTF_8));
    first = false;
    return this;
  }

  public JsonBytes number(long value) {
    return literal(Long.toString(value));
  }

  public JsonBytes truth(boolean value) {
    return literal(Boolean.toString(value));
  }

  /// A number as it shall be spelled.
  public JsonBytes literal(String ascii) {
    comma();
    put(ascii.getBytes(StandardCharsets.US_ASCII));
    first = false;
    return this;
  }

  /// A member with a text; none if there is no text.
  public JsonBytes member(String name, @Nullable String value) {
    return value == null ? this : name(name).text(value);
  }

  public JsonBytes member(String name, long value) {
    return name(name).number(value);
  }

  /// A member with a list of texts; none if there are none.
  public JsonBytes member(String name, Collection<String> values) {
    if (!values.isEmpty()) {
      name(name).openArray();
      values.forEach(this::text);
      closeArray();
    }
    return this;
  }

  /// A JSON value that stands in `json[from, to)`; line breaks between its parts become blanks.
  public JsonBytes json(byte[] json, int from, int to) {
    comma();
    ensure(to - from);
    for (int i = from; i < to; i++) {
      byte b = json[i];
      bytes[length++] = b == '\n' || b == '\r' ? (byte) ' ' : b;
    }
    first = false;
    return this;
  }

  public JsonBytes json(byte[] json) {
    return json(json, 0, json.length);
  }

  /// A text given as UTF-8.
  public JsonBytes text(byte[] utf8) {
    comma();
    quote(utf8);
    first = false;
    return this;
  }

  /// Ends a line of several; the next value begins without a comma.
  public JsonBytes line() {
    put('\n');
    first = true;
    return this;
  }

  /// All that was written; a new array.
  public byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  private void comma() {
    if (!first) {
      put(',');
    }
  }

  private void quote(byte[] utf8) {
    ensure(utf8.length + 2);
    put('"');
    for (byte b : utf8) {
      if (b == '"' || b == '\\') {
        put('\\');
        put(b);
      } else if (b >= 0 && b < ' ') {
        escape(b);
      } else {
        put(b);
      }
    }
    put('"');
  }

  private void escape(byte control) {
    put('\\');
    switch (control) {
      case '\n' -> put('n');
      case '\r' -> put('r');
      case '\t' -> put('t');
      default -> {
        put('u');
        put('0');
        put('0');
        put(HEX[control >> 4]);
        put(HEX[control & 0xf]);
      }
    }
  }

  private void put(byte[] ascii) {
    ensure(ascii.length);
    System.arraycopy(ascii, 0, bytes, length, ascii.length);
    length += ascii.length;
  }

  private void put(int b) {
    ensure(1);
    bytes[length++] = (byte) b;
  }

  private void ensure(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
