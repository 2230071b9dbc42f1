package io.kubescribe.replay.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Compares the terminal with the one inside the player: text, looks, cursor, and both again after
/// a snapshot.
class ConformanceTest {
  private static final int HOSTILE = Boolean.getBoolean("kubescribe.soak") ? 10_000 : 400;

  private static PlayerTerminal player;

  @BeforeAll
  static void start() throws IOException {
    player = new PlayerTerminal();
  }

  @AfterAll
  static void stop() throws IOException {
    player.close();
  }

  @Test
  void real_sessions_look_the_same_after_every_piece() throws IOException {
    List<RecordedStream> streams = RecordedStream.all();
    assumeFalse(streams.isEmpty(), "no real sessions: kubescribe.testData is not set");
    for (RecordedStream stream : streams) {
      Pair pair = new Pair(stream.columns(), stream.rows());
      for (int i = 0; i < stream.events().size(); i++) {
        pair.take(stream.events().get(i));
        pair.check(stream.name() + ", event " + i);
      }
    }
  }

  @Test
  void snapshots_of_real_sessions_rebuild_and_go_on_the_same() throws IOException {
    List<RecordedStream> streams = RecordedStream.all();
    assumeFalse(streams.isEmpty(), "no real sessions: kubescribe.testData is not set");
    for (RecordedStream stream : streams) {
      List<RecordedStream.Event> events = stream.events();
      Pair whole = new Pair(stream.columns(), stream.rows());
      events.forEach(whole::take);
      String end = Painted.of(whole.ours);
      Terminal straight = new Terminal(stream.columns(), stream.rows());
      for (int i = 0; i < events.size(); i++) {
        Pair.take(straight, events.get(i));
        if (i % 11 == 0) {
          Pair rebuilt = new Pair(straight.snapshot());
          assertThat(Painted.of(rebuilt.ours)).isEqualTo(Painted.of(straight));
          rebuilt.check(stream.name() + ", snapshot after event " + i);
          events.subList(i + 1, events.size()).forEach(rebuilt::take);
          rebuilt.check(stream.name() + ", end from the snapshot after event " + i);
          assertThat(Painted.of(rebuilt.ours)).isEqualTo(end);
        }
      }
    }
  }

  /// Where the two may differ is in the package documentation; with these seeds they do not.
  @Test
  @Tag("soak")
  void hostile_output_looks_the_same_and_snapshots_of_it_rebuild() {
    List<String> differences = new ArrayList<>();
    for (int seed = 0; seed < HOSTILE; seed++) {
      try {
        compare(new HostileOutput(seed));
      } catch (AssertionError | PlayerTerminal.FailedException e) {
        differences.add("seed " + seed + ": " + e.getMessage());
      }
    }
    assertThat(differences).as("of %d hostile sessions", HOSTILE).isEmpty();
  }

  private static void compare(HostileOutput output) {
    List<RecordedStream.Event> pieces = output.pieces;
    int cut = (int) (output.seed % pieces.size());
    Pair straight = new Pair(output.columns, output.rows);
    TerminalSnapshot snapshot = straight.ours.snapshot();
    String atCut = Painted.of(straight.ours);
    for (int i = 0; i < pieces.size(); i++) {
      straight.take(pieces.get(i));
      straight.check("piece " + i);
      if (i == cut) {
        snapshot = straight.ours.snapshot();
        atCut = Painted.of(straight.ours);
      }
    }
    Pair rebuilt = new Pair(snapshot);
    assertThat(Painted.of(rebuilt.ours)).as("rebuilt after piece %d", cut).isEqualTo(atCut);
    assertThat(rebuilt.ours.snapshot()).as("snapshot of the rebuilt").isEqualTo(snapshot);
    rebuilt.check("rebuilt after piece " + cut);
    pieces.subList(cut + 1, pieces.size()).forEach(rebuilt::take);
    assertThat(Painted.of(rebuilt.ours))
        .as("end after rebuilding")
        .isEqualTo(Painted.of(straight.ours));
    rebuilt.check("end after rebuilding");
  }

  @Test
  void every_character_has_the_width_that_it_has_in_the_player() {
    player.open(10, 2);
    for (int from = 0xa0; from < 0x110000; from += 0x10000) {
      int to = Math.min(from + 0x10000, 0x110000);
      String ours =
          IntStream.range(from, to)
              .filter(WideCharacters::contains)
              .mapToObj(Integer::toString)
              .collect(Collectors.joining(","));
      assertThat(ours).isEqualTo(player.wide(from, to));
    }
  }

  /// The same output in both.
  private static final class Pair {
    final Terminal ours;
    private final Utf8Decoder decoder = new Utf8Decoder();

    Pair(int columns, int rows) {
      ours = new Terminal(columns, rows);
      player.open(columns, rows);
    }

    Pair(TerminalSnapshot snapshot) {
      ours = Terminal.of(snapshot, TerminalListener.NONE);
      player.open(snapshot.columns(), snapshot.rows());
      player.feed(snapshot.text());
      byte[] partial = new byte[snapshot.partial().remaining()];
      snapshot.partial().get(partial);
      decode(partial);
    }

    private String decode(byte[] bytes) {
      StringBuilder text = new StringBuilder();
      decoder.decode(bytes, 0, bytes.length, text);
      return text.toString();
    }

    static void take(Terminal terminal, RecordedStream.Event event) {
      if (event.columns() > 0) {
        terminal.resize(event.columns(), event.rows());
      } else {
        terminal.feed(event.output());
      }
    }

    void take(RecordedStream.Event event) {
      take(ours, event);
      if (event.columns() > 0) {
        player.resize(event.columns(), event.rows());
      } else {
        player.feed(decode(event.output()));
      }
    }

    void check(String when) {
      assertThat(Painted.of(ours)).as(when).isEqualTo(player.screen());
    }
  }
}
