package io.kubescribe.ingest.simulated.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubescribe.ingest.simulated.process.Container;
import io.kubescribe.ingest.simulated.process.Ending;
import io.kubescribe.ingest.simulated.process.MemoryFiles;
import io.kubescribe.ingest.simulated.process.Pipe;
import io.kubescribe.ingest.simulated.process.ProcessIo;
import io.kubescribe.ingest.simulated.process.TerminalSize;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CannedShellTest {
  private static final long FILES = 1 << 20;

  private final CannedShell shell = new CannedShell();
  private final MemoryFiles files = new MemoryFiles(FILES, InstantSource.system());
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private ProcessIo io(boolean tty, InputStream in, OutputStream to, String... command) {
    Container container =
        new Container("default", "p", "c", "i", Map.of("HOME", "/root", "A", "b c"), files);
    return new ProcessIo(
        List.of(command), tty, in, to, tty ? to : err, () -> new TerminalSize(80, 24), container);
  }

  private int run(String input, String... command) throws IOException, InterruptedException {
    InputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
    return ((Ending.Exited) shell.run(io(false, in, out, command))).code();
  }

  private String text() {
    return out.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "echo a  b~a b|~0",
        "echo 'a  b' \"$A\" $A~a  b b c b c|~0",
        "echo a\\ b # comment~a b|~0",
        "true && echo yes || echo no~yes|~0",
        "false && echo yes || echo no~no|~0",
        "false; echo $?~1|~0",
        "nope; echo $?~127|~0",
        "echo x >&2; exit 7~''~7",
        "X=1; echo ${X}2 $Y.~12 .|~0",
        "seq 100000 | head -n 2~1|2|~0",
        "yes | head -c 3~y|y~0",
        "seq 3 | grep -v 2 | wc -l~2|~0",
        "mkdir /d && cd /d && echo in > f && cat < f && pwd~in|/d|~0",
        "mkdir -p /e; echo 1 > /e/f; echo 2 >> /e/f; ls /e; cat /e/f~f|1|2|~0",
        "[ -d / ] && test a = a && echo holds~holds|~0",
        "head -c 1K /dev/zero | wc -c~1024|~0",
        "printf '%s-%s\\n' a b~a-b|~0",
        "exit 300~''~44",
        "sh -c 'exit 3'; echo $?~3|~0",
        "echo gone 2>/dev/null 1>/dev/null~''~0"
      })
  void scripts_run(String script, String expected, int code) throws Exception {
    assertThat(run("", "sh", "-c", script))
        .as(err.toString(StandardCharsets.UTF_8))
        .isEqualTo(code);
    assertThat(text().replace('\n', '|')).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '^',
      value = {
        "echo $(id)~'$(' is not played",
        "(id)~'(' is not played",
        "echo 'open~unterminated",
        "| cat~unexpected",
        "&& id~unexpected",
        "echo >~needs a file"
      })
  void what_is_not_played_is_told(String script, String why) throws Exception {
    assertThat(run("", "sh", "-c", script)).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains(why);
  }

  @Test
  void a_script_on_the_input_leaves_the_rest_to_its_commands() throws Exception {
    assertThat(run("echo one\ncat\ntwo\nthree\n", "sh")).isZero();
    assertThat(text()).isEqualTo("one\ntwo\nthree\n");
  }

  @Test
  void an_unknown_command_is_not_started() throws Exception {
    assertThat(shell.run(io(false, InputStream.nullInputStream(), out, "/opt/x")))
        .isInstanceOfSatisfying(
            Ending.NotStarted.class,
            ending ->
                assertThat(ending.message())
                    .endsWith("exec: \"/opt/x\": stat /opt/x: no such file or directory: unknown"));
  }

  @Test
  void a_full_file_system_says_so() throws Exception {
    assertThat(run("", "sh", "-c", "head -c 2M /dev/zero > /f; echo goes on")).isZero();
    assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("head: No space left on device\n");
    assertThat(text()).isEqualTo("goes on\n");
    assertThat(run("x", "tee", "/gone/f")).isEqualTo(1);
  }

  @Test
  void tar_brings_back_what_tar_has_written() throws Exception {
    files.put("/a/" + "long".repeat(40) + ".txt", "content");
    files.put("/a/b/empty", "");
    assertThat(run("", "tar", "cf", "-", "/a")).isZero();
    byte[] archive = out.toByteArray();
    files.remove("/a");
    InputStream in = new ByteArrayInputStream(archive);

    assertThat(shell.run(io(false, in, out, "tar", "-xmf", "-", "-C", "/to"))).isEqualTo(Ending.OK);
    try (InputStream copied = files.read("/to/a/" + "long".repeat(40) + ".txt")) {
      assertThat(copied.readAllBytes()).isEqualTo("content".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(files.entry("/to/a/b/empty")).isPresent();
  }

  @Test
  void a_cut_archive_is_told() throws Exception {
    files.put("/f", "x".repeat(2000));
    assertThat(run("", "tar", "cf", "-", "/f")).isZero();
    InputStream cut = new ByteArrayInputStream(out.toByteArray(), 0, 1000);

    assertThat(shell.run(io(false, cut, out, "tar", "xf", "-"))).isEqualTo(new Ending.Exited(1));
  }

  @Test
  void keys_edit_the_line_on_a_terminal() throws Exception {
    Typist typist = new Typist("sh");
    typist.sees("/ # ");
    typist.types("echx\177o one\r").sees("one\r\n/ # ");
    typist.types("\033[A\033[D\033[D\033[Dx\r").sees("xone\r\n/ # ");
    typist.types("junk\003").sees("^C\r\n/ # ");
    typist.types("sleep 1000\r").sees("sleep 1000\r\n");
    typist.types("\003").sees("/ # ");
    typist.types("echo $?\r").sees("130\r\n/ # ");
    typist.types("cat\r").sees("cat\r\n");
    typist.types("typed\177\r").sees("type\r\n");
    typist.types("\004").sees("/ # ");
    typist.types("stty size; tty\r").sees("24 80\r\n/dev/pts/0\r\n/ # ");
    typist.types("PS1='$ '\r").sees("$ ");
    typist.types("false\r").sees("$ ");
    typist.types("\004");
    assertThat(typist.ending()).isEqualTo(new Ending.Exited(1));
  }

  @Test
  void control_c_ends_what_runs_without_a_shell() throws Exception {
    Typist typist = new Typist("sleep", "1000");
    typist.types("\003");

    assertThat(typist.ending()).isEqualTo(new Ending.Exited(130));
  }

  @Test
  void a_client_that_goes_ends_the_shell() throws Exception {
    Typist typist = new Typist("sh");
    typist.sees("/ # ");
    typist.leaves();

    assertThat(typist.ending()).isEqualTo(Ending.OK);
  }

  @Test
  void a_broken_output_is_the_callers_matter() {
    Pipe closed = new Pipe();
    assertThatThrownBy(
            () -> {
              closed.input().close();
              shell.run(io(false, InputStream.nullInputStream(), closed.output(), "id"));
            })
        .isInstanceOf(IOException.class);
  }

  /// Somebody at a terminal.
  private final class Typist {
    private final Pipe keys = new Pipe();
    private final Pipe screen = new Pipe();
    private final Ending[] ending = new Ending[1];
    private final Thread process;

    Typist(String... command) {
      process =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  ending[0] = shell.run(io(true, keys.input(), screen.output(), command));
                } catch (IOException | InterruptedException e) {
                  ending[0] = new Ending.Reset();
                }
              });
    }

    Typist types(String text) throws IOException {
      keys.output().write(text.getBytes(StandardCharsets.ISO_8859_1));
      return this;
    }

    void sees(String expected) throws IOException {
      StringBuilder seen = new StringBuilder();
      while (!seen.toString().contains(expected)) {
        int b = screen.input().read();
        assertThat(b).as("after " + seen).isNotNegative();
        seen.append((char) b);
      }
    }

    void leaves() throws IOException {
      keys.output().close();
    }

    Ending ending() throws InterruptedException {
      assertThat(process.join(Duration.ofSeconds(10))).isTrue();
      return ending[0];
    }
  }
}
