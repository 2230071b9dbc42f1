package io.kubescribe.app.e2e;

import io.kubescribe.ingest.simulated.process.Ending;
import io.kubescribe.ingest.simulated.process.Program;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/// Output of which each byte follows from its position: lines of 64 bytes, numbered from 0. Counts
/// what of it has come, and fails at a byte that is another. Safe for use by many threads.
final class NumberedOutput {
  private static final int LINE = 64;

  private long position;
  private long padding;

  static byte at(long position) {
    int column = (int) (position % LINE);
    if (column == LINE - 1) {
      return '\n';
    }
    long number = position / LINE;
    for (int i = LINE - 2; i > column && number > 0; i--) {
      number /= 10;
    }
    return (byte) ('0' + number % 10);
  }

  /// Writes it in chunks until told to stop.
  static Program program(int chunk, long periodNanos, AtomicBoolean stop) {
    return io -> {
      byte[] bytes = new byte[chunk];
      long due = System.nanoTime();
      for (long from = 0; !stop.get(); from += chunk) {
        for (int i = 0; i < chunk; i++) {
          bytes[i] = at(from + i);
        }
        io.stdout().write(bytes);
        due = Math.max(due + periodNanos, System.nanoTime() - 10 * periodNanos);
        LockSupport.parkNanos(due - System.nanoTime());
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
      }
      return Ending.OK;
    };
  }

  /// Where in it these bytes begin, told by the first whole line in them; -1 if there is none.
  static long positionOf(byte[] bytes) {
    for (int i = 0; i + LINE < bytes.length; i++) {
      if (bytes[i] == '\n') {
        String digits = new String(bytes, i + 1, LINE - 1, StandardCharsets.US_ASCII);
        return Long.parseLong(digits) * LINE - i - 1;
      }
    }
    return -1;
  }

  /// Takes the next bytes. Zeros at the end fill a frame that was cut, and are no output.
  synchronized void take(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      byte next = bytes.get();
      if (next == 0) {
        padding++;
      } else if (padding > 0 || next != at(position)) {
        throw new AssertionError("byte " + position + " is " + next);
      } else {
        position++;
      }
    }
  }

  /// Goes on behind a hole.
  synchronized void skipTo(long other) {
    position = other;
  }

  /// How much has come, holes too.
  synchronized long position() {
    return position;
  }
}
