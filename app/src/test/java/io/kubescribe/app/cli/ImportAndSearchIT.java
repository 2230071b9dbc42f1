package io.kubescribe.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.app.config.AppConfig;
import io.kubescribe.app.config.ConfigLoader;
import io.kubescribe.app.config.Setting;
import io.kubescribe.app.node.Node;
import io.kubescribe.app.node.Role;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `import` and `search` with real servers.
class ImportAndSearchIT {
  @TempDir Path folder;

  @Test
  void files_are_imported_with_and_without_a_running_server_and_found() throws Exception {
    Path data = folder.resolve("data");
    Path log = Files.write(folder.resolve("audit.log.gz"), gzip(lines(0, 1000) + "torn {\n"));

    TestTerminal alone = new TestTerminal();
    assertThat(run(alone, "import", log, "--data", data, "--cluster", "prod")).isZero();
    assertThat(alone.out()).isEqualTo(counts(1001, 1000, 0, 1));
    assertThat(alone.err()).startsWith("no server runs on " + data);

    TestTerminal none = new TestTerminal();
    assertThat(run(none, "search", "--data", data)).isEqualTo(1);
    assertThat(none.err()).contains("no server answers at");

    AppConfig config =
        ConfigLoader.load(
            null,
            Map.of(),
            List.of(
                new Setting("dataDir", data.toString(), "test"),
                new Setting("ingest.audit.clusters", "prod", "test"),
                new Setting("ingest.audit.listen", "127.0.0.1:0", "test"),
                new Setting("query.listen", "127.0.0.1:0", "test"),
                new Setting("kafka.bootstrapServers", "127.0.0.1:0", "test")));
    try (Node node = new Node(config, Set.of(Role.values()), InstantSource.system())) {
      node.start();
      assertThat(node.addresses().ui()).isNotNull();

      TestTerminal again = new TestTerminal();
      assertThat(run(again, "import", log, "--data", data)).isZero();
      assertThat(again.out()).isEqualTo(counts(1001, 0, 1000, 1));

      TestTerminal pipe = new TestTerminal();
      pipe.in = lines(990, 1500).getBytes(StandardCharsets.UTF_8);
      assertThat(run(pipe, "import", "-", "--data", data)).isZero();
      assertThat(pipe.out()).isEqualTo(counts(510, 500, 10, 0));

      TestTerminal search = new TestTerminal();
      assertThat(run(search, "search", "user:alice-1499", "--data", data, "-o", "json")).isZero();
      assertThat(search.out()).contains("\"auditID\":\"id-1499\"");
      TestTerminal all = new TestTerminal();
      assertThat(run(all, "search", "--data", data, "-o", "ndjson", "--limit", "0")).isZero();
      assertThat(all.out().lines()).hasSize(1500);
      TestTerminal wrong = new TestTerminal();
      assertThat(run(wrong, "search", "code:[1 TO", "--data", data)).isEqualTo(2);
      assertThat(wrong.err()).contains("kubescribe:   code:[1 TO\n").contains("^");

      TestTerminal other = new TestTerminal();
      assertThat(run(other, "import", log, "--data", data, "--cluster", "test")).isEqualTo(2);
      assertThat(other.err()).contains("does not know cluster test (it knows: prod)");

      TestTerminal missing = new TestTerminal();
      assertThat(run(missing, "import", log, folder.resolve("none"), "--data", data)).isEqualTo(2);
      assertThat(missing.err()).contains("none does not exist; nothing was imported");

      byte[] cut = gzip(lines(2000, 4000));
      Path torn = Files.write(folder.resolve("torn.gz"), Arrays.copyOf(cut, cut.length / 2));
      TestTerminal truncated = new TestTerminal();
      assertThat(run(truncated, "import", torn, "--data", data)).isEqualTo(1);
      assertThat(truncated.err()).contains("torn.gz: the gzip data end too early");
    }
  }

  private static int run(TestTerminal terminal, Object... arguments) {
    String[] texts = Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
    Terminal open = terminal.open();
    return CommandTree.run(open, List.of(new ImportCommand(open), new SearchCommand(open)), texts);
  }

  private static String counts(int read, int added, int duplicate, int quarantined) {
    return "read         %d\nnew          %d\nduplicate    %d\nquarantined  %d\n"
        .formatted(read, added, duplicate, quarantined);
  }

  private static String lines(int from, int to) {
    Instant begin = Instant.parse("2026-01-01T00:00:00Z");
    return IntStream.range(from, to)
        .mapToObj(i ->
            """
            {"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Metadata","auditID":"id-%d",\
            "stage":"ResponseComplete","requestURI":"/api/v1/pods","verb":"list",\
            "user":{"username":"alice-%d"},"stageTimestamp":"%s"}
            """
                .formatted(i, i, begin.plus(Duration.ofSeconds(i))))
        .collect(Collectors.joining());
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream stored = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(stored)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return stored.toByteArray();
  }
}
