package io.kubescribe.forward.destination;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.store.IndexableEvent;
import io.kubescribe.forward.delivery.Events;
import io.kubescribe.forward.delivery.Fate;
import io.kubescribe.forward.delivery.Item;
import io.kubescribe.forward.delivery.Signal;
import io.kubescribe.forward.file.NdjsonFile;
import io.kubescribe.forward.profile.Profile;
import io.kubescribe.testkit.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NdjsonFileTest {
  @TempDir Path folder;
  private final TestClock clock = new TestClock(Instant.parse("2026-11-24T10:00:00Z"));

  private static List<Item> items(NdjsonFile file, List<IndexableEvent> events) {
    List<Item> items = new ArrayList<>();
    events.forEach(event -> items.add(new Item(event, file.prepare(event))));
    return items;
  }

  @Test
  void each_event_is_a_line_for_the_owners_eyes_only() throws IOException {
    Path path = folder.resolve("out/events.ndjson");
    try (NdjsonFile file = new NdjsonFile(path, 1 << 20, Profile.RAW, clock)) {
      List<IndexableEvent> events = Oddities.events();
      assertThat(file.send(items(file, events)).fates()).containsOnly(Fate.DELIVERED);
      assertThat(Files.readAllLines(path)).hasSameSizeAs(events);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void a_full_file_is_put_aside_and_one_moved_away_is_begun_anew() throws IOException {
    Path path = folder.resolve("events.ndjson");
    try (NdjsonFile file = new NdjsonFile(path, 100, Profile.RAW, clock)) {
      file.send(items(file, Events.first(2)));
      file.send(items(file, Events.first(3)));
      assertThat(Files.readAllLines(folder.resolve("events.ndjson.2026-11-24T100000Z"))).hasSize(2);
      Files.move(path, folder.resolve("taken"));
      file.send(items(file, Events.first(1)));
      assertThat(Files.readAllLines(path)).hasSize(1);
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(3);
    }
  }

  @Test
  void a_line_that_a_power_cut_left_half_is_ended_first() throws IOException {
    Path path = folder.resolve("events.ndjson");
    Files.writeString(path, "{\"id\":\"ha");
    try (NdjsonFile file = new NdjsonFile(path, 1 << 20, Profile.RAW, clock)) {
      file.send(items(file, Events.first(1)));
    }
    assertThat(Files.readAllLines(path)).hasSize(2);
  }

  @Test
  void a_place_that_cannot_be_written_to_is_told_and_nothing_is_delivered() throws IOException {
    Path path = Files.createDirectory(folder.resolve("a-folder"));
    try (NdjsonFile file = new NdjsonFile(path, 1 << 20, Profile.RAW, clock)) {
      assertThat(file.send(items(file, Events.first(1))).signal()).isEqualTo(Signal.FULL);
    }
  }
}
