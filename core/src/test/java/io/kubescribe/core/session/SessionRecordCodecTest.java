package io.kubescribe.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubescribe.core.CorruptDataException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SessionRecordCodecTest {
  private static final SequencedRecord HEARTBEAT =
      new SequencedRecord(1, 2, new SessionRecord.Heartbeat());

  static Stream<String> names() {
    return SampleRecords.all().keySet().stream();
  }

  private static SequencedRecord sample(String name) {
    return Objects.requireNonNull(SampleRecords.all().get(name), name);
  }

  /// Golden files of version 1, kept for ever: hexadecimal digits, blanks and line ends ignored.
  private static byte[] golden(String name) throws IOException {
    String file = "v1/" + name + ".hex";
    try (InputStream in = SessionRecordCodecTest.class.getResourceAsStream(file)) {
      assertThat(in).as(file).isNotNull();
      String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      return HexFormat.of().parseHex(text.replaceAll("\\s", ""));
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void a_golden_record_is_read_and_written_again(String name) throws IOException {
    byte[] golden = golden(name);
    assertThat(SessionRecordCodec.decode(golden)).isEqualTo(sample(name));
    assertThat(SessionRecordCodec.encode(sample(name))).isEqualTo(golden);
    assertThat(
            SessionRecordCodec.assemble(
                golden[SessionRecordCodec.TYPE_AT],
                sample(name).sequence(),
                sample(name).nanos(),
                Arrays.copyOfRange(golden, SessionRecordCodec.HEADER, golden.length)))
        .isEqualTo(golden);
  }

  @Test
  void every_type_has_a_golden_record() {
    assertThat(SampleRecords.all().values())
        .extracting(sample -> RecordType.of(sample.record()))
        .containsExactly(RecordType.values());
  }

  @ParameterizedTest
  @MethodSource("names")
  void every_bit_is_guarded_and_every_cut_seen(String name) {
    byte[] bytes = SessionRecordCodec.encode(sample(name));
    for (int bit = 0; bit < 8 * bytes.length; bit++) {
      byte[] broken = bytes.clone();
      broken[bit / 8] ^= (byte) (1 << bit % 8);
      assertCorrupt(broken);
    }
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = new byte[length];
      System.arraycopy(bytes, 0, cut, 0, length);
      assertCorrupt(cut);
    }
  }

  @Test
  void random_records_come_back() throws CorruptDataException {
    long seed = new Random().nextLong();
    RandomRecords records = new RandomRecords(seed);
    for (int i = 0; i < 5_000; i++) {
      SequencedRecord record = records.next();
      assertThat(SessionRecordCodec.decode(SessionRecordCodec.encode(record)))
          .as("seed %d, record %d", seed, i)
          .isEqualTo(record);
    }
  }

  @Test
  void random_payloads_with_a_right_checksum_are_read_or_corrupt() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[SessionRecordCodec.HEADER + random.nextInt(60)];
      random.nextBytes(bytes);
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      buffer.putShort(0, (short) 0x4b53).put(2, (byte) 1).put(3, (byte) random.nextInt(14));
      buffer.putLong(4, i).putLong(12, i);
      seal(bytes);
      try {
        SequencedRecord record = SessionRecordCodec.decode(bytes);
        assertThat(record.sequence()).as("seed %d, record %d", seed, i).isEqualTo(i);
      } catch (CorruptDataException expected) {
        assertThat(expected).hasMessageStartingWith("session record");
      }
    }
  }

  private static void seal(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, 20);
    crc.update(bytes, 24, bytes.length - 24);
    ByteBuffer.wrap(bytes).putInt(20, (int) crc.getValue());
  }

  @Test
  void another_version_is_named() {
    byte[] bytes = SessionRecordCodec.encode(HEARTBEAT);
    bytes[2] = 2;
    assertThatThrownBy(() -> SessionRecordCodec.decode(bytes))
        .isInstanceOf(CorruptDataException.class)
        .hasMessage("session record has version 2, this program reads 1");
  }

  @Test
  void a_field_of_a_later_program_is_ignored() throws CorruptDataException {
    byte[] json =
        "{\"flaw\":\"flood\",\"detail\":\"d\",\"severity\":3}".getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(24 + json.length);
    bytes.putShort((short) 0x4b53).put((byte) 1).put((byte) 10).position(24).put(json);
    seal(bytes.array());
    assertThat(SessionRecordCodec.decode(bytes.array()).record())
        .isEqualTo(new SessionRecord.Flawed(Flaw.FLOOD, "d"));
  }

  @Test
  void a_payload_above_the_limit_is_refused() throws CorruptDataException {
    SessionRecord largest =
        new SessionRecord.Data(SessionStream.STDOUT, new byte[SessionRecordCodec.MAX_PAYLOAD - 1]);
    byte[] bytes = SessionRecordCodec.encode(new SequencedRecord(1, 1, largest));
    assertThat(SessionRecordCodec.decode(bytes).record()).isEqualTo(largest);
    SequencedRecord larger =
        new SequencedRecord(
            1, 1, new SessionRecord.Status(new byte[SessionRecordCodec.MAX_PAYLOAD + 1]));
    assertThatThrownBy(() -> SessionRecordCodec.encode(larger))
        .isInstanceOf(IllegalArgumentException.class);
    assertCorrupt(new byte[SessionRecordCodec.HEADER + SessionRecordCodec.MAX_PAYLOAD + 1]);
  }

  private static void assertCorrupt(byte[] bytes) {
    assertThatThrownBy(() -> SessionRecordCodec.decode(bytes))
        .isInstanceOf(CorruptDataException.class);
  }
}
