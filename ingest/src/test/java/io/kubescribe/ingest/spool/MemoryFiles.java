package io.kubescribe.ingest.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/// Files in memory that know what a power cut leaves: the bytes and names that were fsynced, and of
/// the others as much as the test says. Calls can be made to fail or to wait. Safe for use by many
/// threads.
final class MemoryFiles implements SpoolFiles {
  /// Called before each call; may throw, or wait.
  @FunctionalInterface
  interface Hook {
    void before(String call, Path path) throws IOException;
  }

  private static final class Content {
    byte[] bytes = {};
    int synced;
    boolean nameSynced;

    Content copy(int length) {
      Content copy = new Content();
      copy.bytes = Arrays.copyOf(bytes, length);
      copy.synced = length;
      copy.nameSynced = true;
      return copy;
    }
  }

  private final TreeMap<Path, Content> files = new TreeMap<>();
  private volatile Hook hook = (_, _) -> {};

  void hook(Hook before) {
    hook = before;
  }

  /// What is there after a crash.
  ///
  /// @param keep how many bytes of a file stay, told its length; at least its fsynced ones do
  synchronized MemoryFiles afterCrash(ToIntFunction<byte[]> keep) {
    MemoryFiles after = new MemoryFiles();
    files.forEach((path, content) -> {
      if (content.nameSynced) {
        int length = Math.max(content.synced, keep.applyAsInt(content.bytes));
        after.files.put(path, content.copy(Math.min(length, content.bytes.length)));
      }
    });
    return after;
  }

  synchronized MemoryFiles copy() {
    return afterCrash(bytes -> bytes.length);
  }

  synchronized List<Path> paths() {
    return List.copyOf(files.keySet());
  }

  synchronized byte[] bytes(Path path) {
    return content(path).bytes;
  }

  synchronized void put(Path path, byte[] bytes) {
    Content content = new Content();
    content.bytes = bytes;
    content.synced = bytes.length;
    content.nameSynced = true;
    files.put(path, content);
  }

  private Content content(Path path) {
    return Objects.requireNonNull(files.get(path), path::toString);
  }

  @Override
  public void createFolder(Path folder) throws IOException {
    hook.before("createFolder", folder);
  }

  @Override
  public List<String> names(Path folder) throws IOException {
    hook.before("names", folder);
    synchronized (this) {
      return files.keySet().stream()
          .filter(path -> folder.equals(path.getParent()))
          .map(path -> String.valueOf(path.getFileName()))
          .toList();
    }
  }

  @Override
  public SpoolFile create(Path file) throws IOException {
    hook.before("create", file);
    synchronized (this) {
      if (files.containsKey(file)) {
        throw new FileAlreadyExistsException(file.toString());
      }
      files.put(file, new Content());
      return new MemoryFile(file, content(file));
    }
  }

  @Override
  public SpoolFile open(Path file) throws IOException {
    hook.before("open", file);
    synchronized (this) {
      if (!files.containsKey(file)) {
        throw new NoSuchFileException(file.toString());
      }
      return new MemoryFile(file, content(file));
    }
  }

  @Override
  public void delete(Path file) throws IOException {
    hook.before("delete", file);
    synchronized (this) {
      files.remove(file);
    }
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    hook.before("move", from);
    synchronized (this) {
      files.put(to, content(from));
      files.remove(from);
    }
  }

  @Override
  public void syncFolder(Path folder) throws IOException {
    hook.before("syncFolder", folder);
    synchronized (this) {
      files.forEach((path, content) -> content.nameSynced |= folder.equals(path.getParent()));
    }
  }

  private final class MemoryFile implements SpoolFile {
    private final Path path;
    private final Content content;

    MemoryFile(Path path, Content content) {
      this.path = path;
      this.content = content;
    }

    @Override
    public long size() throws IOException {
      hook.before("size", path);
      synchronized (MemoryFiles.this) {
        return content.bytes.length;
      }
    }

    @Override
    public void read(ByteBuffer into, long position) throws IOException {
      hook.before("read", path);
      synchronized (MemoryFiles.this) {
        int from = (int) Math.min(position, content.bytes.length);
        into.put(content.bytes, from, Math.min(into.remaining(), content.bytes.length - from));
      }
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
      try {
        hook.before("write", path);
      } catch (IOException e) {
        // A write that fails may have written some.
        append(bytes.slice(bytes.position(), bytes.remaining() / 2));
        throw e;
      }
      append(bytes);
    }

    private void append(ByteBuffer bytes) {
      synchronized (MemoryFiles.this) {
        int from = content.bytes.length;
        content.bytes = Arrays.copyOf(content.bytes, from + bytes.remaining());
        bytes.get(content.bytes, from, bytes.remaining());
      }
    }

    @Override
    public void force() throws IOException {
      int length;
      synchronized (MemoryFiles.this) {
        length = content.bytes.length;
      }
      hook.before("force", path);
      synchronized (MemoryFiles.this) {
        content.synced = length;
      }
    }

    @Override
    public void truncate(long size) throws IOException {
      hook.before("truncate", path);
      synchronized (MemoryFiles.this) {
        content.bytes = Arrays.copyOf(content.bytes, (int) size);
        content.synced = Math.min(content.synced, (int) size);
      }
    }

    @Override
    public void close() throws IOException {
      hook.before("close", path);
    }
  }
}
