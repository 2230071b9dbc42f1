package io.kubescribe.ingest.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import io.kubescribe.core.audit.ClusterName;
import io.kubescribe.ingest.file.FakeServer.Fate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditFileImporterTest {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @TempDir Path folder;

  /// Time that passes only by pausing.
  private static final class FastTime implements Pause {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);

    @Override
    public InstantSource clock() {
      return now::get;
    }

    @Override
    public void pause(Duration duration) {
      now.accumulateAndGet(Instant.EPOCH, (then, _) -> then.plus(duration));
    }
  }

  @Test
  void every_event_arrives_with_its_bytes_from_every_kind_of_file() throws Exception {
    List<String> events = events(0, 1000);
    byte[] lines = lines(events);
    byte[] list =
        ("{\"kind\":\"EventList\",\"apiVersion\":\"audit.k8s.io/v1\",\"items\":["
                + String.join(",", events)
                + "]}")
            .getBytes(StandardCharsets.UTF_8);
    List<byte[]> files =
        List.of(
            lines,
            list,
            DecompressionTest.gzip(lines),
            Zstd.compress(list),
            DecompressionTest.join(DecompressionTest.gzip(lines), DecompressionTest.gzip(list)));
    for (byte[] file : files) {
      try (FakeServer server = new FakeServer().withHiddenTally(3)) {
        AuditFileImporter importer = importer(server, file("audit.log", file));
        ImportResult result = importer.run();

        assertThat(result.added()).isEqualTo(1000);
        assertThat(result.read()).isEqualTo(result.added() + result.duplicates());
        assertThat(result.quarantined()).isZero();
        assertThat(result.problems()).isEmpty();
        assertThat(server.events).containsAll(events);
        assertThat(server.bodySizes).allMatch(size -> size <= 400);
        assertThat(importer.progress().indexed()).isEqualTo(result.read());
        assertThat(importer.progress().bytesRead()).isEqualTo(file.length);
        assertThat(importer.progress().bytesTotal()).hasValue(file.length);
      }
    }
  }

  @Test
  void a_second_run_adds_nothing() throws Exception {
    ImportSource file = file("audit.log", lines(events(0, 500)));
    try (FakeServer server = new FakeServer()) {
      assertThat(importer(server, file).run())
          .isEqualTo(new ImportResult(500, 500, 0, 0, List.of()));
      ImportResult both = importer(server, file).run();
      // The fake counts both runs as one.
      assertThat(server.events).hasSize(1000);
      assertThat(both.read()).isEqualTo(500);
    }
  }

  @Test
  void broken_lines_are_sent_as_they_are_and_the_others_arrive() throws Exception {
    List<String> events = events(0, 900);
    List<String> lines = new ArrayList<>(events);
    lines.add(450, "not json at all");
    lines.add(200, events.get(0).substring(0, 60));
    lines.add("{\"kind\":\"Event\"}");
    lines.add("42");
    try (FakeServer server = new FakeServer()) {
      ImportResult result = importer(server, file("audit.log", lines(lines))).run();

      assertThat(result).isEqualTo(new ImportResult(904, 900, 0, 4, List.of()));
      assertThat(server.events).containsExactlyInAnyOrderElementsOf(events);
      assertThat(server.quarantined.stream().map(String::strip))
          .containsExactlyInAnyOrder(
              "not json at all", events.get(0).substring(0, 60), "{\"kind\":\"Event\"}", "42");
    }
  }

  @Test
  void events_behind_a_break_in_a_list_are_found() throws Exception {
    List<String> events = events(0, 20);
    String list =
        "{\"items\":["
            + String.join(",", events.subList(0, 10))
            + ",{\"broken\":,"
            + String.join(",", events.subList(10, 20))
            + "]}";
    try (FakeServer server = new FakeServer()) {
      ImportResult result =
          importer(server, file("l.json", list.getBytes(StandardCharsets.UTF_8))).run();

      assertThat(server.events).containsExactlyInAnyOrderElementsOf(events);
      assertThat(result.added()).isEqualTo(20);
      assertThat(result.quarantined()).isPositive();
    }
  }

  @Test
  void a_truncated_archive_keeps_what_came_before_and_tells() throws Exception {
    List<String> events = events(0, 3000);
    byte[] whole = DecompressionTest.gzip(lines(events));
    ImportSource cut = file("cut.gz", Arrays.copyOf(whole, whole.length / 2));
    ImportSource other = file("other.log", lines(events(5000, 5003)));
    try (FakeServer server = new FakeServer()) {
      ImportResult result = importer(server, cut, other).run();

      assertThat(result.problems())
          .hasSize(1)
          .first()
          .asString()
          .contains("cut.gz: the gzip data end too early; what came before is imported (");
      assertThat(result.added()).isBetween(1000L, 2000L);
      assertThat(events)
          .containsAll(server.events.stream().filter(e -> !e.contains("-500")).toList());
      assertThat(server.events).containsAll(events(5000, 5003));
    }
  }

  @Test
  void a_list_that_was_cut_is_told() throws Exception {
    byte[] list = ("{\"items\":[" + events(0, 1).getFirst()).getBytes(StandardCharsets.UTF_8);
    try (FakeServer server = new FakeServer()) {
      ImportResult result = importer(server, file("l.json", list)).run();

      assertThat(result.added()).isEqualTo(1);
      assertThat(result.problems()).singleElement().asString().contains("ends inside a list");
    }
  }

  @Test
  void what_the_server_can_not_take_now_is_sent_again() throws Exception {
    try (FakeServer server =
        new FakeServer(Fate.REFUSE_FOR_NOW, Fate.REFUSE_FOR_NOW, Fate.REFUSE_FOR_NOW)) {
      ImportResult result = importer(server, file("audit.log", lines(events(0, 900)))).run();

      assertThat(result).isEqualTo(new ImportResult(900, 900, 0, 0, List.of()));
      assertThat(server.events).hasSize(900);
    }
  }

  @Test
  void a_lost_answer_counts_nothing_twice() throws Exception {
    try (FakeServer server = new FakeServer(Fate.TAKE_AND_HANG_UP, Fate.TAKE_AND_HANG_UP)) {
      ImportResult result = importer(server, file("audit.log", lines(events(0, 900)))).run();

      assertThat(server.events).hasSizeGreaterThan(900);
      assertThat(result).isEqualTo(new ImportResult(900, 900, 0, 0, List.of()));
    }
  }

  @Test
  void a_server_that_does_not_come_back_ends_it_after_minutes() throws Exception {
    ImportTarget gone;
    try (FakeServer server = new FakeServer()) {
      gone = server.target();
    }
    FastTime time = new FastTime();
    AuditFileImporter importer =
        new AuditFileImporter(
            List.of(file("audit.log", lines(events(0, 1)))), gone, "run-1", CLIENT, time);

    assertThatThrownBy(importer::run)
        .isInstanceOf(ImportFailedException.class)
        .hasMessageContaining("gave up after 5 minutes")
        .hasMessageContaining("can't be reached");
    assertThat(Duration.between(Instant.EPOCH, time.clock().instant()))
        .isGreaterThan(Duration.ofMinutes(5));
    assertThat(importer.progress().trouble()).isPresent();
  }

  @Test
  void a_refusal_is_told_and_ends_it() throws Exception {
    try (FakeServer server = new FakeServer(Fate.FORBID)) {
      AuditFileImporter importer = importer(server, file("audit.log", lines(events(0, 1))));

      assertThatThrownBy(importer::run)
          .isInstanceOf(ImportFailedException.class)
          .hasMessageContaining("answers 403: the token may not send for cluster prod");
    }
  }

  @Test
  void a_receiver_that_takes_less_at_once_gets_less_at_once() throws Exception {
    try (FakeServer server = new FakeServer().withLargestBody(10_000)) {
      ImportResult result = importer(server, file("audit.log", lines(events(0, 400)))).run();

      assertThat(result.added()).isEqualTo(400);
      assertThat(server.bodySizes).hasSizeGreaterThan(4);
    }
  }

  @Test
  void a_run_whose_events_do_not_become_searchable_ends_with_what_is_known() throws Exception {
    try (FakeServer server = new FakeServer().withHiddenTally(Integer.MAX_VALUE)) {
      AuditFileImporter importer = importer(server, file("audit.log", lines(events(0, 5))));

      assertThatThrownBy(importer::run)
          .isInstanceOf(ImportFailedException.class)
          .hasMessageContaining("all 5 events are stored")
          .hasMessageContaining("only 0");
    }
  }

  @Test
  void standard_input_has_no_known_size() throws Exception {
    try (FakeServer server = new FakeServer()) {
      AuditFileImporter importer =
          importer(
              server, ImportSource.standardInput(new ByteArrayInputStream(lines(events(0, 10)))));

      assertThat(importer.progress().bytesTotal()).isEmpty();
      assertThat(importer.run().added()).isEqualTo(10);
    }
  }

  @Test
  void empty_files_are_no_problem() throws Exception {
    try (FakeServer server = new FakeServer()) {
      assertThat(importer(server, file("empty", new byte[0])).run())
          .isEqualTo(new ImportResult(0, 0, 0, 0, List.of()));
    }
  }

  @Test
  void targets_keep_their_tokens_to_themselves() {
    ImportTarget target =
        new ImportTarget(
            URI.create("http://h:1/"),
            new ClusterName("a"),
            "s3cret",
            URI.create("http://h:2"),
            "t0p");

    assertThat(target.auditPath()).hasToString("http://h:1/audit/a");
    assertThat(target.tallyPath("r")).hasToString("http://h:2/api/v1/imports/r");
    assertThat(target.toString()).doesNotContain("s3cret").doesNotContain("t0p");
  }

  private static AuditFileImporter importer(FakeServer server, ImportSource... sources) {
    return new AuditFileImporter(
        List.of(sources), server.target(), "run-1", CLIENT, new FastTime());
  }

  private ImportSource file(String name, byte[] content) throws IOException {
    return ImportSource.file(Files.write(folder.resolve(name), content));
  }

  private static byte[] lines(List<String> lines) {
    return lines.stream()
        .collect(Collectors.joining("\n", "", "\n"))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static List<String> events(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i ->
            """
            {"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Metadata","auditID":"id-%d",\
            "stage":"ResponseComplete","requestURI":"/api/v1/pods","verb":"list",\
            "user":{"username":"käthe %d"},"stageTimestamp":"2026-01-01T00:00:00.000000Z"}\
            """
                .formatted(i, i * 7919))
        .toList();
  }
}
