package io.kubescribe.replay.derive.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.recording.Sight;
import io.kubescribe.core.session.SequencedRecord;
import io.kubescribe.core.session.SessionRecord;
import io.kubescribe.replay.derive.PlayerReader;
import io.kubescribe.replay.derive.Records;
import io.kubescribe.replay.derive.screen.ShownScreen;
import io.kubescribe.replay.derive.secret.SightedPlayback;
import io.kubescribe.replay.terminal.Terminal;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class LiveEncoderTest {
  private static final long MILLIS = 1_000_000;

  @TempDir private Path folder;

  private static List<SequencedRecord> session() {
    byte[] wide = "日本🙂é\r\n".getBytes(StandardCharsets.UTF_8);
    Records records = Records.tty().resize(1, 70, 20).out(10, "$ vim\r\n\u001b[?1049h\u001b[2;3r");
    for (int i = 0; i < wide.length; i++) {
      records.out(100 + i, Arrays.copyOfRange(wide, i, i + 1));
    }
    records.out(500, "\u001b[1;3").out(900, "1mred").resize(1000, 90, 25).out(1500, "more");
    return records.at(1600, new SessionRecord.Status(new byte[0])).end(1700).all();
  }

  /// What somebody gets who comes before a record, and the screen at the end.
  private static List<byte[]> watch(List<SequencedRecord> records, int joined) {
    List<byte[]> messages = new ArrayList<>();
    List<List<byte[]>> watchers = new ArrayList<>();
    LiveEncoder encoder =
        new LiveEncoder(message -> watchers.forEach(watcher -> watcher.add(message)));
    SightedPlayback playback = new SightedPlayback(Sight.REVEALED, encoder);
    for (int i = 0; i < records.size(); i++) {
      if (i == joined) {
        messages.addAll(encoder.join(records.get(i).nanos() - MILLIS / 2));
        watchers.add(messages);
      }
      playback.accept(records.get(i));
    }
    playback.flush();
    encoder.end(records.getLast().nanos());
    return messages;
  }

  private JsonNode read(List<byte[]> messages) throws IOException, InterruptedException {
    Path file = folder.resolve("live.alis");
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
      for (byte[] message : messages) {
        out.writeInt(message.length);
        out.write(message);
      }
    }
    return PlayerReader.alis(file);
  }

  @Test
  void messages_have_the_bytes_of_the_protocol() {
    List<byte[]> messages = new ArrayList<>();
    LiveEncoder encoder = new LiveEncoder(messages::add);
    assertThat(encoder.join(0)).containsExactly(new byte[] {'A', 'L', 'i', 'S', 1});
    SightedPlayback playback = new SightedPlayback(Sight.REVEALED, encoder);
    Records.tty().out(1, "é").out(301, "x").all().forEach(playback::accept);
    encoder.end(302 * MILLIS);
    assertThat(messages.get(1)).containsExactly('o', 1, 0, 2, 0xc3, 0xa9);
    assertThat(messages.get(2)).containsExactly('o', 2, 0xe0, 0xa7, 0x12, 1, 'x');
    assertThat(messages.get(3)).containsExactly(4, 3, 0xe8, 7);
  }

  @Test
  void whoever_comes_late_sees_the_same_screen_and_nothing_twice()
      throws IOException, InterruptedException {
    List<SequencedRecord> records = session();
    ShownScreen whole = new ShownScreen();
    SightedPlayback playback = new SightedPlayback(Sight.REVEALED, whole);
    records.forEach(playback::accept);
    Terminal expected = whole.terminal().orElseThrow();
    for (int joined = 0; joined < records.size(); joined++) {
      JsonNode made = read(watch(records, joined));
      Terminal seen = new Terminal(1, 1);
      boolean reset = false;
      double time = 0;
      for (JsonNode message : made) {
        if (message.isObject()) {
          JsonNode size = message.get("term").get("size");
          seen = new Terminal(size.get("cols").asInt(), size.get("rows").asInt());
          seen.feed(message.get("term").path("init").asString(""));
          time = message.get("time").asDouble();
          reset = true;
        } else if (message.isArray()) {
          assertThat(message.get(0).asDouble()).isGreaterThanOrEqualTo(time);
          time = message.get(0).asDouble();
          if (message.get(1).asString().equals("r")) {
            seen.resize(message.get(2).get("cols").asInt(), message.get(2).get("rows").asInt());
          } else if (message.get(1).asString().equals("o")) {
            seen.feed(message.get(2).asString());
          }
        }
      }
      assertThat(reset).as("joined before %d", joined).isTrue();
      assertThat(seen.text()).isEqualTo(expected.text());
      assertThat(seen.cursor()).isEqualTo(expected.cursor());
      assertThat(seen.isAlternate()).isTrue();
      assertThat(time).isEqualTo(1700);
      assertThat(made.get(made.size() - 1).asBoolean()).isFalse();
    }
  }

  @Test
  void secrets_are_masked_for_those_who_may_not_see_them() {
    List<byte[]> messages = new ArrayList<>();
    LiveEncoder encoder = new LiveEncoder(messages::add);
    SightedPlayback playback = new SightedPlayback(Sight.REDACTED, encoder);
    String key = "AIzaSyDaGmWKa4JsXZ-HjGw7ISLn_3namBGewQe";
    Records records = Records.tty();
    for (int i = 0; i < key.length(); i++) {
      records.out(i, key.substring(i, i + 1));
    }
    records.all().forEach(playback::accept);
    playback.flush();
    StringBuilder shown = new StringBuilder();
    messages.forEach(message -> shown.append(new String(message, StandardCharsets.ISO_8859_1)));
    assertThat(shown.toString()).contains("*").doesNotContain("AIza");
  }
}
