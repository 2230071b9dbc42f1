package io.kubescribe.replay.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubescribe.core.recording.LiveView;
import io.kubescribe.core.recording.Recording;
import io.kubescribe.core.recording.RecordingState;
import io.kubescribe.core.recording.ReplayFile;
import io.kubescribe.core.recording.ScreenForm;
import io.kubescribe.core.recording.Sight;
import io.kubescribe.core.recording.TranscriptLine;
import io.kubescribe.core.session.EndReason;
import io.kubescribe.core.session.SequencedRecord;
import io.kubescribe.core.session.SessionId;
import io.kubescribe.core.session.SessionRecord;
import io.kubescribe.core.session.SessionStart;
import io.kubescribe.core.session.SessionStream;
import io.kubescribe.testkit.replay.FakeRecordings;
import io.kubescribe.testkit.replay.SampleSessions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class StoredReplaysTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final SessionId ID = SampleSessions.id(1);
  private static final SessionStart START = SampleSessions.start(1, "prod", "shop", "alice", "sh");
  private static final String TOKEN = "ghp_" + "a1B2c3D4e5F6".repeat(3);

  @TempDir Path folder;

  private final FakeRecordings recordings = new FakeRecordings();
  private final InstantSource clock = InstantSource.system();
  private StoredReplays replays;
  private long sequence;
  private long nanos;

  @BeforeEach
  void start() {
    replays = new StoredReplays(recordings, folder, clock);
    add(0, new SessionRecord.Start(START));
    add(0, new SessionRecord.Resize(80, 24));
    facts(RecordingState.LIVE);
  }

  private void add(long after, SessionRecord record) {
    nanos += after;
    recordings.append(ID, new SequencedRecord(sequence++, nanos, record));
  }

  private void output(long after, String text) {
    add(after, new SessionRecord.Data(SessionStream.STDOUT, text.getBytes(StandardCharsets.UTF_8)));
  }

  private Recording facts(RecordingState state) {
    Recording facts =
        new Recording(
            ID,
            START,
            null,
            state,
            "",
            START.startedAt(),
            Duration.ofNanos(nanos),
            Map.of(),
            null,
            List.of(),
            0,
            sequence,
            0,
            1,
            null);
    recordings.put(facts);
    return facts;
  }

  private Recording end() {
    add(SECOND, new SessionRecord.End(EndReason.COMPLETED, "", List.of()));
    return facts(RecordingState.SEALED);
  }

  /// Five minutes of lines.
  private String lines() {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < 300; i++) {
      String line = "line " + i + " é\r\n";
      output(SECOND, line);
      all.append(line);
    }
    return all.toString();
  }

  private String cast(Recording recording, long from, long to, Sight sight) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    replays.cast(recording, 2, from, to, sight, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static String shown(Stream<JsonNode> events) {
    StringBuilder text = new StringBuilder();
    events
        .filter(event -> event.get(1).asString().equals("o"))
        .forEach(event -> text.append(event.get(2).asString()));
    return text.toString();
  }

  private static Stream<JsonNode> events(String cast) {
    return cast.lines().skip(1).map(JSON::readTree);
  }

  @Test
  void a_cast_has_all_that_was_put_out() throws Exception {
    String all = lines();
    assertThat(shown(events(cast(end(), 0, Long.MAX_VALUE, Sight.REVEALED)))).isEqualTo(all);
  }

  @Test
  void a_part_begins_with_the_screen_and_ends_in_time() throws Exception {
    lines();
    Recording recording = end();
    List<JsonNode> part =
        events(cast(recording, 200 * SECOND, 210 * SECOND, Sight.REVEALED)).toList();
    String screen = replays.screen(recording, 200 * SECOND - 1, ScreenForm.TEXT, Sight.REVEALED);
    assertThat(screen).contains("line 198").doesNotContain("line 199");
    assertThat(part.getFirst().get(2).asString()).contains("line 198").doesNotContain("line 199");
    assertThat(shown(part.stream().skip(1))).startsWith("line 199").endsWith("line 209 é\r\n");
  }

  @Test
  void index_and_segments_have_everything_once() throws Exception {
    String all = lines();
    Recording recording = end();
    ReplayFile file = replays.index(recording, Sight.REVEALED);
    assertThat(file.complete()).isTrue();
    JsonNode index = JSON.readTree(file.bytes());
    assertThat(index.get("duration").asDouble()).isEqualTo(301);
    int count = index.get("segments").size();
    assertThat(count).isBetween(4, 6);
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < count; i++) {
      JsonNode segment = segment(recording, i, Long.MAX_VALUE);
      shown.append(shown(segment.get("events").valueStream()));
    }
    assertThat(shown).hasToString(all);
    assertThat(replays.segment(recording, count, Long.MAX_VALUE, Sight.REVEALED)).isEmpty();
  }

  private JsonNode segment(Recording recording, int number, long until) throws IOException {
    return JSON.readTree(
        replays.segment(recording, number, until, Sight.REVEALED).orElseThrow().bytes());
  }

  @Test
  void a_live_recording_is_replayed_as_far_as_its_index_says() throws Exception {
    String before = lines();
    ReplayFile file = replays.index(facts(RecordingState.LIVE), Sight.REVEALED);
    assertThat(file.complete()).isFalse();
    JsonNode segments = JSON.readTree(file.bytes()).get("segments");
    output(SECOND, "after");
    Recording now = facts(RecordingState.LIVE);
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < segments.size(); i++) {
      String url = segments.get(i).get("url").asString();
      assertThat(url).startsWith(i + ".json?until=");
      long until = Long.parseLong(url.substring(url.indexOf('=') + 1));
      shown.append(shown(segment(now, i, until).get("events").valueStream()));
    }
    assertThat(shown).hasToString(before);
    assertThat(replays.timeline(now, Sight.REVEALED).durationNanos()).isEqualTo(301 * SECOND);
  }

  @Test
  void nothing_shown_is_an_empty_screen() throws Exception {
    Recording recording = facts(RecordingState.LIVE);
    JsonNode index = JSON.readTree(replays.index(recording, Sight.REVEALED).bytes());
    assertThat(index.get("segments")).hasSize(1);
    JsonNode events = segment(recording, 0, Long.MAX_VALUE).get("events");
    assertThat(events.get(events.size() - 1).get(0).asDouble())
        .isEqualTo(index.get("duration").asDouble());
    assertThat(replays.screen(recording, 0, ScreenForm.TEXT, Sight.REVEALED)).isBlank();
    assertThat(replays.thumbnail(recording, Sight.REVEALED)).startsWith("<svg");
  }

  @Test
  void secrets_are_masked_everywhere_for_those_who_may_not_see_them() throws Exception {
    output(SECOND, "$ ");
    output(SECOND, "echo " + TOKEN.substring(0, 10));
    output(1, TOKEN.substring(10) + "\r\n");
    output(SECOND, TOKEN + "\r\n$ ");
    Recording recording = end();
    for (Sight sight : Sight.values()) {
      List<TranscriptLine> transcript = new ArrayList<>();
      replays.transcript(recording, sight, transcript::add);
      String all =
          shown(events(cast(recording, 0, Long.MAX_VALUE, sight)))
              + new String(
                  replays.segment(recording, 0, Long.MAX_VALUE, sight).orElseThrow().bytes(),
                  StandardCharsets.UTF_8)
              + transcript
              + replays.commands(recording, sight)
              + replays.screen(recording, 10 * SECOND, ScreenForm.TEXT, sight)
              + replays.thumbnail(recording, sight);
      boolean revealed = sight == Sight.REVEALED;
      assertThat(all.contains(TOKEN)).as(sight + all).isEqualTo(revealed);
      assertThat(all.contains(TOKEN.substring(12))).as(sight + all).isEqualTo(revealed);
    }
  }

  @Test
  void what_was_derived_of_an_ended_recording_outlives_the_process() throws Exception {
    lines();
    Recording recording = end();
    var timeline = replays.timeline(recording, Sight.REDACTED);
    byte[] index = replays.index(recording, Sight.REDACTED).bytes();
    FakeRecordings empty = new FakeRecordings();
    try (StoredReplays later = new StoredReplays(empty, folder, clock)) {
      assertThat(later.timeline(recording, Sight.REDACTED)).isEqualTo(timeline);
      assertThat(later.index(recording, Sight.REDACTED).bytes()).isEqualTo(index);
      assertThatThrownBy(() -> later.timeline(recording, Sight.REVEALED))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(ID.toString());
    }
    try (StoredReplays later = new StoredReplays(recordings, folder, clock)) {
      Recording known = recording;
      // The screen comes from a snapshot that was read from the file.
      assertThat(later.screen(known, 250 * SECOND, ScreenForm.TEXT, Sight.REDACTED))
          .isEqualTo(replays.screen(known, 250 * SECOND, ScreenForm.TEXT, Sight.REDACTED))
          .contains("line 249");
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.writeString(file, "broken");
      }
    }
    try (StoredReplays later = new StoredReplays(recordings, folder, clock)) {
      assertThat(later.timeline(recording, Sight.REDACTED)).isEqualTo(timeline);
    }
  }

  @Test
  void a_recording_that_goes_on_is_derived_anew() throws Exception {
    output(SECOND, "one");
    Recording interrupted = facts(RecordingState.INTERRUPTED);
    assertThat(replays.index(interrupted, Sight.REVEALED).complete()).isFalse();
    assertThat(replays.timeline(interrupted, Sight.REVEALED).durationNanos()).isEqualTo(SECOND);
    output(9 * SECOND, "two");
    Recording more = facts(RecordingState.INTERRUPTED);
    assertThat(replays.timeline(more, Sight.REVEALED).durationNanos()).isEqualTo(10 * SECOND);
  }

  @Test
  void a_watcher_who_comes_late_sees_the_screen_and_then_all_that_follows_once() throws Exception {
    lines();
    Recording live = facts(RecordingState.LIVE);
    List<byte[]> frames = new ArrayList<>();
    try (LiveView view = replays.live(live, Sight.REVEALED)) {
      frames.add(view.next(Duration.ofSeconds(5)));
      frames.add(view.next(Duration.ofSeconds(5)));
      assertThat(frames.get(0)).startsWith("ALiS\u0001".getBytes(StandardCharsets.US_ASCII));
      assertThat(frames.get(1)[0]).isEqualTo((byte) 1);
      assertThat(utf8(frames.get(1))).contains("line 299").contains("line 280");
      assertThat(view.next(Duration.ZERO)).isNull();
      assertThat(view.hasEnded()).isFalse();
      output(SECOND, "next\r\n");
      output(SECOND, "last");
      List<byte[]> rest = new ArrayList<>();
      rest.add(view.next(Duration.ofSeconds(5)));
      rest.add(view.next(Duration.ofSeconds(5)));
      assertThat(utf8(rest.get(0))).startsWith("o").endsWith("next\r\n");
      assertThat(utf8(rest.get(1))).startsWith("o").endsWith("last");
      end();
      assertThat(next(view)[0]).isEqualTo((byte) 4);
      assertThat(view.hasEnded()).isTrue();
      assertThat(view.next(Duration.ofSeconds(1))).isNull();
    }
  }

  private static byte[] next(LiveView view) throws Exception {
    return Objects.requireNonNull(view.next(Duration.ofSeconds(10)), "nothing came");
  }

  @Test
  void a_watcher_of_a_silent_session_gets_the_screen_with_the_first_output() throws Exception {
    try (LiveView view = replays.live(facts(RecordingState.LIVE), Sight.REDACTED)) {
      assertThat(view.next(Duration.ofSeconds(1)))
          .startsWith("ALiS".getBytes(StandardCharsets.US_ASCII));
      output(SECOND, "hello\r\n");
      assertThat(next(view)[0]).isEqualTo((byte) 1);
      assertThat(utf8(next(view))).endsWith("hello\r\n");
    }
  }

  private static String utf8(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
