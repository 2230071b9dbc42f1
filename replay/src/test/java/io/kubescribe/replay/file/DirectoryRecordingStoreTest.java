package io.kubescribe.replay.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubescribe.core.ConfigException;
import io.kubescribe.core.CorruptDataException;
import io.kubescribe.core.config.ByteSize;
import io.kubescribe.core.recording.RecordingStore;
import io.kubescribe.core.recording.RecordingStore.Part;
import io.kubescribe.core.store.Checkpoint;
import io.kubescribe.testkit.recording.RecordingStoreContract;
import io.kubescribe.testkit.recording.SampleSessions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryRecordingStoreTest extends RecordingStoreContract {
  private static final ByteSize NO_FLOOR = new ByteSize(0);
  private static final Part PART =
      new Part(new SampleSessions(1).id(Instant.parse("2026-11-23T12:00:00Z")), 1);

  @TempDir Path own;

  @Override
  protected RecordingStore open(Path folder) throws IOException {
    return DirectoryRecordingStore.open(folder, NO_FLOOR);
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void nobody_else_may_read_it() throws IOException {
    Path folder = own.resolve("recordings");
    try (RecordingStore store = open(folder)) {
      store.append(PART, 0, bytes("abc"));
      store.seal(PART);
      store.commit(Checkpoint.NONE);
      store.append(new Part(PART.session(), 2), 0, bytes("abc"));
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path one : all.toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(one)))
            .as("%s", one)
            .isEqualTo(Files.isDirectory(one) ? "rwx------" : "rw-------");
      }
    }
  }

  @Test
  void a_full_disk_is_refused_and_named() throws IOException {
    try (RecordingStore store =
        DirectoryRecordingStore.open(own.resolve("recordings"), new ByteSize(Long.MAX_VALUE / 2))) {
      assertThatThrownBy(() -> store.append(PART, 0, bytes("abc")))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("MiB left, replay.minFree is");
      assertThat(store.check().ok()).isFalse();
      assertThat(store.check().message()).contains("make room");
      assertThat(store.parts(PART.session())).isEmpty();
    }
  }

  @Test
  void what_was_set_aside_is_kept() throws IOException {
    Path folder = own.resolve("recordings");
    try (RecordingStore store = open(folder)) {
      store.append(PART, 0, bytes("abcdef"));
      store.setAside(PART, 2);
      store.append(PART, 2, bytes("x"));
      store.setAside(PART, 2);
    }
    assertThat(folder.resolve("aside").resolve(PART + ".2.0.damaged")).hasContent("cdef");
    assertThat(folder.resolve("aside").resolve(PART + ".2.1.damaged")).hasContent("x");
  }

  @Test
  void another_format_is_refused() throws IOException {
    Path folder = own.resolve("recordings");
    open(folder).close();
    Files.writeString(folder.resolve("format"), "kubescribe recordings 2\n");
    assertThatThrownBy(() -> open(folder))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("kubescribe recordings 2");
  }

  @Test
  void a_damaged_checkpoint_is_no_checkpoint() throws IOException {
    byte[] golden =
        ("bb12f98c\n{\"topicIds\":{\"kubescribe.sessions\":\"an id\"},\"next\":"
                + "[{\"topic\":\"kubescribe.sessions\",\"partition\":2,\"offset\":7}]}")
            .getBytes(StandardCharsets.UTF_8);
    Checkpoint checkpoint = CheckpointFile.decode(golden, "checkpoint");
    assertThat(checkpoint.nextOffsets())
        .containsEntry(new Checkpoint.Partition("kubescribe.sessions", 2), 7L);
    assertThat(CheckpointFile.encode(checkpoint)).isEqualTo(golden);
    for (int i = 0; i < golden.length; i++) {
      byte[] broken = golden.clone();
      broken[i] ^= 1;
      assertThatThrownBy(() -> CheckpointFile.decode(broken, "checkpoint"))
          .isInstanceOf(CorruptDataException.class);
    }
  }
}
