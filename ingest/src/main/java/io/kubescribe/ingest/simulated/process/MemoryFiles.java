package io.kubescribe.ingest.simulated.process;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// A small file system in memory, bounded in bytes and entries. Paths are absolute and normal, as
/// [#resolve] makes them. Safe for use by many threads.
public final class MemoryFiles {
  private static final int MOST_ENTRIES = 10_000;

  /// The content is empty for a directory.
  @SuppressWarnings("ArrayRecordComponent") // bytes are passed on, never compared
  private record Node(byte[] content, boolean directory, Instant modified) {}

  /// One name of a directory.
  ///
  /// @param size in bytes, 0 for a directory
  public record Entry(String path, boolean directory, long size, Instant modified) {
    public String name() {
      return path.substring(path.lastIndexOf('/') + 1);
    }
  }

  private static final byte[] NONE = {};

  private final NavigableMap<String, Node> nodes = new TreeMap<>();
  private final long mostBytes;
  private final InstantSource clock;
  private long bytes;

  /// @param mostBytes beyond these a write fails with "no space left on device"
  public MemoryFiles(long mostBytes, InstantSource clock) {
    this.mostBytes = mostBytes;
    this.clock = clock;
    nodes.put("/", new Node(NONE, true, clock.instant()));
  }

  /// The normal form of a path as seen from a directory.
  public static String resolve(String directory, String path) {
    Deque<String> parts = new ArrayDeque<>();
    String whole = path.startsWith("/") ? path : directory + "/" + path;
    for (String part : whole.split("/", -1)) {
      if (part.equals("..")) {
        parts.pollLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return "/" + String.join("/", parts);
  }

  public synchronized Optional<Entry> entry(String path) {
    Node node = nodes.get(path);
    return node == null ? Optional.empty() : Optional.of(entry(path, node));
  }

  private static Entry entry(String path, Node node) {
    return new Entry(path, node.directory, node.content.length, node.modified);
  }

  /// What lies directly in a directory, by name.
  public synchronized List<Entry> list(String directory) {
    String prefix = directory.equals("/") ? "/" : directory + "/";
    return nodes.tailMap(prefix, false).entrySet().stream()
        .takeWhile(found -> found.getKey().startsWith(prefix))
        .filter(found -> found.getKey().indexOf('/', prefix.length()) < 0)
        .map(found -> entry(found.getKey(), found.getValue()))
        .toList();
  }

  /// @throws FileException if there is no such file
  public synchronized InputStream read(String path) throws IOException {
    Node node = nodes.get(path);
    if (node == null) {
      throw new FileException("No such file or directory");
    }
    if (node.directory) {
      throw new FileException("Is a directory");
    }
    return new ByteArrayInputStream(node.content);
  }

  /// Makes the directory and those above it.
  ///
  /// @throws FileException if a file is in the way, or there are too many entries
  public synchronized void makeDirectories(String path) throws IOException {
    for (int slash = path.indexOf('/', 1); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      makeDirectory(path.substring(0, slash));
    }
    makeDirectory(path);
  }

  private void makeDirectory(String path) throws IOException {
    Node there = nodes.get(path);
    if (there == null) {
      requireRoom(0);
      nodes.put(path, new Node(NONE, true, clock.instant()));
    } else if (!there.directory) {
      throw new FileException("Not a directory");
    }
  }

  private void requireRoom(long more) throws IOException {
    if (bytes + more > mostBytes || nodes.size() >= MOST_ENTRIES) {
      throw new FileException("No space left on device");
    }
  }

  /// A file's new content, which is there once the stream is closed.
  ///
  /// @throws FileException if its directory is not there; the stream's, when the device is full
  public synchronized OutputStream write(String path, boolean append) throws IOException {
    String parent = path.substring(0, Math.max(1, path.lastIndexOf('/')));
    Node directory = nodes.get(parent);
    if (directory == null || !directory.directory) {
      throw new FileException("No such file or directory");
    }
    Node there = nodes.get(path);
    if (there != null && there.directory) {
      throw new FileException("Is a directory");
    }
    Writing writing = new Writing(path);
    if (append && there != null) {
      writing.write(there.content, 0, there.content.length);
    }
    return writing;
  }

  /// Writes a text, with its directories.
  public void put(String path, String text) throws IOException {
    makeDirectories(resolve(path, ".."));
    try (OutputStream out = write(path, false)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /// Removes a file, or a directory with all in it.
  ///
  /// @return whether there was one
  public synchronized boolean remove(String path) {
    Node node = nodes.remove(path);
    if (node == null) {
      return false;
    }
    bytes -= node.content.length;
    if (node.directory) {
      Map<String, Node> below = nodes.subMap(path + "/", path + "0");
      below.values().forEach(gone -> bytes -= gone.content.length);
      below.clear();
    }
    nodes.putIfAbsent("/", new Node(NONE, true, clock.instant()));
    return true;
  }

  /// Room for a file that is being written, so that many at once stay within the bounds too.
  private synchronized void reserve(int length) throws IOException {
    requireRoom(length);
    bytes += length;
  }

  private synchronized void finish(String path, byte[] content, long reserved) throws IOException {
    bytes -= reserved;
    Node there = nodes.get(path);
    long more = (long) content.length - (there == null ? 0 : there.content.length);
    requireRoom(more);
    bytes += more;
    nodes.put(path, new Node(content, false, clock.instant()));
  }

  private final class Writing extends OutputStream {
    private final String path;
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private long reserved;
    private boolean closed;

    Writing(String path) {
      this.path = path;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
      reserve(length);
      reserved += length;
      content.write(source, offset, length);
    }

    @Override
    public void close() throws IOException {
      if (!closed) {
        closed = true;
        finish(path, content.toByteArray(), reserved);
      }
    }
  }
}
