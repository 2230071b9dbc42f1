package io.kubescribe.core.session;

import io.kubescribe.core.CorruptDataException;

/// The types of the stored format with their codes.
enum RecordType {
  START(1),
  FACTS(2),
  NEGOTIATED(3),
  DATA(4),
  CLOSED(5),
  RESIZE(6),
  HEARTBEAT(7),
  STATUS(8),
  GAP(9),
  FLAWED(10),
  FORWARDED(11),
  END(12);

  private final int code;

  RecordType(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  static RecordType of(int code) throws CorruptDataException {
    for (RecordType type : values()) {
      if (type.code == code) {
        return type;
      }
    }
    throw new CorruptDataException("session record has unknown type " + code);
  }

  static RecordType of(SessionRecord record) {
    return switch (record) {
      case SessionRecord.Start _ -> START;
      case SessionRecord.Facts _ -> FACTS;
      case SessionRecord.Negotiated _ -> NEGOTIATED;
      case SessionRecord.Data _ -> DATA;
      case SessionRecord.Closed _ -> CLOSED;
      case SessionRecord.Resize _ -> RESIZE;
      case SessionRecord.Heartbeat _ -> HEARTBEAT;
      case SessionRecord.Status _ -> STATUS;
      case SessionRecord.Gap _ -> GAP;
      case SessionRecord.Flawed _ -> FLAWED;
      case SessionRecord.Forwarded _ -> FORWARDED;
      case SessionRecord.End _ -> END;
    };
  }
}
