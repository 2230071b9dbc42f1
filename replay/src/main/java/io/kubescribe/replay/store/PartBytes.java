package io.kubescribe.replay.store;

import io.kubescribe.core.recording.RecordingStore;
import io.kubescribe.core.recording.RecordingStore.Part;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Reads a part in larger pieces than are asked for. For one thread.
final class PartBytes {
  private static final int AHEAD = 256 << 10;

  private final RecordingStore store;
  private final Part part;
  private ByteBuffer buffer = ByteBuffer.allocate(0);
  private long bufferAt;

  PartBytes(RecordingStore store, Part part) {
    this.store = store;
    this.part = part;
  }

  /// @return null if the part ends before so many bytes
  byte @Nullable [] read(long position, int length) throws IOException {
    long offset = position - bufferAt;
    if (offset < 0 || offset + length > buffer.limit()) {
      buffer = store.read(part, position, Math.max(length, AHEAD));
      bufferAt = position;
      offset = 0;
    }
    if (offset + length > buffer.limit()) {
      return null;
    }
    byte[] bytes = new byte[length];
    buffer.get((int) offset, bytes);
    return bytes;
  }

  /// Reads from the store again, whatever was read before.
  void forget() {
    buffer = ByteBuffer.allocate(0);
  }
}
