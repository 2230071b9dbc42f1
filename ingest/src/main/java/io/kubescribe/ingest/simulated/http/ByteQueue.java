package io.kubescribe.ingest.simulated.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Bytes from a connection's event loop to one blocking reader. With much unread the connection is
/// not read on.
final class ByteQueue extends InputStream {
  private static final int HIGH = 256 << 10;
  private static final int LOW = 64 << 10;

  private final Channel channel;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<ByteBuf> queue = new ArrayDeque<>();
  private int queued;
  private boolean ended;
  private boolean discarding;

  ByteQueue(Channel channel) {
    this.channel = channel;
  }

  /// Takes the buffer over.
  void offer(ByteBuf bytes) {
    lock.lock();
    try {
      if (ended || discarding || !bytes.isReadable()) {
        bytes.release();
        return;
      }
      queue.add(bytes);
      queued += bytes.readableBytes();
      if (queued > HIGH) {
        channel.config().setAutoRead(false);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Nothing follows; what was offered can still be read.
  void end() {
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean atEnd() {
    lock.lock();
    try {
      return ended && queue.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    lock.lock();
    try {
      while (queue.isEmpty()) {
        if (ended || discarding) {
          return -1;
        }
        changed.await();
      }
      int taken = 0;
      while (taken < length && !queue.isEmpty()) {
        ByteBuf first = queue.element();
        int part = Math.min(length - taken, first.readableBytes());
        first.readBytes(target, offset + taken, part);
        taken += part;
        if (!first.isReadable()) {
          queue.remove().release();
        }
      }
      queued -= taken;
      resume();
      return taken;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while a connection was read");
    } finally {
      lock.unlock();
    }
  }

  private void resume() {
    if (queued < LOW && !channel.config().isAutoRead()) {
      channel.config().setAutoRead(true);
    }
  }

  /// Drops what comes from now on.
  @Override
  public void close() {
    lock.lock();
    try {
      discarding = true;
      queue.forEach(ByteBuf::release);
      queue.clear();
      queued = 0;
      resume();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
