package io.kubescribe.testkit.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubescribe.core.recording.RecordingStore;
import io.kubescribe.core.recording.RecordingStore.Part;
import io.kubescribe.core.recording.RecordingStore.StoredPart;
import io.kubescribe.core.session.SessionId;
import io.kubescribe.core.store.Checkpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What every [RecordingStore] does. Extended with [#open].
public abstract class RecordingStoreContract {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final Checkpoint NEXT =
      new Checkpoint(
          Map.of(new Checkpoint.Partition("kubescribe.sessions", 2), 7L),
          Map.of("kubescribe.sessions", "an id"));

  @TempDir Path folder;

  private final SampleSessions samples = new SampleSessions(20261124);
  private @Nullable RecordingStore opened;

  /// Opens the store that belongs to the folder; a later call finds what an earlier one left.
  protected abstract RecordingStore open(Path folder) throws IOException;

  @BeforeEach
  void openStore() throws IOException {
    opened = open(folder.resolve("recordings"));
  }

  @AfterEach
  void closeStore() throws IOException {
    store().close();
  }

  private RecordingStore store() {
    if (opened == null) {
      throw new IllegalStateException("no store is open");
    }
    return opened;
  }

  private void reopen() throws IOException {
    store().close();
    openStore();
  }

  private Part part() {
    return new Part(samples.id(NOON), 1);
  }

  private void append(Part part, long position, String text) throws IOException {
    store().append(part, position, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  private String read(Part part, long position, int length) throws IOException {
    return StandardCharsets.UTF_8.decode(store().read(part, position, length)).toString();
  }

  @Test
  void is_empty_at_first() throws IOException {
    assertThat(store().checkpoint()).isEqualTo(Checkpoint.NONE);
    assertThat(store().unsealed()).isEmpty();
    assertThat(store().days()).isEmpty();
    assertThat(store().sessions(LocalDate.parse("2026-11-23"))).isEmpty();
    assertThat(store().parts(part().session())).isEmpty();
    assertThat(read(part(), 0, 10)).isEmpty();
    assertThat(store().check().ok()).isTrue();
  }

  @Test
  void appended_bytes_are_read_at_once_and_after_a_restart() throws IOException {
    Part part = part();
    append(part, 0, "abc");
    append(part, 3, "defg");
    assertThat(read(part, 0, 100)).isEqualTo("abcdefg");
    assertThat(read(part, 2, 3)).isEqualTo("cde");
    assertThat(read(part, 7, 3)).isEmpty();
    assertThat(read(part, 100, 3)).isEmpty();
    assertThat(store().parts(part.session())).containsExactly(new StoredPart(part, 7, false));
    store().commit(NEXT);
    reopen();
    assertThat(store().checkpoint()).isEqualTo(NEXT);
    assertThat(store().unsealed()).containsExactly(part);
    assertThat(read(part, 0, 100)).isEqualTo("abcdefg");
    append(part, 7, "h");
    assertThat(read(part, 0, 100)).isEqualTo("abcdefgh");
  }

  @Test
  void a_part_is_written_in_order() throws IOException {
    Part part = part();
    append(part, 0, "abc");
    assertThatThrownBy(() -> append(part, 4, "x")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> append(part, 2, "x")).isInstanceOf(IOException.class);
    assertThat(store().unsealed()).containsExactly(part);
    assertThat(read(part, 0, 100)).isEqualTo("abc");
  }

  @Test
  void a_seal_takes_effect_with_the_commit() throws IOException {
    Part part = part();
    append(part, 0, "abc");
    store().seal(part);
    store().commit(NEXT);
    assertThat(store().unsealed()).isEmpty();
    assertThat(store().parts(part.session())).containsExactly(new StoredPart(part, 3, true));
    assertThat(read(part, 0, 100)).isEqualTo("abc");
    reopen();
    assertThat(store().unsealed()).isEmpty();
    assertThat(store().parts(part.session())).containsExactly(new StoredPart(part, 3, true));
    assertThat(read(part, 1, 100)).isEqualTo("bc");
  }

  @Test
  void a_seal_without_a_commit_is_forgotten_after_a_failure() throws IOException {
    Part part = part();
    append(part, 0, "abc");
    store().seal(part);
    assertThat(store().unsealed()).containsExactly(part);
    store().commit(NEXT);
    assertThat(store().unsealed()).containsExactly(part);
  }

  @Test
  void the_end_of_a_part_can_be_set_aside_and_written_anew() throws IOException {
    Part part = part();
    append(part, 0, "abcdef");
    store().setAside(part, 2);
    assertThat(read(part, 0, 100)).isEqualTo("ab");
    append(part, 2, "xyz");
    store().setAside(part, 2);
    append(part, 2, "z");
    store().commit(NEXT);
    assertThat(read(part, 0, 100)).isEqualTo("abz");
    store().setAside(part, 0);
    assertThat(store().unsealed()).isEmpty();
    assertThat(store().parts(part.session())).isEmpty();
    store().commit(NEXT);
    reopen();
    assertThat(store().parts(part.session())).isEmpty();
  }

  @Test
  void epochs_stand_in_order() throws IOException {
    SessionId session = samples.id(NOON);
    for (int epoch = 1; epoch <= 11; epoch++) {
      Part part = new Part(session, epoch);
      append(part, 0, "epoch " + epoch);
      if (epoch < 11) {
        store().seal(part);
      }
      store().commit(NEXT);
    }
    assertThat(store().parts(session))
        .extracting(stored -> stored.part().epoch() + " " + stored.sealed())
        .startsWith("1 true", "2 true")
        .endsWith("10 true", "11 false");
    assertThat(store().unsealed()).containsExactly(new Part(session, 11));
    assertThat(read(new Part(session, 10), 0, 100)).isEqualTo("epoch 10");
  }

  @Test
  void sessions_are_listed_by_the_day_and_time_of_their_ids() throws IOException {
    SessionId yesterday = samples.id(Instant.parse("2026-11-22T23:59:59.999Z"));
    SessionId first = samples.id(Instant.parse("2026-11-23T00:00:00Z"));
    SessionId second = samples.id(Instant.parse("2026-11-23T23:59:59.999Z"));
    for (SessionId session : List.of(second, yesterday, first)) {
      append(new Part(session, 1), 0, "a");
    }
    store().seal(new Part(first, 1));
    store().commit(NEXT);
    assertThat(store().days())
        .containsExactly(LocalDate.parse("2026-11-22"), LocalDate.parse("2026-11-23"));
    assertThat(store().sessions(LocalDate.parse("2026-11-23"))).containsExactly(first, second);
    assertThat(store().sessions(LocalDate.parse("2026-11-24"))).isEmpty();
  }

  @Test
  void a_deleted_recording_is_gone() throws IOException {
    SessionId session = samples.id(NOON);
    SessionId other = samples.id(NOON);
    for (Part part : List.of(new Part(session, 1), new Part(session, 2), new Part(other, 1))) {
      append(part, 0, "a");
      store().seal(part);
    }
    store().commit(NEXT);
    store().delete(session);
    store().delete(session);
    assertThat(store().parts(session)).isEmpty();
    assertThat(store().sessions(LocalDate.parse("2026-11-23"))).containsExactly(other);
    store().delete(other);
    assertThat(store().days()).isEmpty();
  }

  @Test
  void large_and_small_appends_of_many_parts_are_kept_apart() throws IOException {
    Random random = new Random(5);
    List<Part> parts = List.of(part(), part(), part());
    byte[][] expected = new byte[parts.size()][0];
    for (int i = 0; i < 60; i++) {
      int which = random.nextInt(parts.size());
      byte[] more = new byte[random.nextInt(8) == 0 ? 200_000 : 1 + random.nextInt(2_000)];
      random.nextBytes(more);
      store().append(parts.get(which), expected[which].length, ByteBuffer.wrap(more));
      byte[] all = Arrays.copyOf(expected[which], expected[which].length + more.length);
      System.arraycopy(more, 0, all, expected[which].length, more.length);
      expected[which] = all;
      if (random.nextInt(10) == 0) {
        store().commit(NEXT);
      }
    }
    store().commit(NEXT);
    reopen();
    for (int i = 0; i < parts.size(); i++) {
      ByteBuffer read = store().read(parts.get(i), 0, Integer.MAX_VALUE);
      byte[] bytes = new byte[read.remaining()];
      read.get(bytes);
      assertThat(bytes).isEqualTo(expected[i]);
    }
  }
}
