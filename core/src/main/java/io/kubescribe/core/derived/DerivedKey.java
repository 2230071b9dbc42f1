package io.kubescribe.core.derived;

import io.kubescribe.core.session.SessionId;
import java.nio.ByteBuffer;

/// Which document it is: two with equal keys are the same.
///
/// @param number place among the documents of this kind, ascending in the order in which they were
///   derived
/// @param emulator version of the derivation
public record DerivedKey(SessionId session, DerivedKind kind, long number, int emulator) {
  /// Length of [#bytes].
  public static final int LENGTH = 16 + 1 + Long.BYTES + Integer.BYTES;

  /// @throws IllegalArgumentException if a number is negative
  public DerivedKey {
    if (number < 0 || emulator < 0) {
      throw new IllegalArgumentException(
          "number and emulator must not be negative, were " + number + " and " + emulator);
    }
  }

  /// 16 bytes session, 1 byte kind, 8 bytes number, 4 bytes emulator; sorts like the parts.
  public byte[] bytes() {
    return ByteBuffer.allocate(LENGTH)
        .putLong(session.value().getMostSignificantBits())
        .putLong(session.value().getLeastSignificantBits())
        .put((byte) kind.code())
        .putLong(number)
        .putInt(emulator)
        .array();
  }
}
