package io.kubescribe.forward.file;

import io.kubescribe.core.store.IndexableEvent;
import io.kubescribe.forward.delivery.Destination;
import io.kubescribe.forward.delivery.Item;
import io.kubescribe.forward.delivery.Limits;
import io.kubescribe.forward.delivery.Outcome;
import io.kubescribe.forward.delivery.Signal;
import io.kubescribe.forward.profile.Profile;
import io.kubescribe.forward.webhook.EventLine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Appends events to a file, a line of JSON each; a batch is on the disk before it counts as
/// delivered. A file that is full is put aside under the time of that, and a new one begins; a file
/// that somebody else moves away is begun anew too. Deletes nothing.
public final class NdjsonFile implements Destination {
  private static final Limits LIMITS = new Limits(1000, 1 << 20, 1 << 20);

  private final Path file;
  private final long largest;
  private final Profile profile;
  private final InstantSource clock;
  private @Nullable FileChannel open;
  private @Nullable Object key;

  /// @param largest bytes after which a file is put aside
  public NdjsonFile(Path file, long largest, Profile profile, InstantSource clock) {
    this.file = file.toAbsolutePath();
    this.largest = largest;
    this.profile = profile;
    this.clock = clock;
  }

  @Override
  public Limits limits() {
    return LIMITS;
  }

  @Override
  public byte[] prepare(IndexableEvent event) {
    return EventLine.of(event, profile);
  }

  @Override
  public synchronized Outcome send(List<Item> items) {
    long before = -1;
    try {
      FileChannel channel = channel();
      before = channel.size();
      for (Item item : items) {
        ByteBuffer line = ByteBuffer.wrap(item.body());
        while (line.hasRemaining()) {
          channel.write(line);
        }
      }
      channel.force(false);
      return Outcome.delivered(items.size());
    } catch (IOException e) {
      undo(before);
      return Outcome.again(
          items.size(), Signal.FULL, "can't write to " + file + ": " + e.getMessage());
    }
  }

  /// Takes half a batch back, so that no line is cut.
  private void undo(long size) {
    FileChannel channel = open;
    open = null;
    if (channel == null) {
      return;
    }
    try (channel) {
      if (size >= 0) {
        channel.truncate(size);
      }
    } catch (IOException e) {
      // The disk is in trouble; the line that is cut is the reader's to pass over.
    }
  }

  private FileChannel channel() throws IOException {
    FileChannel channel = open;
    if (channel != null && (channel.size() >= largest || !isThere())) {
      channel.close();
      open = null;
      if (isThere()) {
        Files.move(file, aside(), StandardCopyOption.ATOMIC_MOVE);
      }
      channel = null;
    }
    if (channel == null) {
      channel = begin();
      open = channel;
    }
    return channel;
  }

  private boolean isThere() throws IOException {
    return Files.exists(file) && Objects.equals(key, keyOf(file));
  }

  private Path aside() {
    String time = clock.instant().toString().replace(":", "");
    return file.resolveSibling(file.getFileName() + "." + time);
  }

  private FileChannel begin() throws IOException {
    Path parent = file.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    if (!Files.exists(file)) {
      // Audit events are not for everybody on the machine.
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    key = keyOf(file);
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    if (endsWithinLine()) {
      channel.write(ByteBuffer.wrap(new byte[] {'\n'}));
    }
    return channel;
  }

  /// So a power cut in the middle of a batch leaves the file.
  private boolean endsWithinLine() throws IOException {
    try (FileChannel reading = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer last = ByteBuffer.allocate(1);
      return reading.size() > 0
          && reading.read(last, reading.size() - 1) == 1
          && last.get(0) != '\n';
    }
  }

  private static @Nullable Object keyOf(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
  }

  @Override
  public synchronized void close() throws IOException {
    FileChannel channel = open;
    if (channel != null) {
      channel.close();
      open = null;
    }
  }
}
