package io.kubescribe.ingest.netty;

import io.netty.channel.Channel;
import io.netty.channel.socket.SocketChannel;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The open connections of a listener, limited in all and for each address. Safe for use by many
/// threads.
final class Connections {
  private final int most;
  private final Set<Channel> open = new HashSet<>();
  private final Map<InetAddress, Integer> byAddress = new HashMap<>();
  private boolean draining;
  private long refused;

  Connections(int most) {
    this.most = most;
  }

  /// @return whether there is room; the connection is then counted until it is closed
  synchronized boolean admit(SocketChannel channel) {
    @Nullable InetAddress address =
        channel.remoteAddress() == null ? null : channel.remoteAddress().getAddress();
    if (draining || address == null) {
      return false;
    }
    if (open.size() >= most || byAddress.getOrDefault(address, 0) >= Math.ceilDiv(most, 2)) {
      refused++;
      return false;
    }
    open.add(channel);
    byAddress.merge(address, 1, Integer::sum);
    channel.closeFuture().addListener(_ -> closed(channel, address));
    return true;
  }

  private synchronized void closed(Channel channel, InetAddress address) {
    open.remove(channel);
    byAddress.computeIfPresent(address, (_, count) -> count == 1 ? null : count - 1);
    notifyAll();
  }

  synchronized int count() {
    return open.size();
  }

  synchronized long refused() {
    return refused;
  }

  synchronized void drain(Duration limit) {
    draining = true;
    open.forEach(channel -> channel.pipeline().fireUserEventTriggered(NettyListener.DRAINING));
    long end = System.nanoTime() + limit.toNanos();
    while (!open.isEmpty()) {
      long millis = (end - System.nanoTime()) / 1_000_000;
      if (millis <= 0) {
        return;
      }
      try {
        wait(millis);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  void closeAll() {
    List<Channel> left;
    synchronized (this) {
      draining = true;
      left = List.copyOf(open);
    }
    left.forEach(channel -> channel.close().awaitUninterruptibly());
  }
}
