package io.kubescribe.ingest.spdy;

import io.kubescribe.core.session.Flaw;
import java.util.Map;

/// A whole control frame. What the decoder has no use for is [Other].
sealed interface ControlFrame {
  int SYN_STREAM = 1;
  int SYN_REPLY = 2;
  int RST_STREAM = 3;
  int SETTINGS = 4;
  int PING = 6;
  int GOAWAY = 7;
  int HEADERS = 8;
  int WINDOW_UPDATE = 9;

  int FIN = 1;

  record SynStream(int stream, boolean fin, Map<String, String> headers) implements ControlFrame {}

  record SynReply(int stream, boolean fin) implements ControlFrame {}

  record Reset(int stream) implements ControlFrame {}

  /// HEADERS carries a FIN like data does.
  record Headers(int stream, boolean fin) implements ControlFrame {}

  record Goaway() implements ControlFrame {}

  record Other() implements ControlFrame {}

  /// Reads a payload, and inflates what is compressed.
  static ControlFrame of(int type, int flags, byte[] payload, int length, HeaderBlocks blocks)
      throws SpdyException {
    boolean fin = (flags & FIN) != 0;
    return switch (type) {
      case SYN_STREAM -> {
        Map<String, String> headers = blocks.read(payload, 10, length);
        yield new SynStream(id(payload), fin, headers);
      }
      case SYN_REPLY -> {
        blocks.read(payload, 4, length);
        yield new SynReply(id(payload), fin);
      }
      case HEADERS -> {
        blocks.read(payload, 4, length);
        yield new Headers(id(payload), fin);
      }
      case RST_STREAM -> new Reset(id(payload));
      case SETTINGS -> {
        if (number(payload) != (length - 4) / 8) {
          throw new SpdyException(Flaw.PROTOCOL_VIOLATION, "SETTINGS counts wrongly");
        }
        yield new Other();
      }
      case GOAWAY -> new Goaway();
      default -> new Other();
    };
  }

  /// Whether a frame of this type may have this length; told before any of its payload is there.
  static boolean isLength(int type, int length) {
    return switch (type) {
      case SYN_STREAM -> length >= 10;
      case SYN_REPLY, HEADERS -> length >= 4;
      case RST_STREAM, GOAWAY, WINDOW_UPDATE -> length == 8;
      case SETTINGS -> length >= 4 && length % 8 == 4;
      case PING -> length == 4;
      default -> true;
    };
  }

  static boolean isKnown(int type) {
    return type >= SYN_STREAM && type <= WINDOW_UPDATE && type != 5;
  }

  private static int id(byte[] payload) {
    return number(payload) & 0x7fffffff;
  }

  private static int number(byte[] payload) {
    return (payload[0] & 0xff) << 24
        | (payload[1] & 0xff) << 16
        | (payload[2] & 0xff) << 8
        | (payload[3] & 0xff);
  }
}
