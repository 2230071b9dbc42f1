package io.kubescribe.ingest.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kubescribe.ingest.http.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A peer that is gone without a word, as when its machine lost its power, on either side: the
/// kernel's keep-alive finds out, and that is armed. How soon it does, see `TcpKeepAliveTest`.
class SilentPeerTest extends SessionFixture {
  private static final List<Path> CONNECTIONS =
      List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));
  private static final String ESTABLISHED = "01";
  private static final String KEEP_ALIVE = "02";

  @Test
  void both_connections_of_a_silent_session_are_probed() throws IOException {
    assumeTrue(Files.isReadable(CONNECTIONS.getFirst()), "no /proc/net/tcp");
    try (Wire wire = session()) {
      assertThat(text(wire, 5)).isEqualTo("ready");
      int front = gateway.gateway.address().port();
      int behind = gateway.server.port();
      await().until(() -> timers(1, front).equals(List.of(KEEP_ALIVE)));
      await().until(() -> timers(2, behind).stream().allMatch(KEEP_ALIVE::equals));
      assertThat(timers(2, behind)).isNotEmpty();
    }
  }

  /// Which timer each established connection has.
  ///
  /// @param column of the port: 1 of this end, 2 of the other
  private static List<String> timers(int column, int port) throws IOException {
    List<String> timers = new ArrayList<>();
    for (Path file : CONNECTIONS) {
      if (Files.isReadable(file)) {
        for (String line : Files.readAllLines(file)) {
          String[] words = line.strip().split("\\s+");
          if (words[column].endsWith(":%04X".formatted(port)) && words[3].equals(ESTABLISHED)) {
            timers.add(words[5].substring(0, KEEP_ALIVE.length()));
          }
        }
      }
    }
    return timers;
  }
}
