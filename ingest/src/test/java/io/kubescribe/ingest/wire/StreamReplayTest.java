package io.kubescribe.ingest.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kubescribe.core.json.StrictJson;
import io.kubescribe.core.session.SessionOutcome;
import io.kubescribe.core.session.SessionStream;
import io.kubescribe.ingest.session.CollectingSink;
import io.kubescribe.ingest.session.Conversation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Compares what is decoded of captured connections with what a second decoder finds, which is
/// written in another language from the specification alone.
class StreamReplayTest {
  private static final Path STREAMS =
      Path.of(System.getProperty("kubescribe.testData", "."), "streams");
  private static final Path SECOND_DECODER = Path.of("src/test/python/decode_streams.py");
  private static final int CUTS = Boolean.getBoolean("kubescribe.soak") ? 100 : 4;

  @Test
  void both_decoders_find_the_same_in_every_capture() throws Exception {
    assumeTrue(Files.isDirectory(STREAMS), "no captured streams");
    List<Path> files = captures();
    List<JsonNode> expected = secondDecoder(files);
    assertThat(expected).hasSameSizeAs(files);
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    int sessions = 0;
    for (int i = 0; i < files.size(); i++) {
      Capture capture = new Capture(files.get(i));
      boolean session = expected.get(i).get("session").asBoolean();
      assertThat(capture.protocol().isPresent()).isEqualTo(session);
      if (session) {
        sessions++;
        Conversation talk = capture.conversation(new WireDecoders(() -> 0));
        String what = "%s, seed %d".formatted(files.get(i).getFileName(), seed);
        List<String> whole = talk.decodedWhole().lines();
        for (int cut = 0; cut < CUTS; cut++) {
          CollectingSink found = talk.decodedCut(random);
          assertThat(found.lines()).as(what).isEqualTo(whole);
          assertThat(summary(found)).as(what).isEqualTo(expected.get(i));
        }
      }
    }
    assertThat(sessions).isGreaterThan(30);
  }

  private static List<Path> captures() throws IOException {
    try (Stream<Path> files = Files.list(STREAMS)) {
      return files.filter(file -> file.toString().endsWith(".ndjson.gz")).sorted().toList();
    }
  }

  private static List<JsonNode> secondDecoder(List<Path> files) throws Exception {
    List<String> command = new ArrayList<>(List.of("python3", SECOND_DECODER.toString()));
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

  /// In the form of the second decoder.
  private static JsonNode summary(CollectingSink found) throws Exception {
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
