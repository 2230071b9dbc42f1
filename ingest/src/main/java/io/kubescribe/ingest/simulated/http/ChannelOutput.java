package io.kubescribe.ingest.simulated.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Writes from blocking threads into a channel: each waits until the channel takes more. Safe for
/// use by many threads; each object written stays whole.
final class ChannelOutput {
  private final Channel channel;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition writable = lock.newCondition();

  ChannelOutput(Channel channel) {
    this.channel = channel;
  }

  /// Call when the channel's writability has changed, or the channel is closed.
  void wake() {
    lock.lock();
    try {
      writable.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// @throws IOException if the connection is closed, or the thread interrupted
  void write(Object message) throws IOException {
    ChannelFuture written = channel.writeAndFlush(message);
    lock.lock();
    try {
      while (channel.isActive() && !channel.isWritable()) {
        writable.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while a connection was written");
    } finally {
      lock.unlock();
    }
    if ((written.isDone() && !written.isSuccess()) || !channel.isActive()) {
      throw new IOException("the connection is closed");
    }
  }
}
