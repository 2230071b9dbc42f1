package io.kubescribe.replay.store;

import static io.kubescribe.replay.store.StoreFixture.NOON;
import static io.kubescribe.replay.store.StoreFixture.read;
import static io.kubescribe.replay.store.StoreFixture.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.recording.Recording;
import io.kubescribe.core.recording.RecordingGap;
import io.kubescribe.core.recording.RecordingState;
import io.kubescribe.core.recording.RecordingStore.Part;
import io.kubescribe.core.session.EndReason;
import io.kubescribe.core.session.SequencedRecord;
import io.kubescribe.core.session.SessionId;
import io.kubescribe.core.session.SessionProtocol;
import io.kubescribe.core.session.SessionRecord;
import io.kubescribe.core.session.SessionStream;
import io.kubescribe.core.store.Checkpoint;
import io.kubescribe.testkit.recording.MemoryRecordingStore;
import io.kubescribe.testkit.recording.SampleSessions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A part of each version of the format, kept for ever: hexadecimal digits, line ends ignored.
class GoldenPartTest {
  private static final SessionId ID =
      SessionId.parse("019ab0a5-7c00-7000-8000-000000000001").orElseThrow();
  private static final Part PART = new Part(ID, 1);
  private static final String ROOT_HASH =
      "512f3815854e7d1c3cc4543bf1fe139c82da95e0f26962d0f66e222171759426";
  private static final List<SequencedRecord> BEFORE_GAP =
      List.of(
          new SequencedRecord(0, 0, new SessionRecord.Start(SampleSessions.start(NOON, "cart-0"))),
          new SequencedRecord(1, 9, new SessionRecord.Negotiated(SessionProtocol.SPDY_V4)),
          new SequencedRecord(2, 1L << 33, data("$ ls\r\n")));
  private static final List<SequencedRecord> AFTER_GAP =
      List.of(
          new SequencedRecord(9, 1L << 34, data("a b c\r\n")),
          new SequencedRecord(
              10, 1L << 35, new SessionRecord.End(EndReason.CLIENT_CLOSED, "", List.of())));
  private static final RecordingGap GAP =
      new RecordingGap(RecordingGap.Cause.MISSING, 3, 6, 1L << 33, 1L << 34, List.of());

  private static SessionRecord data(String text) {
    return new SessionRecord.Data(SessionStream.STDOUT, text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void version_1_is_read() throws IOException {
    MemoryRecordingStore store = new MemoryRecordingStore();
    store.append(PART, 0, ByteBuffer.wrap(golden("v1/part.hex")));
    store.seal(PART);
    store.commit(Checkpoint.NONE);
    StoredRecordings recordings = new StoredRecordings(store);
    assertThat(recordings.verify(ID).orElseThrow().faults()).isEmpty();
    assertThat(recordings.verify(ID).orElseThrow().rootHash()).isEqualTo(ROOT_HASH);
    Recording recording = recordings.find(ID).orElseThrow();
    assertThat(recording.state()).isEqualTo(RecordingState.SEALED);
    assertThat(recording.reason()).isEqualTo("client-closed");
    assertThat(recording.gaps()).containsExactly(GAP);
    List<SequencedRecord> records = read(store, ID, 0);
    assertThat(records.subList(0, 3)).isEqualTo(BEFORE_GAP);
    assertThat(records.get(3))
        .isEqualTo(
            new SequencedRecord(
                3, 1L << 34, new SessionRecord.Gap(1L << 33, 1L << 34, List.of(), 6)));
    assertThat(records.subList(4, 6)).isEqualTo(AFTER_GAP);
  }

  /// Compression may give other bytes with another version of its library; the hash stays.
  @Test
  void what_is_written_now_has_the_same_hash() throws IOException {
    MemoryRecordingStore store = new MemoryRecordingStore();
    PartWriter writer = PartWriter.create(store, PART, null);
    write(writer, BEFORE_GAP, 2);
    writer.add(GAP);
    write(writer, AFTER_GAP, 5);
    assertThat(writer.seal(RecordingState.SEALED, "client-closed")).isEqualTo(ROOT_HASH);
  }

  private static byte[] golden(String file) throws IOException {
    try (InputStream in = GoldenPartTest.class.getResourceAsStream(file)) {
      assertThat(in).as(file).isNotNull();
      String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      return HexFormat.of().parseHex(text.replaceAll("\\s", ""));
    }
  }
}
