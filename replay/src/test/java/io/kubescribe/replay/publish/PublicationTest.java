package io.kubescribe.replay.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.audit.ClusterName;
import io.kubescribe.core.derived.Derived;
import io.kubescribe.core.derived.DerivedCodec;
import io.kubescribe.core.derived.Hit;
import io.kubescribe.core.derived.SeenCommandLine;
import io.kubescribe.core.derived.SessionQuery;
import io.kubescribe.core.derived.SessionSummary;
import io.kubescribe.core.query.Query;
import io.kubescribe.core.query.SessionField;
import io.kubescribe.core.query.TimeRange;
import io.kubescribe.core.recording.RecordingState;
import io.kubescribe.core.session.InputPolicy;
import io.kubescribe.core.session.RecordingMode;
import io.kubescribe.core.session.RequestedStreams;
import io.kubescribe.core.session.SessionId;
import io.kubescribe.core.session.SessionKind;
import io.kubescribe.core.session.SessionStart;
import io.kubescribe.core.session.SessionUser;
import io.kubescribe.core.store.Selection;
import io.kubescribe.replay.publish.RecordingsInMemory.Tape;
import io.kubescribe.testkit.TestClock;
import io.kubescribe.testkit.derived.BruteForceSessionStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublicationTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  @TempDir Path folder;

  private final TestClock clock = new TestClock(NOON);
  private final Random random = new Random(7);
  private final RecordingsInMemory recordings = new RecordingsInMemory();
  private final BruteForceSessionStore store = new BruteForceSessionStore();
  private int sent;
  private int refused;

  private CompletableFuture<?> send(ProducerRecord<byte[], byte[]> record) {
    if (refused > 0) {
      refused--;
      return CompletableFuture.failedFuture(new IOException("log is away"));
    }
    try {
      Derived document = DerivedCodec.decode(record.value());
      store.append(List.of(document));
      sent++;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return CompletableFuture.completedFuture(record);
  }

  private Publication publication() {
    Publication publication =
        new Publication(
            recordings,
            this::send,
            new ProgressFile(folder.resolve("progress")),
            new SimpleMeterRegistry(),
            clock);
    publication.open();
    return publication;
  }

  private void turns(Publication publication) throws IOException {
    for (int i = 0; i < 4; i++) {
      clock.advance(Duration.ofSeconds(6));
      publication.turn();
    }
  }

  private Tape session(String... command) {
    SessionId id = SessionId.next(clock, random);
    clock.advance(Duration.ofMillis(5));
    return recordings.begin(
        id,
        new SessionStart(
            clock.instant(),
            SessionKind.EXEC,
            new ClusterName("prod"),
            "shop",
            "cart-0",
            null,
            List.of(command),
            new RequestedStreams(true, true, false, true),
            RecordingMode.STRICT,
            InputPolicy.OFF,
            "gateway-1",
            new SessionUser("root", null, List.of("admins"), Map.of()),
            new SessionUser("ci-7", null, List.of("dev"), Map.of()),
            "192.0.2.7",
            List.of(),
            "/api/v1/namespaces/shop/pods/cart-0/exec",
            null,
            Map.of("userAgent", "kubectl")));
  }

  private List<Hit> hits(SessionField field, String words) {
    Selection selection = new Selection(new Query.Term(field, words), TimeRange.ALL);
    return store.hits(new SessionQuery(selection, 100, null)).hits();
  }

  private SessionSummary summary(Hit hit) {
    return store.find(hit.session().session(), new Query.All()).orElseThrow();
  }

  @Test
  void what_was_on_the_screen_is_found_and_what_was_corrected_is_not() throws IOException {
    byte[] umlaut = "größe\r\n$ ".getBytes(StandardCharsets.UTF_8);
    session("bash")
        .output(1_000, "$ ")
        .output(900, "sdo")
        .output(500, "\b \b\b \b")
        .output(300, "udo ls")
        .output(400, "\r\n")
        .output(10, Arrays.copyOf(umlaut, 3))
        .output(10, Arrays.copyOfRange(umlaut, 3, umlaut.length))
        .end(RecordingState.SEALED);
    turns(publication());
    assertThat(hits(SessionField.SCREEN, "sdo")).isEmpty();
    Hit hit = hits(SessionField.SCREEN, "sudo ls").getFirst();
    assertThat(hit.line()).isEqualTo("$ sudo ls");
    assertThat(hit.at()).isEqualTo(Duration.ofMillis(2_700).toNanos());
    assertThat(hits(SessionField.SCREEN, "größe")).hasSize(1);
    SessionSummary known = summary(hit);
    assertThat(known.state()).isEqualTo(RecordingState.SEALED);
    assertThat(known.user()).isEqualTo("ci-7");
    assertThat(known.impersonatedUser()).isEqualTo("root");
    assertThat(known.groups()).containsExactly("dev");
  }

  @Test
  void command_lines_are_found() throws IOException {
    session("bash")
        .output(1_000, "root@cart:/# ")
        .output(800, "kubectl delete pod x")
        .output(700, "\r\n")
        .output(10, "deleted\r\nroot@cart:/# ")
        .end(RecordingState.SEALED);
    turns(publication());
    assertThat(hits(SessionField.COMMAND, "kubectl delete")).hasSize(1);
    assertThat(hits(SessionField.COMMAND, "bash")).hasSize(1);
    assertThat(store.documents().stream().filter(SeenCommandLine.class::isInstance)).hasSize(1);
  }

  @Test
  void secrets_do_not_leave() throws IOException {
    String token = "ghp_" + "aB3dE5gH7".repeat(4);
    session("curl", "-H", token)
        .output(100, "token " + token + "\r\n-----BEGIN RSA PRIVATE KEY-----\r\nMIIEow")
        .output(100, "IBAAKCAQEA7bq\r\n-----END RSA PRIVATE KEY-----\r\n")
        .end(RecordingState.SEALED);
    turns(publication());
    assertThat(hits(SessionField.SCREEN, "BEGIN RSA PRIVATE KEY")).hasSize(1);
    for (Derived document : store.documents()) {
      assertThat(new String(DerivedCodec.encode(document), StandardCharsets.UTF_8))
          .doesNotContain(token, "MIIEow", "IBAAKCAQEA7bq");
    }
  }

  @Test
  void a_live_session_is_followed() throws IOException {
    Tape tape = session("bash");
    Publication publication = publication();
    turns(publication);
    assertThat(hits(SessionField.STATE, "live")).hasSize(1);
    for (int i = 0; i < 400; i++) {
      tape.output(10, "line " + i + " of many\r\n");
    }
    turns(publication);
    assertThat(hits(SessionField.SCREEN, "line 7")).hasSize(1);
    assertThat(hits(SessionField.SCREEN, "line 399")).isEmpty();
    tape.end(RecordingState.SEALED);
    turns(publication);
    assertThat(hits(SessionField.SCREEN, "line 399")).hasSize(1);
    assertThat(hits(SessionField.STATE, "live")).isEmpty();
    assertThat(publication.following()).isZero();
  }

  @Test
  void a_restart_publishes_what_is_left_and_nothing_twice() throws IOException {
    session("bash").output(10, "first words\r\n").end(RecordingState.SEALED);
    Tape live = session("bash").output(10, "second words\r\n");
    Publication before = publication();
    turns(before);
    before.close();
    int until = sent;
    Publication after = publication();
    turns(after);
    assertThat(sent - until).as("the live session's summary").isEqualTo(1);
    live.output(10, "third words\r\n").end(RecordingState.SEALED);
    turns(after);
    assertThat(hits(SessionField.SCREEN, "words")).hasSize(3);
    assertThat(hits(SessionField.STATE, "sealed")).hasSize(2);
    List<Derived> all = store.documents();
    after.close();
    Files.delete(folder.resolve("progress"));
    turns(publication());
    assertThat(store.documents()).isEqualTo(all);
  }

  @Test
  void what_the_log_does_not_take_is_sent_again() throws IOException {
    for (int i = 0; i < 5; i++) {
      session("bash").output(10, "words " + i + "\r\n").end(RecordingState.SEALED);
    }
    refused = 7;
    Publication publication = publication();
    for (int i = 0; i < 5; i++) {
      turns(publication);
    }
    assertThat(hits(SessionField.SCREEN, "words")).hasSize(5);
    assertThat(hits(SessionField.STATE, "sealed")).hasSize(5);
  }

  @Test
  void a_session_that_goes_on_after_an_interruption_is_derived_anew() throws IOException {
    Tape tape = session("bash").output(10, "half a li");
    tape.end(RecordingState.INTERRUPTED);
    Publication publication = publication();
    turns(publication);
    assertThat(hits(SessionField.STATE, "interrupted")).hasSize(1);
    int first = hits(SessionField.SCREEN, "half").getFirst().session().key().emulator();
    tape.resume();
    tape.output(10, "ne and more\r\n").end(RecordingState.SEALED);
    clock.advance(Duration.ofMinutes(5));
    turns(publication);
    assertThat(store.documents())
        .anyMatch(one ->
            one.key().emulator() == first + 1
                && new String(DerivedCodec.encode(one), StandardCharsets.UTF_8)
                    .contains("half a line and more"));
  }

  @Test
  void a_broken_file_of_progress_only_costs_time() throws IOException {
    session("bash").output(10, "words\r\n").end(RecordingState.SEALED);
    Publication publication = publication();
    turns(publication);
    publication.close();
    Path file = folder.resolve("progress");
    Files.writeString(file, Files.readString(file) + "done nonsense\n");
    List<Derived> all = store.documents();
    turns(publication());
    assertThat(store.documents()).isEqualTo(all);
  }
}
