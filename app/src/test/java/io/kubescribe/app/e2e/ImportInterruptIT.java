package io.kubescribe.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Ctrl-C in the middle of an import.
@Timeout(300)
@EnabledOnOs(OS.LINUX)
class ImportInterruptIT {
  private static final int EVENTS = 20_000;

  /// What a shell shows for a process that Ctrl-C ended: 128 and the signal's number.
  private static final int BY_CTRL_C = 130;

  private static final Pattern SAID =
      Pattern.compile("kubescribe: interrupted: (\\d+) events are acknowledged, (\\d+) of them");

  @TempDir Path folder;

  @Test
  void an_interrupted_import_says_what_is_there_and_the_next_one_adds_the_rest() throws Exception {
    Path data = folder.resolve("data");
    String log = lines();
    try (ProcessNode node = new ProcessNode(data)) {
      node.awaitReady();
      Answers answers = node.answers();
      Process first = importing(data, "first");
      OutputStream in = first.getOutputStream();
      in.write(log.getBytes(StandardCharsets.UTF_8));
      in.flush();
      // Standard input stays open: the import would go on for ever.
      await().atMost(Duration.ofSeconds(60)).until(() -> answers.count("cluster:default") > 0);
      Program.interrupt(first);
      assertThat(first.waitFor(20, TimeUnit.SECONDS)).as("ends soon").isTrue();
      assertThat(first.exitValue()).isEqualTo(BY_CTRL_C);
      Matcher said = SAID.matcher(said("first"));
      assertThat(said.find()).as(said("first")).isTrue();
      assertThat(said("first")).contains("running the import again is safe");
      long acknowledged = Long.parseLong(said.group(1));
      assertThat(acknowledged).isBetween(Long.parseLong(said.group(2)), (long) EVENTS);
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> answers.count("cluster:default") >= acknowledged);

      Process second = importing(data, "second");
      try (OutputStream all = second.getOutputStream()) {
        all.write(log.getBytes(StandardCharsets.UTF_8));
      }
      String counts = new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(second.waitFor()).as(said("second")).isZero();
      assertThat(counts).contains("read         " + EVENTS).contains("quarantined  0");
      assertThat(answers.count("cluster:default")).isEqualTo(EVENTS);
    }
  }

  private Process importing(Path data, String name) throws IOException {
    return Program.with(List.of("import", "-", "--data", data.toString()))
        .redirectError(folder.resolve(name).toFile())
        .start();
  }

  private String said(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  private static String lines() {
    Instant begin = Instant.parse("2026-01-01T00:00:00Z");
    return IntStream.range(0, EVENTS)
        .mapToObj(i ->
            """
            {"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Metadata","auditID":"id-%d",\
            "stage":"ResponseComplete","requestURI":"/api/v1/pods","verb":"list",\
            "user":{"username":"alice"},"stageTimestamp":"%s"}
            """
                .formatted(i, begin.plusSeconds(i)))
        .collect(Collectors.joining());
  }
}
