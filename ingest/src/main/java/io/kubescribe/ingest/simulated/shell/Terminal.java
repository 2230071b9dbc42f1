package io.kubescribe.ingest.simulated.shell;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A terminal's line discipline. Cooked, it echoes, edits lines and turns Ctrl-C into an interrupt
/// of the session's thread; raw, it hands on each byte. Output always gets carriage returns.
final class Terminal {
  private static final int END = -1;
  private static final int CTRL_C = 3;
  private static final int CTRL_D = 4;
  private static final int BACKSPACE = 8;
  private static final int CTRL_U = 21;
  private static final int DELETE = 127;
  private static final int MOST_QUEUED = 64 << 10;

  private final InputStream client;
  private final OutputStream screen;
  private final Thread session;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<Integer> raw = new ArrayDeque<>();
  private final ArrayDeque<Integer> cooked = new ArrayDeque<>();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final OutputStream output = new Output();
  private boolean cooking = true;
  private boolean clientEnded;
  private boolean interrupted;

  /// @param session interrupted by Ctrl-C
  Terminal(InputStream client, OutputStream screen, Thread session) {
    this.client = client;
    this.screen = screen;
    this.session = session;
  }

  /// Starts to read the client.
  Thread start() {
    return Thread.ofVirtual().name("simulated-terminal").start(this::pump);
  }

  private void pump() {
    byte[] buffer = new byte[1024];
    try {
      for (int n = client.read(buffer); n >= 0; n = client.read(buffer)) {
        for (int i = 0; i < n; i++) {
          take(buffer[i] & 0xff);
        }
      }
    } catch (IOException e) {
      // The client has gone.
    }
    lock.lock();
    try {
      clientEnded = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void take(int b) throws IOException {
    lock.lock();
    try {
      while (raw.size() + cooked.size() > MOST_QUEUED) {
        await();
      }
      if (cooking) {
        cook(b);
      } else {
        raw.add(b);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void cook(int b) throws IOException {
    switch (b) {
      case '\r', '\n' -> {
        echo("\r\n");
        line.write('\n');
        finishLine();
      }
      case BACKSPACE, DELETE -> {
        if (line.size() > 0) {
          byte[] kept = line.toByteArray();
          line.reset();
          line.write(kept, 0, kept.length - 1);
          echo("\b \b");
        }
      }
      case CTRL_U -> {
        echo("\b \b".repeat(line.size()));
        line.reset();
      }
      case CTRL_C -> {
        echo("^C\r\n");
        line.reset();
        interrupted = true;
        session.interrupt();
      }
      case CTRL_D -> {
        if (line.size() == 0) {
          cooked.add(END);
        } else {
          finishLine();
        }
      }
      default -> {
        line.write(b);
        screen.write(b);
      }
    }
  }

  private void echo(String text) throws IOException {
    screen.write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private void finishLine() {
    for (byte b : line.toByteArray()) {
      cooked.add(b & 0xff);
    }
    line.reset();
  }

  /// Lines are edited by the terminal; what was typed ahead goes through that too.
  void cook() throws IOException {
    lock.lock();
    try {
      cooking = true;
      while (!raw.isEmpty()) {
        cook(raw.remove());
      }
    } finally {
      lock.unlock();
    }
  }

  /// Each byte is handed on; what was typed ahead comes first.
  void raw() {
    lock.lock();
    try {
      cooking = false;
      for (byte b : line.toByteArray()) {
        cooked.add(b & 0xff);
      }
      line.reset();
      while (!cooked.isEmpty()) {
        int b = cooked.removeLast();
        raw.addFirst(b == END ? CTRL_D : b);
      }
    } finally {
      lock.unlock();
    }
  }

  @SuppressWarnings("WaitNotInLoop") // each caller loops
  private void await() throws InterruptedIOException {
    try {
      changed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted at a terminal");
    }
  }

  /// The next byte in raw mode.
  ///
  /// @return -1 when the client has gone
  int readKey() throws IOException {
    lock.lock();
    try {
      while (raw.isEmpty()) {
        if (clientEnded) {
          return -1;
        }
        await();
      }
      changed.signalAll();
      return raw.remove();
    } finally {
      lock.unlock();
    }
  }

  /// Whether Ctrl-C was typed since the last call; if so the thread's interrupt is over too.
  boolean takeInterrupt() {
    lock.lock();
    try {
      boolean was = interrupted;
      interrupted = false;
      if (was) {
        var _ = Thread.interrupted();
      }
      return was;
    } finally {
      lock.unlock();
    }
  }

  /// Lines, in cooked mode; at its end after Ctrl-D.
  InputStream input() {
    return new Input();
  }

  OutputStream output() {
    return output;
  }

  private final class Input extends InputStream {
    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      lock.lock();
      try {
        while (cooked.isEmpty()) {
          if (clientEnded) {
            return -1;
          }
          await();
        }
        int count = 0;
        while (count < length && !cooked.isEmpty()) {
          int b = cooked.element();
          if (b == END && count > 0) {
            break;
          }
          cooked.remove();
          if (b == END) {
            return -1;
          }
          target[offset + count++] = (byte) b;
        }
        changed.signalAll();
        return count;
      } finally {
        lock.unlock();
      }
    }
  }

  private final class Output extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException("interrupted at a terminal");
      }
      byte[] out = new byte[2 * length];
      int size = 0;
      for (int i = offset; i < offset + length; i++) {
        if (source[i] == '\n') {
          out[size++] = '\r';
        }
        out[size++] = source[i];
      }
      screen.write(out, 0, size);
    }
  }
}
