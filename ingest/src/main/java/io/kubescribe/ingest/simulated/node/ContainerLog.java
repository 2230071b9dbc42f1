package io.kubescribe.ingest.simulated.node;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// What a container has written, in lines, as far back as the bounds allow. Safe for use by many
/// threads.
public final class ContainerLog {
  private static final int MOST_LINES = 10_000;
  private static final int MOST_BYTES = 1 << 20;

  /// A longer line is cut into pieces, as container runtimes do.
  private static final int LONGEST = 16 << 10;

  /// One line with its end, if it has one.
  @SuppressWarnings("ArrayRecordComponent") // bytes are passed on, never compared
  private record Line(long number, Instant time, byte[] text) {}

  private final InstantSource clock;
  private final ArrayDeque<Line> lines = new ArrayDeque<>();
  private final StringBuilder partial = new StringBuilder();
  private long next;
  private int bytes;
  private boolean ended;

  ContainerLog(InstantSource clock) {
    this.clock = clock;
  }

  synchronized void append(byte[] source, int offset, int length) {
    String text = new String(source, offset, length, StandardCharsets.ISO_8859_1);
    for (int start = 0; start < text.length(); ) {
      int newline = text.indexOf('\n', start);
      int end = newline < 0 ? text.length() : newline + 1;
      end = Math.min(end, start + LONGEST);
      partial.append(text, start, end);
      start = end;
      if (partial.length() >= LONGEST || partial.charAt(partial.length() - 1) == '\n') {
        flush();
      }
    }
  }

  private void flush() {
    if (partial.isEmpty()) {
      return;
    }
    byte[] text = partial.toString().getBytes(StandardCharsets.ISO_8859_1);
    partial.setLength(0);
    lines.add(new Line(next++, clock.instant(), text));
    bytes += text.length;
    while (lines.size() > MOST_LINES || bytes > MOST_BYTES) {
      bytes -= lines.remove().text.length;
    }
    notifyAll();
  }

  synchronized void end() {
    flush();
    ended = true;
    notifyAll();
  }

  /// The lines from a number on; what is no longer kept is left out.
  private synchronized List<Line> from(long number) {
    return lines.stream().filter(line -> line.number >= number).toList();
  }

  /// Writes the lines.
  ///
  /// @param tail only so many of the last at first; negative for all
  /// @param follow goes on until the container has ended or the thread is interrupted
  public void copy(OutputStream target, long tail, boolean follow, boolean timestamps)
      throws IOException, InterruptedException {
    List<Line> some = new ArrayList<>(from(0));
    if (tail >= 0 && some.size() > tail) {
      some = some.subList((int) (some.size() - tail), some.size());
    }
    long position = nextNumber();
    while (true) {
      for (Line line : some) {
        position = line.number + 1;
        if (timestamps) {
          target.write((line.time + " ").getBytes(StandardCharsets.US_ASCII));
        }
        target.write(line.text);
      }
      if (!follow || !await(position)) {
        return;
      }
      some = from(position);
    }
  }

  private synchronized long nextNumber() {
    return next;
  }

  private synchronized boolean await(long position) throws InterruptedException {
    while (next <= position && !ended) {
      wait();
    }
    return next > position;
  }
}
