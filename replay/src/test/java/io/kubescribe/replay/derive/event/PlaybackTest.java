package io.kubescribe.replay.derive.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.session.EndReason;
import io.kubescribe.core.session.SequencedRecord;
import io.kubescribe.core.session.SessionRecord;
import io.kubescribe.core.session.SessionStream;
import io.kubescribe.replay.derive.Records;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlaybackTest {
  private static final long MILLIS = 1_000_000;

  private static List<PlayEvent> played(Records records) {
    List<PlayEvent> events = new ArrayList<>();
    Playback playback = new Playback(events::add);
    records.all().forEach(playback::accept);
    return events;
  }

  private static String text(List<PlayEvent> events) {
    StringBuilder text = new StringBuilder();
    for (PlayEvent event : events) {
      if (event instanceof PlayEvent.Output(_, _, String part)) {
        text.append(part);
      }
    }
    return text.toString();
  }

  @Test
  void begin_waits_for_the_first_resize() {
    List<PlayEvent> events = played(Records.tty().resize(5, 100, 30).out(9, "$ "));
    assertThat(events.getFirst())
        .isInstanceOfSatisfying(
            PlayEvent.Begin.class,
            begin -> {
              assertThat(begin.columns()).isEqualTo(100);
              assertThat(begin.rows()).isEqualTo(30);
              assertThat(begin.tty()).isTrue();
            });
    assertThat(events.getLast()).isEqualTo(new PlayEvent.Output(9 * MILLIS, 2, "$ "));
  }

  @Test
  void a_resize_behind_output_is_an_event_unless_it_changes_nothing() {
    List<PlayEvent> events =
        played(
            Records.tty()
                .out(1, "x")
                .resize(2, 80, 24)
                .resize(3, 0, 0)
                .resize(4, 65_535, 65_535)
                .resize(5, 90, 20));
    assertThat(events.subList(2, events.size()))
        .containsExactly(
            new PlayEvent.Resize(4 * MILLIS, 1000, 500), new PlayEvent.Resize(5 * MILLIS, 90, 20));
  }

  @Test
  void without_a_terminal_line_feeds_get_their_carriage_returns() {
    Records records = Records.plain("cat").out(1, "a\nb\r\nc\r").out(2, "\nd\n\n").err(3, "e\n");
    assertThat(text(played(records))).isEqualTo("a\r\nb\r\nc\r\nd\r\n\r\ne\r\n");
    assertThat(text(played(Records.tty().out(1, "a\nb")))).isEqualTo("a\nb");
  }

  @Test
  void characters_of_two_streams_do_not_mix() {
    byte[] e = "é".getBytes(StandardCharsets.UTF_8);
    Records records =
        Records.plain("x")
            .out(1, new byte[] {e[0]})
            .err(2, "!")
            .out(3, new byte[] {e[1]})
            .out(4, new byte[] {e[0]});
    records.at(5, new SessionRecord.End(EndReason.COMPLETED, "", List.of()));
    assertThat(text(played(records))).isEqualTo("!é\ufffd");
  }

  @Test
  void the_exit_comes_last_with_a_marker() {
    Records records = Records.tty().at(1, new SessionRecord.Status(new byte[0])).out(2, "bye");
    records.at(3, new SessionRecord.End(EndReason.COMPLETED, "", List.of()));
    List<PlayEvent> events = played(records);
    assertThat(events.subList(1, 4))
        .containsExactly(
            new PlayEvent.Output(2 * MILLIS, 2, "bye"),
            new PlayEvent.Marker(3 * MILLIS, "exit 0"),
            new PlayEvent.Exit(3 * MILLIS, 0));
  }

  @Test
  void an_end_that_is_no_success_of_the_session_is_told() {
    Records records = Records.tty().out(1, "x");
    records.at(2, new SessionRecord.End(EndReason.CLIENT_LOST, "reset", List.of()));
    assertThat(played(records).getLast())
        .isEqualTo(new PlayEvent.Marker(2 * MILLIS, "ended: client-lost, reset"));
  }

  @Test
  void a_gap_ends_the_character_before_it() {
    Records records = Records.tty().out(1, new byte[] {(byte) 0xc3});
    records.at(
        2,
        new SessionRecord.Gap(
            1, 2, List.of(new SessionRecord.LostBytes(SessionStream.STDOUT, 7)), 1));
    records.out(3, "a");
    List<PlayEvent> events = played(records);
    assertThat(text(events)).isEqualTo("\ufffda");
    assertThat(events.get(2))
        .isInstanceOfSatisfying(
            PlayEvent.Gap.class, gap -> assertThat(gap.label()).isEqualTo("gap: 7 bytes missing"));
  }

  @Test
  void a_playback_goes_on_from_any_record_as_if_it_had_not_stopped() {
    byte[] text = "a\r\né日🙂\n\r".getBytes(StandardCharsets.UTF_8);
    Records records = Records.plain("x");
    for (int i = 0; i < text.length; i++) {
      records.out(i, new byte[] {text[i]});
    }
    List<SequencedRecord> all = records.out(20, "\nz").all();
    List<PlayEvent> whole = played(records);
    for (int cut = 2; cut < all.size(); cut++) {
      List<PlayEvent> events = new ArrayList<>();
      Playback first = new Playback(events::add);
      all.subList(0, cut).forEach(first::accept);
      Playback second = new Playback(first.state(), events::add);
      all.subList(cut, all.size()).forEach(second::accept);
      assertThat(events).isEqualTo(whole);
    }
  }
}
