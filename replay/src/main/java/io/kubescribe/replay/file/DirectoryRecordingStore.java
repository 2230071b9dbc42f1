package io.kubescribe.replay.file;

import io.kubescribe.core.CheckResult;
import io.kubescribe.core.ConfigException;
import io.kubescribe.core.config.ByteSize;
import io.kubescribe.core.recording.RecordingStore;
import io.kubescribe.core.session.SessionId;
import io.kubescribe.core.store.Checkpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Recordings as files in a folder; layout and what is durable when are in the package's
/// description.
public final class DirectoryRecordingStore implements RecordingStore {
  private static final String FORMAT = "kubescribe recordings 1\n";

  /// Bytes between two looks at how much room the disk has left.
  private static final long LOOK_EVERY = 1 << 20;

  private final Path root;
  private final PartFiles files;
  private final CheckpointFile checkpoint;
  private final long floor;
  private final Map<Part, FileChannel> open = new HashMap<>();
  private final Set<Part> dirty = new HashSet<>();
  private final Set<Part> sealing = new HashSet<>();
  private long sinceLook = LOOK_EVERY;
  private volatile CheckResult state = CheckResult.OK;

  private DirectoryRecordingStore(Path root, ByteSize floor) {
    this.root = root;
    this.files = new PartFiles(root);
    this.checkpoint = new CheckpointFile(root.resolve("checkpoint"));
    this.floor = floor.bytes();
  }

  /// Opens the folder, which is made if it is missing.
  ///
  /// @param minFree room on the disk below which nothing is written any more
  /// @throws ConfigException if the folder holds recordings of another version
  public static DirectoryRecordingStore open(Path root, ByteSize minFree) throws IOException {
    SyncedFolder.create(root);
    Path format = root.resolve("format");
    if (!Files.exists(format)) {
      SyncedFolder.replace(format, FORMAT.getBytes(StandardCharsets.US_ASCII));
    }
    String found = Files.readString(format, StandardCharsets.ISO_8859_1);
    if (!found.equals(FORMAT)) {
      throw new ConfigException(
          "recordings: %s has format '%s', this version reads '%s': use the version that wrote it"
              .formatted(root, found.strip(), FORMAT.strip()));
    }
    DirectoryRecordingStore store = new DirectoryRecordingStore(root, minFree);
    SyncedFolder.create(store.files.live());
    SyncedFolder.create(store.files.aside());
    return store;
  }

  @Override
  public Checkpoint checkpoint() throws IOException {
    return checkpoint.read();
  }

  @Override
  public List<Part> unsealed() throws IOException {
    closeFiles();
    sealing.clear();
    List<Part> parts = PartFiles.in(files.live());
    // A process that was killed has left bytes that can be read and are not on the disk yet.
    dirty.clear();
    dirty.addAll(parts);
    return parts;
  }

  @Override
  public void append(Part part, long position, ByteBuffer bytes) throws IOException {
    requireRoom(bytes.remaining());
    FileChannel channel = channel(part);
    if (channel.size() != position) {
      throw new IOException(
          "part %s has %d bytes, appended at %d".formatted(part, channel.size(), position));
    }
    dirty.add(part);
    SyncedFolder.writeFully(channel, bytes, position);
  }

  private FileChannel channel(Part part) throws IOException {
    FileChannel channel = open.get(part);
    if (channel == null) {
      channel = SyncedFolder.open(files.live(part));
      open.put(part, channel);
    }
    return channel;
  }

  private void requireRoom(int length) throws IOException {
    sinceLook += length;
    if (sinceLook < LOOK_EVERY) {
      return;
    }
    long free = Files.getFileStore(root).getUsableSpace();
    if (free < floor + length) {
      String message =
          "disk of %s has %d MiB left, replay.minFree is %d MiB: make room; the log keeps what comes"
              .formatted(root, free >> 20, floor >> 20);
      state = CheckResult.failed(message);
      throw new IOException(message);
    }
    state = CheckResult.OK;
    sinceLook = 0;
  }

  @Override
  public void seal(Part part) {
    sealing.add(part);
  }

  @Override
  public void setAside(Part part, long from) throws IOException {
    close(part);
    dirty.remove(part);
    Path file = files.live(part);
    int number = 0;
    while (Files.exists(files.aside(part, from, number))) {
      number++;
    }
    Path kept = files.aside(part, from, number);
    if (from == 0) {
      Files.move(file, kept, StandardCopyOption.ATOMIC_MOVE);
    } else {
      try (FileChannel source =
              FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
          FileChannel target = SyncedFolder.open(kept)) {
        long at = from;
        while (at < source.size()) {
          at += source.transferTo(at, source.size() - at, target);
        }
        target.force(true);
        SyncedFolder.sync(files.aside());
        source.truncate(from);
        source.force(true);
      }
    }
    SyncedFolder.sync(files.aside());
    SyncedFolder.sync(files.live());
  }

  @Override
  public void commit(Checkpoint next) throws IOException {
    for (Part part : dirty) {
      channel(part).force(true);
    }
    Set<Path> folders = new TreeSet<>();
    if (!dirty.isEmpty()) {
      folders.add(files.live());
    }
    for (Part part : List.copyOf(sealing)) {
      close(part);
      Path day = files.folder(PartFiles.day(part.session()));
      SyncedFolder.create(day);
      Files.move(files.live(part), files.sealed(part), StandardCopyOption.ATOMIC_MOVE);
      sealing.remove(part);
      dirty.remove(part);
      folders.add(day);
      folders.add(files.live());
    }
    for (Path folder : folders) {
      SyncedFolder.sync(folder);
    }
    dirty.clear();
    checkpoint.write(next);
  }

  @Override
  public void delete(SessionId session) throws IOException {
    Path day = files.folder(PartFiles.day(session));
    for (Part part : PartFiles.in(day, session)) {
      Files.deleteIfExists(files.sealed(part));
    }
    if (PartFiles.in(day).isEmpty() && Files.isDirectory(day)) {
      Files.delete(day);
    }
  }

  @Override
  public List<LocalDate> days() throws IOException {
    TreeSet<LocalDate> days = new TreeSet<>(files.days());
    PartFiles.in(files.live()).forEach(part -> days.add(PartFiles.day(part.session())));
    return List.copyOf(days);
  }

  @Override
  public List<SessionId> sessions(LocalDate day) throws IOException {
    TreeSet<SessionId> sessions = new TreeSet<>();
    // In this order: what is sealed meanwhile is seen once at least.
    for (Part part : PartFiles.in(files.live())) {
      if (PartFiles.day(part.session()).equals(day)) {
        sessions.add(part.session());
      }
    }
    PartFiles.in(files.folder(day)).forEach(part -> sessions.add(part.session()));
    return List.copyOf(sessions);
  }

  @Override
  public List<StoredPart> parts(SessionId session) throws IOException {
    Map<Integer, StoredPart> parts = new TreeMap<>();
    for (Part part : PartFiles.in(files.live(), session)) {
      put(parts, part, files.live(part), false);
    }
    for (Part part : PartFiles.in(files.folder(PartFiles.day(session)), session)) {
      put(parts, part, files.sealed(part), true);
    }
    return List.copyOf(parts.values());
  }

  private static void put(Map<Integer, StoredPart> parts, Part part, Path file, boolean sealed)
      throws IOException {
    try {
      parts.put(part.epoch(), new StoredPart(part, Files.size(file), sealed));
    } catch (NoSuchFileException e) {
      // Sealed or deleted since the folder was listed.
    }
  }

  @Override
  public ByteBuffer read(Part part, long position, int length) throws IOException {
    try {
      return read(files.live(part), position, length);
    } catch (NoSuchFileException e) {
      // Sealed, maybe just now.
    }
    try {
      return read(files.sealed(part), position, length);
    } catch (NoSuchFileException e) {
      return ByteBuffer.allocate(0);
    }
  }

  private static ByteBuffer read(Path file, long position, int length) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long there = Math.max(0, channel.size() - position);
      ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(length, there));
      long at = position;
      int count = 0;
      while (bytes.hasRemaining() && count >= 0) {
        count = channel.read(bytes, at);
        at += Math.max(0, count);
      }
      return bytes.flip();
    }
  }

  private void close(Part part) throws IOException {
    FileChannel channel = open.remove(part);
    if (channel != null) {
      channel.close();
    }
  }

  private void closeFiles() throws IOException {
    for (Part part : List.copyOf(open.keySet())) {
      close(part);
    }
  }

  @Override
  public String name() {
    return "recording-store";
  }

  @Override
  public CheckResult check() {
    return state;
  }

  /// Closes files; for the writing thread, or after it has ended.
  @Override
  public void close() throws IOException {
    closeFiles();
  }
}
