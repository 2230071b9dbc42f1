package io.kubescribe.replay.publish;

import io.kubescribe.core.CorruptDataException;
import io.kubescribe.core.recording.Recording;
import io.kubescribe.core.recording.RecordingState;
import io.kubescribe.core.session.SessionId;
import io.kubescribe.replay.derive.Derivation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Which sessions are published; layout in the package's description. Lost or broken, it costs that
/// all is published again, which changes nothing. For one thread.
final class ProgressFile {
  private static final String HEADER = "kubescribe-published 1 " + Derivation.VERSION;

  /// How far a session had come when it was done.
  private record Done(int version, long records, RecordingState state) {}

  private final Path file;
  private final NavigableMap<SessionId, Done> done = new TreeMap<>();
  private @Nullable SessionId before;
  private boolean changed;

  ProgressFile(Path file) {
    this.file = file;
  }

  /// Reads the file, if there is one of this version.
  void load() throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    List<String> lines = Files.readAllLines(file);
    if (lines.isEmpty() || !lines.getFirst().equals(HEADER)) {
      return;
    }
    try {
      for (String line : lines.subList(1, lines.size())) {
        read(line.split(" ", -1));
      }
    } catch (RuntimeException e) {
      done.clear();
      before = null;
      throw new CorruptDataException("progress " + file + " can't be read; all is done again", e);
    }
  }

  private void read(String[] parts) {
    SessionId id = SessionId.parse(parts[1]).orElseThrow();
    if (parts[0].equals("before")) {
      before = id;
    } else {
      done.put(
          id,
          new Done(
              Integer.parseInt(parts[2]),
              Long.parseLong(parts[3]),
              RecordingState.valueOf(parts[4])));
    }
  }

  /// Sessions with smaller ids need not be looked at; null if all must be.
  @Nullable SessionId before() {
    return before;
  }

  boolean isDone(Recording recording) {
    if (before != null && recording.id().compareTo(before) < 0) {
      return true;
    }
    return of(recording).equals(done.get(recording.id()));
  }

  private static Done of(Recording recording) {
    return new Done(Summaries.version(recording), recording.records(), recording.state());
  }

  void finished(Recording recording) {
    done.put(recording.id(), of(recording));
    changed = true;
  }

  /// Notes that all sessions with smaller ids are done, for good.
  void pass(SessionId id) {
    if (before == null || before.compareTo(id) < 0) {
      before = id;
      done.headMap(id).clear();
      changed = true;
    }
  }

  /// Makes durable what has changed.
  void save() throws IOException {
    if (!changed) {
      return;
    }
    StringBuilder text = new StringBuilder(HEADER).append('\n');
    if (before != null) {
      text.append("before ").append(before).append('\n');
    }
    done.forEach((id, one) ->
        text.append("done ")
            .append(id)
            .append(' ')
            .append(one.version())
            .append(' ')
            .append(one.records())
            .append(' ')
            .append(one.state().name())
            .append('\n'));
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(text.toString());
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    changed = false;
  }
}
