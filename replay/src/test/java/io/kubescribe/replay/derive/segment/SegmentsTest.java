package io.kubescribe.replay.derive.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.recording.Sight;
import io.kubescribe.core.session.InputPolicy;
import io.kubescribe.core.session.SequencedRecord;
import io.kubescribe.replay.derive.Derivation;
import io.kubescribe.replay.derive.PlayerReader;
import io.kubescribe.replay.derive.RealSession;
import io.kubescribe.replay.derive.Records;
import io.kubescribe.replay.derive.event.PlayEvent;
import io.kubescribe.replay.derive.event.Playback;
import io.kubescribe.replay.derive.event.Slice;
import io.kubescribe.replay.terminal.Terminal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SegmentsTest {
  @TempDir private Path folder;

  /// Ten minutes of everything: two bursts, pauses, resizes, characters and escapes cut anywhere.
  private static List<SequencedRecord> longSession(long seed) {
    Random random = new Random(seed);
    Records records = Records.tty().resize(1, 100, 30).out(5, "$ ");
    double millis = 10;
    for (int i = 0; i < 3000; i++) {
      millis += random.nextInt(40) == 0 ? random.nextInt(9000) : random.nextDouble() * 3;
      byte[] text =
          "line %d \u001b[3%dm日本🙂\u001b[0m %s\r\n"
              .formatted(i, random.nextInt(8), "x".repeat(random.nextInt(400)))
              .getBytes(StandardCharsets.UTF_8);
      int cut = random.nextInt(text.length);
      records.out(millis, Arrays.copyOf(text, cut));
      records.out(millis + random.nextInt(2), Arrays.copyOfRange(text, cut, text.length));
      millis += 1;
      if (random.nextInt(200) == 0) {
        records.resize(millis, 60 + random.nextInt(80), 20 + random.nextInt(20));
      }
    }
    return records.all();
  }

  private static Derivation derive(List<SequencedRecord> records) {
    Derivation derivation = new Derivation(Sight.REVEALED, block -> {});
    records.forEach(derivation::accept);
    return derivation;
  }

  private static String segment(
      SegmentPlan plan, int number, long duration, List<SequencedRecord> records) {
    SegmentWriter writer = new SegmentWriter(plan, number, duration);
    for (SequencedRecord record : records) {
      if (record.nanos() >= writer.nanos() && !writer.accept(record)) {
        break;
      }
    }
    return writer.end(true);
  }

  private JsonNode read(SegmentPlan plan, long duration, List<SequencedRecord> records)
      throws IOException, InterruptedException {
    Files.writeString(folder.resolve("index.json"), SegmentIndex.of(plan, duration));
    for (int i = 0; i < SegmentIndex.count(plan, duration); i++) {
      Files.writeString(folder.resolve(i + ".json"), segment(plan, i, duration, records));
    }
    SegmentContract.check(folder);
    return PlayerReader.segments(folder);
  }

  @Test
  void the_player_takes_index_and_segments() throws IOException, InterruptedException {
    List<SequencedRecord> records = longSession(1);
    Derivation derivation = derive(records);
    SegmentPlan plan = derivation.plan().orElseThrow();
    JsonNode read = read(plan, derivation.duration(), records);
    assertThat(read.get("segments").size()).isEqualTo(plan.marks().size()).isGreaterThan(4);
    Terminal whole = new Terminal(100, 30);
    for (JsonNode segment : read.get("segments")) {
      JsonNode snapshot = segment.get("snapshot");
      Terminal rebuilt = new Terminal(snapshot.get("cols").asInt(), snapshot.get("rows").asInt());
      rebuilt.feed(snapshot.get("init").asString());
      assertThat(rebuilt.text()).isEqualTo(whole.text());
      for (JsonNode event : segment.get("events")) {
        String data = event.get(2).asString();
        if (event.get(1).asString().equals("r")) {
          String[] size = data.split("x");
          whole.resize(Integer.parseInt(size[0]), Integer.parseInt(size[1]));
        } else {
          whole.feed(data);
        }
      }
    }
    assertThat(whole.text()).isEqualTo(screen(records, Long.MAX_VALUE).text());
  }

  @Test
  void segments_hold_the_contract_whatever_is_recorded() throws IOException, InterruptedException {
    for (Records records :
        List.of(
            Records.tty().out(0, ""),
            Records.tty().resize(3, 80, 24),
            Records.tty().out(0, "x"),
            Records.plain("cat").err(1, "no\n").out(70_000, "a").out(140_000, "b"),
            Records.tty().out(1, "a").out(70_000, new byte[] {(byte) 0xc3}).out(70_001, "b"))) {
      Derivation derivation = derive(records.all());
      derivation.end(derivation.duration());
      read(derivation.plan().orElseThrow(), derivation.duration(), records.all());
    }
  }

  @Test
  void a_live_recording_ends_now_and_its_last_segment_grows()
      throws IOException, InterruptedException {
    List<SequencedRecord> records = longSession(2);
    for (int known : new int[] {3, 100, 1000, 2999, records.size()}) {
      Derivation derivation = derive(records.subList(0, known));
      long now = derivation.duration() + (known % 2) * 500_000_000L;
      SegmentPlan plan = derivation.plan().orElseThrow();
      assertThat(SegmentIndex.ofLive(plan, now)).contains("0.json?until=" + now);
      // What has come since the index was asked for is left out.
      read(plan, now, records);
    }
  }

  @Test
  void a_seek_by_the_plan_shows_what_playing_from_the_start_shows() {
    List<SequencedRecord> records = longSession(3);
    SegmentPlan plan = derive(records).plan().orElseThrow();
    long duration = records.getLast().nanos();
    for (int i = 1; i <= 20; i++) {
      long at = duration * i / 20;
      List<PlayEvent> events = new ArrayList<>();
      Slice slice = new Slice(at, at, events::add);
      SegmentPlan.Seek seek = plan.seek(at, slice);
      records.stream()
          .filter(record -> record.sequence() >= seek.sequence() && record.nanos() < at)
          .forEach(seek.playback()::accept);
      slice.end();
      PlayEvent.Begin begin = (PlayEvent.Begin) events.getFirst();
      Terminal seen = new Terminal(begin.columns(), begin.rows());
      if (events.size() > 1) {
        seen.feed(((PlayEvent.Output) events.get(1)).text());
      }
      assertThat(seen.text()).isEqualTo(screen(records, at).text());
    }
  }

  @Test
  void a_control_function_that_never_ends_does_not_keep_a_segment_open() {
    Records records = Records.tty().out(0, "\u001b]0;");
    for (int i = 1; i < 40; i++) {
      records.out(i * 1000, "t".repeat(100_000));
    }
    assertThat(derive(records.all()).plan().orElseThrow().marks()).hasSizeGreaterThan(2);
  }

  @Test
  void real_sessions_are_taken() throws IOException, InterruptedException {
    for (Path file : RealSession.files()) {
      List<SequencedRecord> records = RealSession.read(file, InputPolicy.OFF, 0).records();
      Derivation derivation = derive(records);
      read(derivation.plan().orElseThrow(), derivation.duration(), records);
    }
  }

  private static Terminal screen(List<SequencedRecord> records, long before) {
    Terminal[] terminal = new Terminal[1];
    Playback playback =
        new Playback(event -> {
          switch (event) {
            case PlayEvent.Begin begin -> terminal[0] = new Terminal(begin.columns(), begin.rows());
            case PlayEvent.Output output -> terminal[0].feed(output.text());
            case PlayEvent.Resize resize -> terminal[0].resize(resize.columns(), resize.rows());
            default -> {}
          }
        });
    records.stream().filter(record -> record.nanos() < before).forEach(playback::accept);
    playback.end(0);
    return terminal[0];
  }

  /// The checks of the player's `validateIndex` and `normalizeSegment`.
  static final class SegmentContract {
    private SegmentContract() {}

    static void check(Path folder) throws IOException {
      JsonNode index = JsonMapper.shared().readTree(folder.resolve("index.json").toFile());
      assertThat(index.get("version").asInt()).isEqualTo(1);
      double duration = index.get("duration").asDouble();
      assertThat(duration).isNotNegative();
      size(index.get("term"));
      JsonNode segments = index.get("segments");
      assertThat(segments).isNotEmpty();
      double before = -1;
      for (JsonNode segment : segments) {
        double start = segment.get("start").asDouble();
        if (before < 0) {
          assertThat(start).isZero();
        } else {
          assertThat(start).isGreaterThan(before).isLessThan(duration);
        }
        before = start;
      }
      double marked = 0;
      for (JsonNode marker : index.get("markers")) {
        assertThat(marker.get(0).asDouble()).isBetween(marked, duration);
        assertThat(marker.get(1).isString()).isTrue();
        marked = marker.get(0).asDouble();
      }
      for (int i = 0; i < segments.size(); i++) {
        double start = segments.get(i).get("start").asDouble();
        boolean last = i == segments.size() - 1;
        double end = last ? duration : segments.get(i + 1).get("start").asDouble();
        segment(
            JsonMapper.shared().readTree(folder.resolve(i + ".json").toFile()),
            i,
            start,
            end,
            last);
      }
    }

    private static void segment(
        JsonNode segment, int number, double start, double end, boolean last) {
      size(segment.get("snapshot"));
      assertThat(segment.get("snapshot").get("init").isString()).isTrue();
      JsonNode events = segment.get("events");
      assertThat(events).isNotEmpty();
      double before = start;
      for (JsonNode event : events) {
        assertThat(event).hasSize(3);
        double time = event.get(0).asDouble();
        assertThat(time).isGreaterThanOrEqualTo(before);
        if (last) {
          assertThat(time).isLessThanOrEqualTo(end);
        } else {
          assertThat(time).isLessThan(end);
        }
        before = time;
      }
      if (number > 0) {
        assertThat(events.get(0).get(0).asDouble()).isEqualTo(start);
      }
      if (last) {
        assertThat(before).isEqualTo(end);
      }
    }

    private static void size(JsonNode term) {
      assertThat(term.get("cols").asInt()).isPositive();
      assertThat(term.get("rows").asInt()).isPositive();
    }
  }
}
