package io.kubescribe.index.lucene;

import io.kubescribe.core.CorruptDataException;
import io.kubescribe.index.lucene.Manifest.Extent;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexCommit;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;

/// One Lucene index: the events of a span of time. Opened on demand, for writing by the appending
/// thread and for reading by any.
final class Slice implements Closeable {
  /// How old a reader may be that a search still takes.
  static final Duration REFRESH = Duration.ofSeconds(1);

  private final SliceName name;
  private final Path path;
  private final Directories directories;
  private final InstantSource clock;
  private final PinnedCommits commits;
  private final double memoryMebibytes;
  private final SegmentLayout layout;

  /// Generation of the commit that the manifest names, -1 before the first.
  private volatile long generation;

  private volatile Extent extent;

  // Guarded by this; only the appending thread sets the writer.
  private @Nullable Directory directory;

  private volatile @Nullable IndexWriter writer;
  private @Nullable DirectoryReader reader;
  private long readerEvents;
  private long readerMillis;
  private volatile long usedMillis;
  private boolean closed;

  Slice(
      SliceName name,
      Path path,
      Directories directories,
      InstantSource clock,
      double memoryMebibytes,
      SegmentLayout layout,
      Manifest.Entry committed) {
    this.name = name;
    this.path = path;
    this.directories = directories;
    this.clock = clock;
    this.memoryMebibytes = memoryMebibytes;
    this.layout = layout;
    this.generation = committed.generation();
    this.extent = committed.extent();
    this.commits = new PinnedCommits(generation);
  }

  SliceName name() {
    return name;
  }

  Extent extent() {
    return extent;
  }

  /// When it was last read or written, milliseconds.
  long usedMillis() {
    return usedMillis;
  }

  Path path() {
    return path;
  }

  // Writing: the appending thread.

  /// @param earliest time in the document, microseconds
  /// @param latest time in the document, microseconds
  /// @param received milliseconds
  void add(List<IndexableField> document, long earliest, long latest, long received)
      throws IOException {
    IndexWriter open = openWriter();
    open.addDocument(document);
    // After the document: whoever sees the extent finds the event.
    extent = extent.with(earliest, latest, received);
    usedMillis = clock.millis();
  }

  boolean isWriting() {
    return writer != null;
  }

  boolean isDirty() {
    IndexWriter open = writer;
    return open != null && open.hasUncommittedChanges();
  }

  long ramBytes() {
    IndexWriter open = writer;
    return open == null ? 0 : open.ramBytesUsed();
  }

  /// Moves what is in memory to segments, not durable yet.
  void flush() throws IOException {
    openWriter().flush();
  }

  private synchronized IndexWriter openWriter() throws IOException {
    if (closed) {
      throw new IOException("slice " + name + " is closed");
    }
    IndexWriter open = writer;
    if (open == null) {
      IndexCommit start = generation < 0 ? null : namedCommit();
      open = new IndexWriter(openDirectory(), layout.writerConfig(start, commits, memoryMebibytes));
      writer = open;
      dropReader();
    }
    return open;
  }

  private Directory openDirectory() throws IOException {
    Directory open = directory;
    if (open == null) {
      if (generation < 0) {
        Files.createDirectories(path);
        // Lucene syncs what is in the directory; its own name is in the parent.
        IOUtils.fsync(path.getParent(), true);
      }
      open = directories.open(path);
      directory = open;
    }
    return open;
  }

  private IndexCommit namedCommit() throws IOException {
    for (IndexCommit commit : DirectoryReader.listCommits(openDirectory())) {
      if (commit.getGeneration() == generation) {
        return commit;
      }
    }
    throw new CorruptDataException(
        "slice " + path + " lacks its commit " + generation + ": restore it, or rebuild the store");
  }

  /// Makes the slice durable, without effect on what the manifest names.
  ///
  /// @return generation of the new commit
  long commit(long sequence) throws IOException {
    IndexWriter open = openWriter();
    open.setLiveCommitData(Map.of("sequence", Long.toString(sequence)).entrySet());
    open.commit();
    return SegmentInfos.getLastCommitGeneration(openDirectory());
  }

  /// The manifest now names this commit.
  void committed(long newGeneration) {
    generation = newGeneration;
    commits.pin(newGeneration);
  }

  /// Closes the writer if nothing would be lost or thrown away.
  synchronized void closeIdleWriter() throws IOException {
    IndexWriter open = writer;
    if (open != null
        && !open.hasUncommittedChanges()
        && !open.hasPendingMerges()
        && open.getMergingSegments().isEmpty()) {
      dropReader();
      writer = null;
      open.rollback();
    }
  }

  // Reading: any thread.

  /// A reader that sees every event appended a second ago or earlier. To be closed.
  View view() throws IOException {
    return view(REFRESH);
  }

  /// A reader that sees every event appended `age` ago or earlier.
  synchronized View view(Duration age) throws IOException {
    if (closed) {
      throw new IOException("slice " + name + " is closed");
    }
    usedMillis = clock.millis();
    try {
      DirectoryReader current = reader;
      if (current == null) {
        IndexWriter open = writer;
        opened();
        current = open == null ? DirectoryReader.open(namedCommit()) : DirectoryReader.open(open);
        reader = current;
      } else if (writer != null && extent.events() != readerEvents && isOlder(age)) {
        opened();
        DirectoryReader newer = DirectoryReader.openIfChanged(current, writer);
        if (newer != null) {
          reader = newer;
          current.decRef();
          current = newer;
        }
      }
      current.incRef();
      return new View(current);
    } catch (AlreadyClosedException e) {
      throw new IOException("slice " + name + " was closed by a failure", e);
    }
  }

  /// Notes what a reader that is opened from here on sees at least.
  private void opened() {
    readerEvents = extent.events();
    readerMillis = clock.millis();
  }

  private boolean isOlder(Duration age) {
    long passed = clock.millis() - readerMillis;
    // A clock set back must not stop the refresh.
    return passed >= age.toMillis() || passed < 0;
  }

  /// A reader in use.
  record View(DirectoryReader reader) implements Closeable {
    @Override
    public void close() throws IOException {
      reader.decRef();
    }
  }

  synchronized boolean isReadOnlyOpen() {
    return writer == null && reader != null;
  }

  /// Closes what is open for reading only; reads under way go on.
  synchronized void closeReadOnly() throws IOException {
    if (writer == null) {
      dropReader();
      closeDirectory();
    }
  }

  private void dropReader() throws IOException {
    DirectoryReader current = reader;
    reader = null;
    if (current != null) {
      current.decRef();
    }
  }

  private void closeDirectory() throws IOException {
    Directory open = directory;
    directory = null;
    if (open != null) {
      open.close();
    }
  }

  /// Closes everything; what was not committed is gone.
  @Override
  public synchronized void close() throws IOException {
    closed = true;
    IndexWriter open = writer;
    writer = null;
    try {
      dropReader();
    } finally {
      if (open != null) {
        open.rollback();
      }
      closeDirectory();
    }
  }
}
