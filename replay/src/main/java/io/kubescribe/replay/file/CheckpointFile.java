package io.kubescribe.replay.file;

import io.kubescribe.core.CorruptDataException;
import io.kubescribe.core.json.StrictJson;
import io.kubescribe.core.store.Checkpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// The checkpoint in its file; layout in the package's description.
final class CheckpointFile {
  private static final int DIGITS = 8;

  private final Path file;

  CheckpointFile(Path file) {
    this.file = file;
  }

  /// As it is written: maps with keys that are records would have names that nobody can read.
  private record Content(Map<String, String> topicIds, List<Offset> next) {}

  private record Offset(String topic, int partition, long offset) {}

  /// @return [Checkpoint#NONE] where there is no file
  /// @throws CorruptDataException if the file is not as it was written
  Checkpoint read() throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return Checkpoint.NONE;
    }
    return decode(bytes, file.toString());
  }

  /// @param where what the bytes are from, for people
  static Checkpoint decode(byte[] bytes, String where) throws CorruptDataException {
    String text = new String(bytes, StandardCharsets.UTF_8);
    String json = text.substring(Math.min(text.length(), DIGITS + 1));
    try {
      @Nullable Content content =
          text.startsWith(checksum(json) + "\n")
              ? StrictJson.MAPPER.readValue(json, Content.class)
              : null;
      if (content == null) {
        throw new CorruptDataException(where + " is damaged: restore it");
      }
      Checkpoint checkpoint = new Checkpoint(Map.of(), content.topicIds());
      for (Offset one : content.next()) {
        checkpoint =
            checkpoint.with(new Checkpoint.Partition(one.topic(), one.partition()), one.offset());
      }
      return checkpoint;
    } catch (JacksonException e) {
      throw new CorruptDataException(where + " can't be read: restore it", e);
    }
  }

  static byte[] encode(Checkpoint checkpoint) {
    List<Offset> next =
        checkpoint.nextOffsets().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(entry ->
                new Offset(entry.getKey().topic(), entry.getKey().number(), entry.getValue()))
            .toList();
    String json = StrictJson.MAPPER.writeValueAsString(new Content(checkpoint.topicIds(), next));
    return (checksum(json) + "\n" + json).getBytes(StandardCharsets.UTF_8);
  }

  private static String checksum(String json) {
    CRC32C crc = new CRC32C();
    crc.update(json.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }

  void write(Checkpoint checkpoint) throws IOException {
    SyncedFolder.replace(file, encode(checkpoint));
  }
}
