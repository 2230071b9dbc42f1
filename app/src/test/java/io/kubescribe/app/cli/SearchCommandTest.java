package io.kubescribe.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.app.node.RunFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchCommandTest {
  private static final String EXEC =
      """
      {"id":"1","timestamp":"2026-11-24T11:45:06.123456Z","cluster":"prod","auditID":"a-1",\
      "verb":"create","action":"exec","user":"alice","impersonatedUser":"admin","namespace":"shop",\
      "resource":"pods","subresource":"exec","name":"web-1","code":403,"reason":"Forbidden",\
      "sourceIP":"192.0.2.1","command":"cat /etc/shadow","session":null,"groups":["a"],\
      "raw":{"n": 1.50, "user":{"username":"not this"}}}\
      """;
  private static final String VERSION =
      """
      {"id":"2","timestamp":"2026-11-24T11:45:05Z","cluster":"prod","verb":"get",\
      "user":"=HYPERLINK(\\"x\\")","uri":"/version","code":200,"sourceIP":null,"raw":{}}\
      """;

  @TempDir Path data;

  private final TestTerminal terminal = new TestTerminal();
  private FakeApi api;

  @BeforeEach
  void start() throws IOException {
    api = new FakeApi();
    api.events.add(EXEC);
    api.events.add(VERSION);
    new RunFile(api.uri(), null, null, "127.0.0.1:1", ProcessHandle.current().pid()).write(data);
    Files.writeString(data.resolve("admin.token"), FakeApi.TOKEN + "\n");
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void a_table_tells_time_who_what_on_what_result_from() {
    assertThat(search("action:exec", "ns:shop", "--from", "now-24h")).isZero();

    assertThat(terminal.out())
        .isEqualTo(
            """
            TIME (UTC)               WHO              WHAT  ON WHAT                                RESULT         FROM
            2026-11-24 11:45:06.123  alice as admin   exec  shop pods/web-1/exec: cat /etc/shadow  403 Forbidden  192.0.2.1
            2026-11-24 11:45:05      =HYPERLINK("x")  get   /version                               200            –
            """);
    assertThat(terminal.err()).isEqualTo("2 events\n");
    assertThat(api.asked)
        .containsExactly(
            Map.of("q", "action:exec ns:shop", "from", "now-24h", "order", "desc", "limit", "100"));
  }

  @Test
  void a_table_fits_the_terminal_and_drives_it_nowhere() {
    api.events.add(EXEC.replace("alice", "\\u001b[2Jevil\\u202e\\n日本" + "x".repeat(500)));
    terminal.isTerminal = true;
    terminal.environment.put("COLUMNS", "100");
    terminal.environment.put("NO_COLOR", "1");

    assertThat(search("")).isZero();

    assertThat(terminal.out().lines()).hasSize(4).allMatch(line -> line.length() <= 100);
    assertThat(terminal.out()).contains("\\u001b[2Jevil").doesNotContain("\u001b");
  }

  @Test
  void failures_are_red_for_those_who_like_colour() {
    terminal.isTerminal = true;
    terminal.environment.put("COLUMNS", "200");
    search("");
    assertThat(terminal.out())
        .contains("\u001b[31m403 Forbidden\u001b[0m")
        .contains("\u001b[1mTIME");
  }

  @Test
  void json_is_the_answer_of_the_api_with_every_byte_of_the_events() {
    assertThat(search("", "-o", "json", "--order", "asc")).isZero();

    assertThat(terminal.out())
        .isEqualTo(
            "{\"events\":[\n"
                + EXEC
                + ",\n"
                + VERSION
                + "\n],\"next\":null,\"total\":{\"value\":2,\"exact\":true},\"tookMs\":2}\n");
    assertThat(terminal.err()).isEmpty();
    assertThat(api.asked.getFirst()).containsEntry("order", "asc");
  }

  @Test
  void ndjson_is_one_event_a_line() {
    assertThat(search("", "-o", "ndjson")).isZero();
    assertThat(terminal.out()).isEqualTo(EXEC + "\n" + VERSION + "\n");
  }

  @Test
  void json_for_a_terminal_has_control_characters_escaped() {
    api.events.clear();
    api.events.add("{\"user\":\"a\u009b31m\u202eb\"}");
    terminal.isTerminal = true;
    search("", "-o", "ndjson");
    assertThat(terminal.out()).isEqualTo("{\"user\":\"a\\u009b31m\\u202eb\"}\n");
  }

  @Test
  void csv_is_quoted_and_holds_no_formulas() {
    assertThat(search("", "-o", "csv")).isZero();

    assertThat(terminal.out().split("\r\n"))
        .hasSize(3)
        .anyMatch(line -> line.startsWith("timestamp,cluster,user,"))
        .anyMatch(
            line -> line.startsWith("2026-11-24T11:45:05Z,prod,\"'=HYPERLINK(\"\"x\"\")\",,get,"));
  }

  @Test
  void cells_that_could_be_formulas_are_text() {
    for (String formula : List.of("=1+1", "+1", "-1", "@SUM(A1)")) {
      assertThat(CsvOutput.cell(formula)).isEqualTo("'" + formula);
    }
    assertThat(CsvOutput.cell("a=b")).isEqualTo("a=b");
    assertThat(CsvOutput.cell("a,b")).isEqualTo("\"a,b\"");
  }

  @Test
  void cells_with_line_ends_and_controls_are_harmless() {
    assertThat(CsvOutput.cell("\tx")).isEqualTo("\"'\tx\"");
    assertThat(CsvOutput.cell("\rx")).isEqualTo("\"'\rx\"");
    assertThat(CsvOutput.cell("a\nb")).isEqualTo("\"a\nb\"");
    assertThat(CsvOutput.cell("a\u001b[2J")).isEqualTo("a\\u001b[2J");
  }

  @Test
  void more_than_a_page_is_fetched_page_by_page() {
    api.events.clear();
    IntStream.range(0, 2500).forEach(i -> api.events.add("{\"id\":\"" + i + "\"}"));

    assertThat(search("", "--limit", "2100", "-o", "ndjson")).isZero();

    assertThat(terminal.out().lines()).hasSize(2100).last().isEqualTo("{\"id\":\"2099\"}");
    assertThat(api.asked.stream().map(asked -> asked.get("limit")))
        .containsExactly("1000", "1000", "100");
    assertThat(search("", "--limit", "0", "-o", "ndjson")).isZero();
    assertThat(terminal.out().lines()).hasSize(4600);
  }

  @Test
  void a_table_tells_when_there_are_more() {
    search("", "--limit", "1");
    assertThat(terminal.err()).isEqualTo("1 of 2 events; --limit 0 shows all\n");
  }

  @Test
  void nothing_found_is_told_in_each_form() {
    api.events.clear();
    search("");
    assertThat(terminal.err()).isEqualTo("no events\n");
    search("", "-o", "json");
    assertThat(terminal.out())
        .isEqualTo(
            "{\"events\":[],\"next\":null,\"total\":{\"value\":0,\"exact\":true},\"tookMs\":2}\n");
  }

  @Test
  void a_wrong_query_is_shown_with_its_column() {
    api.failWith(
        400,
        "{\"error\":{\"code\":\"bad_query\",\"message\":\"column 8: expected a value\","
            + "\"detail\":{\"column\":8,\"expected\":\"a value\"}}}");

    assertThat(search("action:")).isEqualTo(2);

    assertThat(terminal.err())
        .isEqualTo(
            """
            kubescribe: column 8: expected a value
            kubescribe:   action:
            kubescribe:          ^
            """);
    assertThat(terminal.out()).isEmpty();
  }

  @Test
  void other_refusals_are_told() {
    api.failWith(
        400,
        "{\"error\":{\"code\":\"bad_request\",\"message\":\"parameter 'from' must be x\",\"detail\":null}}");
    assertThat(search("", "--from", "soon")).isEqualTo(2);
    assertThat(terminal.err()).isEqualTo("kubescribe: parameter 'from' must be x\n");

    api.failWith(502, "<html>");
    assertThat(search("")).isEqualTo(1);
    assertThat(terminal.err()).contains("answers 502: is it a Kubescribe server?");
  }

  @Test
  void a_token_that_the_server_does_not_know_is_told() {
    assertThat(search("", "--token", "other")).isEqualTo(1);
    assertThat(terminal.err())
        .isEqualTo(
            "kubescribe: "
                + api.uri()
                + " does not know the token from --token or KUBESCRIBE_TOKEN: is it that server's?\n");
  }

  @Test
  void no_server_is_told() throws IOException {
    URI gone = api.uri();
    api.close();
    assertThat(search("")).isEqualTo(1);
    assertThat(terminal.err())
        .isEqualTo(
            "kubescribe: no server answers at "
                + gone
                + ": start one with 'up', or name another with --server or --data\n");
    Files.delete(data.resolve("admin.token"));
    assertThat(search("")).isEqualTo(2);
    assertThat(terminal.err()).contains("there is no token in " + data.resolve("admin.token"));
  }

  @Test
  void the_token_of_this_machine_is_sent_to_no_other() {
    assertThat(search("", "--server", "http://192.0.2.9:8080")).isEqualTo(2);
    assertThat(terminal.err()).contains("a token for http://192.0.2.9:8080 is missing");
    assertThat(search("", "--server", api.uri().toString())).isZero();
  }

  @Test
  void variables_name_server_and_token() {
    terminal.environment.put("KUBESCRIBE_SERVER", api.uri().toString());
    terminal.environment.put("KUBESCRIBE_TOKEN", FakeApi.TOKEN);
    assertThat(terminal.run(new SearchCommand(terminal.open()), "search", "--data", "/none"))
        .isZero();
  }

  @ParameterizedTest
  @CsvSource({"--limit,-1", "--limit,x", "--order,up", "-o,xml", "--server,127.0.0.1:8080"})
  void wrong_options_are_told(String option, String value) {
    assertThat(search("", option, value)).isEqualTo(2);
    assertThat(terminal.err().lines()).hasSize(1);
  }

  @Test
  void a_reader_that_has_enough_is_no_failure_but_a_full_disk_is() {
    assertThat(searchInto("Broken pipe")).isZero();
    assertThat(searchInto("No space left on device")).isEqualTo(1);
    assertThat(terminal.err()).isEqualTo("kubescribe: writing failed: No space left on device\n");
  }

  private int searchInto(String failure) {
    OutputStream out =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException(failure);
          }
        };
    Terminal open = terminal.open();
    Terminal failing =
        new Terminal(
            open.in(),
            out,
            new PrintStream(open.err(), true, StandardCharsets.UTF_8),
            open.environment(),
            false,
            false);
    return CommandTree.run(
        failing,
        List.of(new SearchCommand(failing)),
        "search",
        "--data",
        data.toString(),
        "-o",
        "ndjson");
  }

  private int search(String... arguments) {
    List<String> all = new ArrayList<>(List.of("search", "--data", data.toString()));
    Arrays.stream(arguments).filter(argument -> !argument.isEmpty()).forEach(all::add);
    return terminal.run(new SearchCommand(terminal.open()), all.toArray(String[]::new));
  }
}
