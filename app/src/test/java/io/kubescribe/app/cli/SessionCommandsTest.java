package io.kubescribe.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.app.node.RunFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionCommandsTest {
  private static final String ID = "019abf3e-6f00-7c11-8a22-5d1f0e6b9a01";
  private static final String SESSION =
      """
      {"id":"019abf3e-6f00-7c11-8a22-5d1f0e6b9a01","cluster":"prod","namespace":"shop",\
      "pod":"web-1","container":"web","user":"alice","impersonatedUser":null,"command":"sh\\u001b[2J",\
      "tty":true,"start":"2026-11-20T08:05:00.5Z","end":null,"durationMs":3723000,\
      "state":"live","gaps":0}\
      """;
  private static final String CAST =
      """
      {"version":2,"width":80,"height":24}
      [0.5,"o","$ ls\\r\\n"]
      [0.6,"i","x"]
      [60.5,"o","\\u001b]52;c;AAAA\\u0007file\\u001b[6n\\r\\n"]
      [60.75,"x","0"]
      """;

  @TempDir Path data;

  private final TestTerminal terminal = new TestTerminal();
  private final List<Long> pauses = new ArrayList<>();
  private FakeApi api;

  @BeforeEach
  void start() throws IOException {
    api = new FakeApi();
    new RunFile(api.uri(), null, null, "127.0.0.1:1", ProcessHandle.current().pid()).write(data);
    Files.writeString(data.resolve("admin.token"), FakeApi.TOKEN + "\n");
    api.files.put("/api/v1/sessions", "{\"sessions\":[" + SESSION + "],\"next\":null}");
    api.files.put("/api/v1/sessions/" + ID + "/recording.cast", CAST);
    api.files.put("/api/v1/sessions/" + ID + "/transcript", "0:00:00.500  $ ls\u001b[2J\n");
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private int run(Object command, String... arguments) {
    return terminal.run(
        command,
        Stream.concat(
                Stream.of(
                    command
                        .getClass()
                        .getSimpleName()
                        .replace("Command", "")
                        .toLowerCase(Locale.ROOT)),
                Stream.concat(Arrays.stream(arguments), Stream.of("--data", data.toString())))
            .toArray(String[]::new));
  }

  private int sessions(String... arguments) {
    return run(new SessionsCommand(terminal.open()), arguments);
  }

  private int play(String... arguments) {
    return run(new PlayCommand(terminal.open(), pauses::add), arguments);
  }

  private int export(String... arguments) {
    return run(new ExportCommand(terminal.open()), arguments);
  }

  @Test
  void sessions_are_a_table_that_drives_the_terminal_nowhere() {
    assertThat(sessions("state:live", "--from", "now-1d")).isZero();
    assertThat(terminal.out())
        .isEqualTo(
            """
            START (UTC)          STATE  LENGTH   WHO    WHERE                COMMAND      ID
            2026-11-20 08:05:00  live   1:02:03  alice  prod shop/web-1 web  sh\\u001b[2J  019abf3e-6f00-7c11-8a22-5d1f0e6b9a01
            """);
    assertThat(terminal.err()).isEqualTo("1 session\n");
    assertThat(api.asked)
        .containsExactly(Map.of("q", "state:live", "from", "now-1d", "limit", "100"));
    assertThat(sessions("-o", "ndjson")).isZero();
    assertThat(terminal.out()).endsWith("\"gaps\":0}\n");
  }

  @Test
  void a_session_is_played_in_time_and_the_terminal_restored() {
    terminal.isTerminal = true;
    terminal.environment.put("COLUMNS", "80");
    assertThat(play(ID, "--speed", "2", "--idle-limit", "4", "--at", "1:00:02.5")).isZero();
    assertThat(terminal.out())
        .isEqualTo("\u001b[0m\u001b[2J\u001b[H$ ls\r\nfile\r\n" + CastPlayer.RESTORE);
    assertThat(pauses)
        .extracting(nanos -> Math.round(nanos / 1e6))
        .containsExactly(250L, 50L, 2_000L, 125L);
    assertThat(api.asked).containsExactly(Map.of("version", "2", "from", "3602.5"));
  }

  @Test
  void what_is_no_terminal_gets_no_escape_sequences() {
    assertThat(play(ID)).isEqualTo(ExitCode.WRONG_USE);
    assertThat(terminal.out()).isEmpty();
    assertThat(terminal.err()).contains("export --session ID");
  }

  @ParameterizedTest
  @CsvSource({
    "x, --speed, 1, id of a session",
    ID + ", --speed, 0, --speed",
    ID + ", --idle-limit, -1, --idle-limit",
    ID + ", --at, soon, --at",
    "019abf3e-6f00-7c11-8a22-5d1f0e6b9a02, --at, 1, no such thing"
  })
  void wrong_use_is_told(String id, String option, String value, String says) {
    terminal.isTerminal = true;
    assertThat(play(id, option, value)).isNotZero();
    assertThat(terminal.err()).contains(says);
    assertThat(terminal.out()).isEmpty();
  }

  @Test
  void a_cast_goes_into_a_file_whole_or_not_at_all() throws IOException {
    Path file = data.resolve("one.cast");
    assertThat(export("--session", ID, "-f", file.toString())).isZero();
    assertThat(file).hasContent(CAST);
    assertThat(export("--session", ID, "-f", file.toString())).isEqualTo(ExitCode.WRONG_USE);
    assertThat(terminal.err()).contains("exists");
    Path cut = data.resolve("cut.cast");
    api.breakOff = true;
    assertThat(export("--session", ID, "-f", cut.toString())).isEqualTo(ExitCode.FAILED);
    assertThat(cut).doesNotExist();
    api.breakOff = false;
    assertThat(export("--session", ID, "-f", cut.toString(), "-o", "cast3")).isZero();
    assertThat(cut).hasContent(CAST);
    assertThat(api.asked.getLast()).isEqualTo(Map.of("version", "3"));
  }

  @Test
  void a_transcript_is_bytes_for_a_pipe_and_harmless_on_a_terminal() {
    assertThat(export("--session", ID, "-o", "text")).isZero();
    assertThat(terminal.out()).isEqualTo("0:00:00.500  $ ls\u001b[2J\n");
    terminal.isTerminal = true;
    assertThat(export("--session", ID, "-o", "text")).isZero();
    assertThat(terminal.out()).endsWith("0:00:00.500  $ ls\\u001b[2J\n");
  }

  @ParameterizedTest
  @CsvSource({"ndjson", "csv"})
  void an_export_of_events_goes_on_where_it_was_interrupted(String form) throws IOException {
    IntStream.range(0, 2_500)
        .forEach(
            i -> api.events.add("{\"id\":\"%d\",\"user\":\"u%d\",\"raw\":{}}".formatted(i, i)));
    Path whole = data.resolve("whole");
    assertThat(export("user:u*", "-o", form, "-f", whole.toString())).isZero();
    Path parts = data.resolve("parts");
    api.answersLeft.set(2);
    assertThat(export("user:u*", "-o", form, "-f", parts.toString())).isEqualTo(ExitCode.FAILED);
    assertThat(parts).doesNotExist();
    // A page that was cut off in the middle.
    Files.writeString(data.resolve("parts.part"), "{\"id\":", StandardOpenOption.APPEND);
    api.answersLeft.set(Integer.MAX_VALUE);
    assertThat(export("other", "-o", form, "-f", parts.toString())).isEqualTo(ExitCode.WRONG_USE);
    assertThat(export("user:u*", "-o", form, "-f", parts.toString())).isZero();
    assertThat(parts).hasSameTextualContentAs(whole);
    assertThat(terminal.err()).contains("goes on behind");
    try (Stream<Path> files = Files.list(data)) {
      assertThat(files.map(file -> file.getFileName().toString()).collect(Collectors.toSet()))
          .contains("whole", "parts")
          .noneMatch(name -> name.endsWith(".part") || name.endsWith(".resume"));
    }
    assertThat(Files.readAllLines(whole)).hasSize(form.equals("csv") ? 2_501 : 2_500);
  }

  @ParameterizedTest
  @CsvSource({"-o cast", "--session x -o csv", "--session x --from now", "--session x word"})
  void forms_and_what_they_are_of_must_fit(String arguments) {
    assertThat(export(arguments.split(" "))).isEqualTo(ExitCode.WRONG_USE);
    assertThat(api.asked).isEmpty();
  }
}
