package io.kubescribe.app.demo;

import io.kubescribe.core.session.SessionStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a real program put out on a real terminal, recorded by `app/src/demo/record.py`, where the
/// form of the files is described.
///
/// @param columns of the terminal; 0 without one
record DemoRecording(
    List<String> command, boolean tty, int columns, int rows, List<Happening> happenings) {
  /// Something at a time since the start.
  sealed interface Happening {
    Duration at();

    record Output(Duration at, SessionStream stream, String text) implements Happening {}

    record Resized(Duration at, int columns, int rows) implements Happening {}

    record Exited(Duration at, int code) implements Happening {}
  }

  private static final JsonMapper JSON = new JsonMapper();

  DemoRecording {
    command = List.copyOf(command);
    happenings = List.copyOf(happenings);
  }

  /// @param name of the file, without its ending
  static DemoRecording read(String name) {
    String file = "sessions/" + name + ".jsonl";
    try (InputStream in =
        Objects.requireNonNull(DemoRecording.class.getResourceAsStream(file), file)) {
      List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      JsonNode header = JSON.readTree(lines.getFirst());
      List<String> command = new ArrayList<>();
      header.get("command").forEach(part -> command.add(part.asString()));
      return new DemoRecording(
          command,
          header.get("tty").asBoolean(),
          header.path("columns").asInt(0),
          header.path("rows").asInt(0),
          lines.stream().skip(1).map(JSON::readTree).map(DemoRecording::happening).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Happening happening(JsonNode line) {
    Duration at = Duration.ofNanos(Math.round(line.get(0).asDouble() * 1e9));
    JsonNode data = line.get(2);
    return switch (line.get(1).asString()) {
      case "out" -> new Happening.Output(at, SessionStream.STDOUT, data.asString());
      case "err" -> new Happening.Output(at, SessionStream.STDERR, data.asString());
      case "resize" -> new Happening.Resized(at, data.get(0).asInt(), data.get(1).asInt());
      case "exit" -> new Happening.Exited(at, data.asInt());
      default -> throw new IllegalStateException("recording has an unknown line: " + line);
    };
  }

  /// How long the session took.
  Duration duration() {
    return happenings.getLast().at();
  }
}
