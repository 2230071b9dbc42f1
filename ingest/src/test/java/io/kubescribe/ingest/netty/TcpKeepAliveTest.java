package io.kubescribe.ingest.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.SocketOption;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.Test;

class TcpKeepAliveTest {
  @Test
  void a_peer_that_is_silently_gone_is_found_within_a_minute() {
    NioSocketChannel channel = new NioSocketChannel();
    try {
      TcpKeepAlive.enable(channel);
      assertThat(channel.config().getOption(ChannelOption.SO_KEEPALIVE)).isTrue();
      int idle = value(channel, ExtendedSocketOptions.TCP_KEEPIDLE);
      int interval = value(channel, ExtendedSocketOptions.TCP_KEEPINTERVAL);
      int probes = value(channel, ExtendedSocketOptions.TCP_KEEPCOUNT);
      assertThat(idle + interval * probes).isBetween(1, 60);
    } finally {
      channel.unsafe().closeForcibly();
    }
  }

  private static int value(NioSocketChannel channel, SocketOption<Integer> option) {
    return channel.config().getOption(NioChannelOption.of(option));
  }
}
