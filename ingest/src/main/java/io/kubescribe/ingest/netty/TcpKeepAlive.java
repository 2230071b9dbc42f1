package io.kubescribe.ingest.netty;

import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioChannelOption;
import java.net.SocketOption;
import jdk.net.ExtendedSocketOptions;

/// Lets the kernel find out within 60 s that the other side of a silent connection is gone. Static.
public final class TcpKeepAlive {
  private static final int IDLE_SECONDS = 20;
  private static final int INTERVAL_SECONDS = 10;
  private static final int PROBES = 3;

  private TcpKeepAlive() {}

  public static void enable(SocketChannel channel) {
    channel.config().setOption(ChannelOption.SO_KEEPALIVE, true);
    set(channel, ExtendedSocketOptions.TCP_KEEPIDLE, IDLE_SECONDS);
    set(channel, ExtendedSocketOptions.TCP_KEEPINTERVAL, INTERVAL_SECONDS);
    set(channel, ExtendedSocketOptions.TCP_KEEPCOUNT, PROBES);
  }

  /// Where the system lacks one, its own values hold.
  private static void set(SocketChannel channel, SocketOption<Integer> option, int value) {
    channel.config().setOption(NioChannelOption.of(option), value);
  }
}
