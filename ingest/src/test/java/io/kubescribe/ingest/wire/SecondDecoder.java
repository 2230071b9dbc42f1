package io.kubescribe.ingest.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kubescribe.core.json.StrictJson;
import io.kubescribe.core.session.SessionOutcome;
import io.kubescribe.core.session.SessionStream;
import io.kubescribe.ingest.session.CollectingSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// A decoder of captured connections in another language, written from the specification alone.
public final class SecondDecoder {
  private static final Path PROGRAM = Path.of("src/test/python/decode_streams.py");

  private SecondDecoder() {}

  /// What it finds in each; tests are skipped where it can't run.
  public static List<JsonNode> decode(List<Path> files) throws Exception {
    List<String> command = new ArrayList<>(List.of("python3", PROGRAM.toString()));
    files.forEach(file -> command.add(file.toString()));
    Process process;
    try {
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    } catch (IOException e) {
      assumeTrue(false, "no python3 on the path");
      throw e;
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return output.lines().map(StrictJson.MAPPER::readTree).toList();
  }

  /// What a sink was told, in the form of this decoder.
  public static JsonNode summary(CollectingSink found) throws Exception {
    assertThat(found.flaws()).isEmpty();
    var tree = StrictJson.MAPPER.createObjectNode().put("session", true);
    var streams = tree.putObject("streams");
    for (SessionStream stream : SessionStream.values()) {
      byte[] bytes = found.bytes(stream);
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      streams
          .putObject(stream.wireName())
          .put("length", bytes.length)
          .put("sha256", HexFormat.of().formatHex(hash));
    }
    var resizes = tree.putArray("resizes");
    String status = "";
    var ports = StrictJson.MAPPER.createArrayNode();
    boolean ended = false;
    for (String line : found.lines()) {
      String[] words = line.split("[ x]");
      switch (words[0]) {
        case "resize" ->
            resizes.addArray().add(Integer.parseInt(words[1])).add(Integer.parseInt(words[2]));
        case "status" -> {
          status = line.substring("status ".length());
          ended = !status.isEmpty();
        }
        case "ended" ->
            ports
                .addArray()
                .add(Integer.parseInt(words[1]))
                .add(words[2])
                .add(Integer.parseInt(words[3]))
                .add(Integer.parseInt(words[4]));
        default -> {}
      }
    }
    tree.put("status", status);
    var exit = SessionOutcome.of(status.getBytes(StandardCharsets.UTF_8)).exitCode();
    if (ended && exit.isPresent()) {
      tree.put("exit", exit.getAsInt());
    } else {
      tree.putNull("exit");
    }
    return tree.set("ports", ports);
  }
}
