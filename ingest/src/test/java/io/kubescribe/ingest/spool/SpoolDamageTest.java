package io.kubescribe.ingest.spool;

import static io.kubescribe.ingest.spool.SpoolFixture.FOLDER;
import static io.kubescribe.ingest.spool.SpoolFixture.numbered;
import static io.kubescribe.ingest.spool.SpoolFixture.records;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.kubescribe.core.CorruptDataException;
import io.kubescribe.core.crypto.DataKey;
import io.kubescribe.ingest.spool.FakeLog.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/// Files that are not as they were written.
class SpoolDamageTest {
  private static final Path SEGMENT = FOLDER.resolve(SegmentFormat.fileName(1));
  private static final int APPENDS = 4;

  private final byte[] segment = segment();

  private static byte[] segment() {
    try (SpoolFixture fixture = new SpoolFixture()) {
      fixture.log.answer(Answer.NONE);
      fixture.start();
      for (int number = 0; number < APPENDS; number++) {
        fixture.append(records(number, 1));
      }
      return fixture.files.bytes(SEGMENT).clone();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_changed_byte_costs_at_most_its_own_frame_and_is_kept() throws Exception {
    for (int at = 0; at < segment.length; at++) {
      byte[] changed = segment.clone();
      changed[at] ^= 0x10;
      try (SpoolFixture fixture = start(changed)) {
        assertThat(fixture.log.values()).as("byte %d", at).hasSizeGreaterThanOrEqualTo(3);
        List<String> whole = new ArrayList<>(numbered(0, APPENDS, 1));
        whole.retainAll(fixture.log.values());
        assertThat(fixture.log.values()).isEqualTo(whole);
        assertThat(kept(fixture)).as("byte %d", at).hasSize(1);
        assertThat(
                fixture.counter("kubescribe.spool.damaged.pieces")
                    + fixture.counter("kubescribe.spool.torn.tails"))
            .isEqualTo(1);
      }
    }
  }

  @Test
  void a_torn_tail_is_cut_counted_and_kept() throws Exception {
    byte[] torn = Arrays.copyOf(segment, segment.length - 5);
    try (SpoolFixture fixture = start(torn)) {
      assertThat(fixture.log.values()).isEqualTo(numbered(0, 3, 1));
      assertThat(fixture.counter("kubescribe.spool.torn.tails")).isEqualTo(1);
      Path kept = kept(fixture).getFirst();
      assertThat(kept.toString()).endsWith(".torn");
      byte[] tail = fixture.files.bytes(kept);
      assertThat(tail).isEqualTo(Arrays.copyOfRange(torn, torn.length - tail.length, torn.length));
      assertThat(fixture.gauge("kubescribe.spool.bytes")).isEqualTo(tail.length);
    }
  }

  @Test
  void a_tail_of_zeros_such_as_a_file_system_leaves_is_torn() throws Exception {
    try (SpoolFixture fixture = start(Arrays.copyOf(segment, segment.length + 200_000))) {
      assertThat(fixture.log.values()).isEqualTo(numbered(0, APPENDS, 1));
      assertThat(fixture.counter("kubescribe.spool.torn.tails")).isEqualTo(1);
    }
  }

  @Test
  void two_damaged_runs_are_two_pieces_and_the_frames_between_come() throws Exception {
    byte[] changed = segment.clone();
    int frame = (segment.length - SegmentFormat.HEADER) / APPENDS;
    changed[SegmentFormat.HEADER + 20] ^= 1;
    changed[SegmentFormat.HEADER + 2 * frame] ^= 1;
    try (SpoolFixture fixture = start(changed)) {
      assertThat(fixture.log.values()).containsExactly("1-0", "3-0");
      assertThat(fixture.counter("kubescribe.spool.damaged.pieces")).isEqualTo(2);
      assertThat(kept(fixture)).hasSize(2);
    }
  }

  @Test
  void a_damaged_segment_stops_no_later_one() throws Exception {
    SpoolFixture fixture = new SpoolFixture();
    fixture.files.put(FOLDER.resolve(SegmentFormat.fileName(7)), new byte[5_000]);
    fixture.files.put(FOLDER.resolve(SegmentFormat.fileName(0)), new byte[0]);
    fixture.files.put(FOLDER.resolve("notes.txt"), new byte[3]);
    fixture.start();
    try (fixture) {
      fixture.append(records(0, 1));
      await().until(() -> fixture.log.values().contains("0-0"));
      await().until(() -> fixture.segmentFiles().size() == 1);
      assertThat(fixture.segmentFiles()).containsExactly(FOLDER.resolve("notes.txt"));
    }
  }

  @Test
  void damage_that_can_not_be_copied_keeps_the_whole_file() throws Exception {
    byte[] changed = segment.clone();
    changed[SegmentFormat.HEADER + 20] ^= 1;
    SpoolFixture fixture = new SpoolFixture();
    fixture.files.put(SEGMENT, changed);
    fixture.files.hook((call, path) -> {
      if (call.equals("write") && path.toString().endsWith(".damaged")) {
        throw new IOException("No space left on device");
      }
    });
    fixture.start();
    try (fixture) {
      fixture.awaitDrained();
      assertThat(fixture.log.values()).isEqualTo(numbered(1, 3, 1));
      assertThat(fixture.files.bytes(FOLDER.resolve("damaged").resolve(SEGMENT.getFileName())))
          .isEqualTo(changed);
    }
  }

  @Test
  void a_frame_at_another_place_is_not_taken_for_one() throws Exception {
    int frame = (segment.length - SegmentFormat.HEADER) / APPENDS;
    byte[] doubled = Arrays.copyOf(segment, segment.length + frame);
    System.arraycopy(segment, SegmentFormat.HEADER, doubled, segment.length, frame);
    try (SpoolFixture fixture = start(doubled)) {
      assertThat(fixture.log.values()).isEqualTo(numbered(0, APPENDS, 1));
    }
  }

  @Test
  void a_file_of_a_newer_program_is_refused_and_left_alone() throws Exception {
    byte[] newer = segment.clone();
    newer[7] = 2;
    CRC32C crc = new CRC32C();
    crc.update(newer, 0, 24);
    ByteBuffer.wrap(newer).putInt(24, (int) crc.getValue());
    SpoolFixture fixture = new SpoolFixture();
    fixture.files.put(SEGMENT, newer);
    assertThatThrownBy(fixture::start)
        .isInstanceOf(CorruptDataException.class)
        .hasMessageContaining("has version 2");
    assertThat(fixture.files.bytes(SEGMENT)).isEqualTo(newer);
  }

  @Test
  void a_spool_of_another_key_is_refused_and_left_alone() throws Exception {
    SpoolFixture fixture = new SpoolFixture();
    fixture.files.put(SEGMENT, segment);
    fixture.key = new DataKey(new byte[32]);
    assertThatThrownBy(fixture::start)
        .isInstanceOf(CorruptDataException.class)
        .hasMessageContaining("restore data.key, or move the spool folder away");
    assertThat(fixture.files.bytes(SEGMENT)).isEqualTo(segment);
  }

  @Test
  void a_whole_frame_at_the_end_that_does_not_open_is_damaged_and_kept_whole() throws Exception {
    byte[] changed = segment.clone();
    changed[changed.length - 1] ^= 1;
    try (SpoolFixture fixture = start(changed)) {
      assertThat(fixture.log.values()).isEqualTo(numbered(0, 3, 1));
      assertThat(fixture.counter("kubescribe.spool.torn.tails")).isZero();
      assertThat(fixture.counter("kubescribe.spool.damaged.pieces")).isEqualTo(1);
      assertThat(fixture.files.bytes(FOLDER.resolve("damaged").resolve(SEGMENT.getFileName())))
          .isEqualTo(changed);
    }
  }

  @Test
  void a_frame_of_which_only_the_first_page_was_written_is_torn() throws Exception {
    byte[] changed = segment.clone();
    Arrays.fill(changed, changed.length - 40, changed.length, (byte) 0);
    try (SpoolFixture fixture = start(changed)) {
      assertThat(fixture.log.values()).isEqualTo(numbered(0, 3, 1));
      assertThat(fixture.counter("kubescribe.spool.torn.tails")).isEqualTo(1);
    }
  }

  @Test
  void numbers_go_on_behind_what_was_kept_aside() throws Exception {
    SpoolFixture fixture = new SpoolFixture();
    fixture.files.put(
        FOLDER.resolve("damaged").resolve("00000000000000000007-28-99.damaged"), new byte[71]);
    fixture.log.answer(Answer.NONE);
    fixture.start();
    try (fixture) {
      fixture.append(records(0, 1));
      assertThat(fixture.segmentFiles()).containsExactly(FOLDER.resolve(SegmentFormat.fileName(8)));
    }
  }

  @Test
  void version_1_is_read_for_ever() throws Exception {
    byte[] golden;
    try (InputStream in = SpoolDamageTest.class.getResourceAsStream("segment-1.spool")) {
      golden = Objects.requireNonNull(in).readAllBytes();
    }
    try (SpoolFixture fixture = start(golden)) {
      assertThat(fixture.log.values()).isEqualTo(numbered(0, APPENDS, 1));
      assertThat(fixture.files.paths()).isEmpty();
    }
  }

  private static SpoolFixture start(byte[] segment) throws IOException {
    SpoolFixture fixture = new SpoolFixture();
    fixture.files.put(SEGMENT, segment);
    fixture.start();
    fixture.awaitDrained();
    return fixture;
  }

  private static List<Path> kept(SpoolFixture fixture) {
    return fixture.files.paths().stream()
        .filter(path -> FOLDER.resolve("damaged").equals(path.getParent()))
        .toList();
  }
}
