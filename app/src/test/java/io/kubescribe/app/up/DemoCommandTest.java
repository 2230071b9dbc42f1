package io.kubescribe.app.up;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.app.cli.CommandTree;
import io.kubescribe.app.cli.ExitCode;
import io.kubescribe.app.cli.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @TempDir Path parent;

  private int demo(Map<String, String> environment) {
    Terminal terminal =
        new Terminal(
            InputStream.nullInputStream(),
            new ByteArrayOutputStream(),
            new PrintStream(said, true, StandardCharsets.UTF_8),
            environment,
            false,
            false);
    return CommandTree.run(
        terminal,
        List.of(new DemoCommand(terminal)),
        "demo",
        "--data",
        parent.resolve("demo").toString());
  }

  @Test
  void invented_events_never_go_to_an_outside_kafka() {
    int code =
        demo(
            Map.of(
                "KUBESCRIBE_KAFKA_EMBEDDED",
                "false",
                "KUBESCRIBE_KAFKA_BOOTSTRAP_SERVERS",
                "kafka.invalid:9092"));
    assertThat(code).isEqualTo(ExitCode.WRONG_USE);
    assertThat(said.toString(StandardCharsets.UTF_8)).contains("loopback address only");
  }

  @Test
  void nobody_else_can_reach_the_demo() {
    assertThat(demo(Map.of("KUBESCRIBE_QUERY_LISTEN", "0.0.0.0:8080")))
        .isEqualTo(ExitCode.WRONG_USE);
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("query.listen: the demo listens on this machine only");
    assertThat(parent.resolve("demo")).doesNotExist();
  }
}
