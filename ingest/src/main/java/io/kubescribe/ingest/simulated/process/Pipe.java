package io.kubescribe.ingest.simulated.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A bounded pipe of bytes between two threads. Safe for use by many threads.
public final class Pipe {
  private static final int CAPACITY = 64 << 10;
  private static final byte[] NONE = {};

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /// Made by the first write, so that an idle session costs no buffer.
  private byte[] ring = NONE;

  private int start;
  private int size;
  private boolean writerClosed;
  private boolean readerClosed;

  private final InputStream input = new Input();
  private final OutputStream output = new Output();

  /// Blocks while the pipe is empty; at its end once the other side is closed and all is read.
  public InputStream input() {
    return input;
  }

  /// Blocks while the pipe is full; fails once the reader has closed.
  public OutputStream output() {
    return output;
  }

  @SuppressWarnings("WaitNotInLoop") // each caller loops
  private void await() throws InterruptedIOException {
    try {
      changed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted at a pipe");
    }
  }

  private int take(byte[] target, int offset, int length) throws InterruptedIOException {
    if (length == 0) {
      return 0;
    }
    lock.lock();
    try {
      while (size == 0) {
        if (writerClosed || readerClosed) {
          return -1;
        }
        await();
      }
      int taken = Math.min(length, size);
      int first = Math.min(taken, ring.length - start);
      System.arraycopy(ring, start, target, offset, first);
      System.arraycopy(ring, 0, target, offset + first, taken - first);
      start = (start + taken) % ring.length;
      size -= taken;
      changed.signalAll();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  private void put(byte[] source, int offset, int length) throws IOException {
    lock.lock();
    try {
      if (ring.length == 0) {
        ring = new byte[CAPACITY];
      }
      int done = 0;
      while (done < length) {
        while (size == CAPACITY && !readerClosed && !writerClosed) {
          await();
        }
        if (readerClosed || writerClosed) {
          throw new IOException("broken pipe");
        }
        int put = Math.min(length - done, CAPACITY - size);
        int end = (start + size) % CAPACITY;
        int first = Math.min(put, CAPACITY - end);
        System.arraycopy(source, offset + done, ring, end, first);
        System.arraycopy(source, offset + done + first, ring, 0, put - first);
        size += put;
        done += put;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private void closeWriter() {
    lock.lock();
    try {
      writerClosed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void closeReader() {
    lock.lock();
    try {
      readerClosed = true;
      size = 0;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private final class Input extends InputStream {
    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return take(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      return take(target, offset, length);
    }

    @Override
    public int available() {
      lock.lock();
      try {
        return size;
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void close() {
      closeReader();
    }
  }

  private final class Output extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      put(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
      put(source, offset, length);
    }

    @Override
    public void close() {
      closeWriter();
    }
  }
}
