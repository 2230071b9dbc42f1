package io.kubescribe.replay.derive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The readers inside the player, which `reader.mjs` runs in a process of Node's.
public final class PlayerReader {
  private static final Path FOLDER = Path.of("src/test/oracle");

  private PlayerReader() {}

  public static JsonNode cast(Path file) throws IOException, InterruptedException {
    return read("cast", file);
  }

  public static JsonNode segments(Path folder) throws IOException, InterruptedException {
    return read("segments", folder);
  }

  public static JsonNode alis(Path file) throws IOException, InterruptedException {
    return read("alis", file);
  }

  private static JsonNode read(String what, Path file) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                "node",
                FOLDER.resolve("reader.mjs").toString(),
                FOLDER.resolve("node_modules").toString(),
                what,
                file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = process.waitFor();
    if (status != 0) {
      throw new IOException("the player refuses " + file + ", exit " + status);
    }
    return JsonMapper.shared().readTree(answer);
  }
}
