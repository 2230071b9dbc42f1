package io.kubescribe.app.e2e;

import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kubescribe.app.demo.DemoStory;
import io.kubescribe.core.session.SessionId;
import io.kubescribe.core.session.SessionOutcome;
import io.kubescribe.core.session.SessionRecord;
import io.kubescribe.core.session.SessionStart;
import io.kubescribe.core.session.SessionStream;
import io.kubescribe.testkit.Kubectl;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a person does with the demo's cluster: real kubectl, through the gateway, onto the log and
/// into the search.
class RecordedSessionIT {
  private static final String BANNER = "This session is recorded.\n";
  private static final String SCRIPT = "echo début; echo oops >&2; seq 1 20000; exit 7";

  /// Sessions that the demo shows from its start.
  private static final int SHOWN =
      new DemoStory(InstantSource.system(), 1).tell().sessions().size();

  @TempDir Path folder;

  @Test
  void what_kubectl_shows_stands_in_the_log_and_its_id_in_the_audit_event() throws Exception {
    assumeTrue(Kubectl.find().isPresent(), "there is no kubectl on the search path");
    Path data = folder.resolve("demo");
    Process demo = start(data);
    try {
      String ready = Program.awaitReady(demo, log());
      for (boolean webSocket : new boolean[] {true, false}) {
        Kubectl kubectl =
            new Kubectl(
                Kubectl.find().orElseThrow(), data.resolve("kubeconfig"), folder, webSocket);
        Kubectl.Result shown = kubectl.run("exec", "toolbox", "-c", "sh", "--", "sh", "-c", SCRIPT);
        assertThat(shown.code()).isEqualTo(7);
        assertThat(shown.out()).startsWith("début\n1\n").endsWith("20000\n");
        assertThat(shown.err()).startsWith(BANNER + "oops\n");
        Map<SessionId, List<SessionRecord>> sessions =
            SessionLog.ended(address(ready, "kafka"), SHOWN + (webSocket ? 1 : 2));
        // Ids begin with their time.
        SessionId session = Collections.max(sessions.keySet(), comparing(SessionId::toString));
        List<SessionRecord> records = sessions.getOrDefault(session, List.of());
        assertThat(text(records, SessionStream.STDOUT)).isEqualTo(shown.out());
        assertThat(text(records, SessionStream.STDERR)).isEqualTo("oops\n");
        assertThat(records)
            .anyMatch(record ->
                record instanceof SessionRecord.Status(byte[] bytes)
                    && SessionOutcome.of(bytes).exitCode().equals(OptionalInt.of(7)));
        SessionStart start = ((SessionRecord.Start) records.getFirst()).start();
        assertThat(start.command()).containsExactly("sh", "-c", SCRIPT);
        assertThat(start.user().username()).isEqualTo("you@example.com");
        assertThat(records.toString()).doesNotContain(token(data));
        Answers answers =
            new Answers(
                URI.create(address(ready, "ui")),
                Files.readString(data.resolve("admin.token")).strip());
        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> answers.count("auditID:\"" + session + "\" action:exec") == 3);
      }
      demo.destroy();
      assertThat(demo.waitFor()).isZero();
    } finally {
      demo.destroyForcibly().waitFor();
    }
  }

  private Path log() {
    return folder.resolve("demo.log");
  }

  private Process start(Path data) throws IOException {
    ProcessBuilder builder =
        Program.with(List.of("demo", "--gateway", "127.0.0.1:0", "--data", data.toString()));
    builder.environment().put("KUBESCRIBE_INGEST_AUDIT_LISTEN", "127.0.0.1:0");
    builder.environment().put("KUBESCRIBE_QUERY_LISTEN", "127.0.0.1:0");
    builder.environment().put("KUBESCRIBE_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:0");
    builder.redirectError(log().toFile());
    return builder.start();
  }

  private static String address(String ready, String name) {
    Matcher matcher = Pattern.compile(" " + name + "=(\\S+)").matcher(ready);
    assertThat(matcher.find()).as(ready).isTrue();
    return matcher.group(1);
  }

  private static String token(Path data) throws IOException {
    Matcher matcher =
        Pattern.compile("token: \"([^\"]+)\"")
            .matcher(Files.readString(data.resolve("kubeconfig")));
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  private static String text(List<SessionRecord> records, SessionStream stream) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (SessionRecord record : records) {
      if (record instanceof SessionRecord.Data(SessionStream of, byte[] data) && of == stream) {
        bytes.writeBytes(data);
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
