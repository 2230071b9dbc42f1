package io.kubescribe.index.lucene;

import io.kubescribe.core.CorruptDataException;
import io.kubescribe.core.store.AppendOutcome;
import io.kubescribe.core.store.Checkpoint;
import io.kubescribe.index.IndexConfig;
import io.kubescribe.index.lucene.Manifest.Entry;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.LockObtainFailedException;
import org.apache.lucene.util.IOUtils;

/// A store on disk from one opening to the next: the root index with the manifest, and the slices.
/// How commits work is told in the package's description.
final class OpenStore<T> implements Closeable {
  private static final Duration IDLE = Duration.ofMinutes(10);
  private static final long FLUSH_CHECK_BYTES = 1 << 20;
  private static final String DROPPED = "dropped-";

  private final Directory rootDirectory;
  private final IndexWriter root;
  private final Slices slices;
  private final SliceAppender<T> appender;
  private final IndexConfig config;
  private volatile Manifest manifest;
  private long sinceFlushCheck;

  /// Openings of slices for writing up to the last commit that was for their number.
  private long openingsRelieved;

  private OpenStore(
      Directory rootDirectory,
      IndexWriter root,
      Manifest manifest,
      Slices slices,
      SliceAppender<T> appender,
      IndexConfig config) {
    this.rootDirectory = rootDirectory;
    this.root = root;
    this.manifest = manifest;
    this.slices = slices;
    this.config = config;
    this.appender = appender;
  }

  /// Opens the store in its last committed state, a new one if there is none.
  ///
  /// @throws CorruptDataException if what is there can't be used; nothing is changed then
  static <T> OpenStore<T> open(
      Path folder,
      IndexConfig config,
      StoreKind<T> kind,
      Directories directories,
      InstantSource clock)
      throws IOException {
    Path slicesFolder = folder.resolve("slices");
    Files.createDirectories(slicesFolder);
    IOUtils.fsync(folder, true);
    Directory rootDirectory = directories.open(folder.resolve("root"));
    try {
      IndexWriter root = openRoot(folder, rootDirectory);
      try {
        Manifest manifest = manifest(root, slicesFolder);
        removeLeftovers(slicesFolder, manifest, directories);
        Slices slices =
            new Slices(slicesFolder, directories, clock, config, kind.layout(), manifest);
        return new OpenStore<>(
            rootDirectory, root, manifest, slices, kind.appender().apply(slices), config);
      } catch (IOException | RuntimeException e) {
        IOUtils.closeWhileHandlingException(root::rollback);
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      IOUtils.closeWhileHandlingException(rootDirectory);
      throw e;
    }
  }

  private static IndexWriter openRoot(Path folder, Directory directory) throws IOException {
    IndexWriterConfig config = new IndexWriterConfig();
    config.setCommitOnClose(false);
    try {
      return new IndexWriter(directory, config);
    } catch (LockObtainFailedException e) {
      throw new IOException("search store " + folder + " is in use by another process", e);
    } catch (CorruptIndexException
        | IndexFormatTooNewException
        | IndexFormatTooOldException
        | EOFException e) {
      throw new CorruptDataException(
          "search store " + folder + " has a root index that can't be read: " + e.getMessage(), e);
    }
  }

  private static Manifest manifest(IndexWriter root, Path slicesFolder) throws IOException {
    Map<String, String> data = new HashMap<>();
    Iterable<Map.Entry<String, String>> committed = root.getLiveCommitData();
    if (committed != null) {
      committed.forEach(entry -> data.put(entry.getKey(), entry.getValue()));
    }
    if (!data.isEmpty()) {
      return Manifest.of(data);
    }
    if (!children(slicesFolder).isEmpty()) {
      throw new CorruptDataException(
          "search store has slices in "
              + slicesFolder
              + " but no root index: restore the folder 'root', or move the slices away and let"
              + " the store be rebuilt from the log");
    }
    // From here on, slices without a root are a fault and never the remains of a first start.
    root.setLiveCommitData(Manifest.EMPTY.toUserData().entrySet());
    root.commit();
    return Manifest.EMPTY;
  }

  /// Removes slices that a crash or a retention left behind, and refuses those whose place nobody
  /// knows.
  private static void removeLeftovers(Path folder, Manifest manifest, Directories directories)
      throws IOException {
    for (Path child : children(folder)) {
      String text = child.getFileName().toString();
      if (text.startsWith(DROPPED)) {
        IOUtils.rm(child);
        continue;
      }
      SliceName name = SliceName.parse(text);
      if (!manifest.slices().containsKey(name)) {
        if (!manifest.dropped().contains(name)) {
          try (Directory directory = directories.open(child)) {
            Leftover.check(child, directory, manifest.sequence());
          }
        }
        remove(child);
      }
    }
    for (SliceName name : manifest.slices().keySet()) {
      if (!Files.isDirectory(folder.resolve(name.toString()))) {
        throw new CorruptDataException(
            "slice "
                + folder.resolve(name.toString())
                + " is missing: restore it, or rebuild the"
                + " store");
      }
    }
  }

  /// Removes a slice from disk. Half removed, it is told from one in use by its name; the sync
  /// keeps a power cut from bringing the old name back when no manifest tells any more that it may
  /// go.
  private static void remove(Path slice) throws IOException {
    Path dropped = slice.resolveSibling(DROPPED + slice.getFileName());
    Files.move(slice, dropped);
    IOUtils.fsync(slice.getParent(), true);
    IOUtils.rm(dropped);
  }

  private static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.sorted().toList();
    }
  }

  Slices slices() {
    return slices;
  }

  Checkpoint checkpoint() {
    return manifest.checkpoint();
  }

  List<AppendOutcome> append(List<T> batch) throws IOException {
    List<AppendOutcome> outcomes = new ArrayList<>(batch.size());
    for (T thing : batch) {
      outcomes.add(appender.append(thing));
      sinceFlushCheck += appender.bytes(thing);
      if (sinceFlushCheck > FLUSH_CHECK_BYTES) {
        sinceFlushCheck = 0;
        if (slices.ramBytes() > config.memory().bytes()) {
          slices.flushLargest();
        }
      }
      if (slices.tooManyWriting() && slices.openings() > openingsRelieved) {
        // The events become durable ahead of the checkpoint; a replay finds them as duplicates.
        commit(checkpoint());
        // Those that still merge stay open; another commit for each event would close none sooner.
        openingsRelieved = slices.openings();
      }
    }
    return outcomes;
  }

  /// Makes everything appended durable, with the checkpoint. The root's commit is the one moment at
  /// which it counts.
  void commit(Checkpoint next) throws IOException {
    SortedMap<SliceName, Entry> entries = new TreeMap<>(manifest.slices());
    Map<Slice, Long> moved = new HashMap<>();
    for (Slice slice : slices.dirty()) {
      long generation = slice.commit(manifest.sequence() + 1);
      moved.put(slice, generation);
      entries.put(slice.name(), new Entry(generation, slice.extent()));
    }
    if (!moved.isEmpty() || !next.equals(checkpoint())) {
      commitRoot(manifest.next(next, entries));
      moved.forEach(Slice::committed);
    }
    slices.closeIdleWriters(IDLE);
    appender.forgetUnwritten();
    slices.closeExcessReaders();
  }

  private void commitRoot(Manifest next) throws IOException {
    root.setLiveCommitData(next.toUserData().entrySet());
    root.commit();
    manifest = next;
  }

  /// Drops slices whose newest document was received before; first from the manifest, then from
  /// disk. The manifest says which, so that the next opening finishes what ends half way.
  int dropReceivedBefore(Instant limit) throws IOException {
    List<Slice> due =
        slices.all().stream()
            .filter(slice ->
                slice.extent().events() > 0
                    && slice.extent().newestReceived() < limit.toEpochMilli())
            .toList();
    if (due.isEmpty()) {
      return 0;
    }
    SortedSet<SliceName> names = new TreeSet<>();
    due.forEach(slice -> names.add(slice.name()));
    commitRoot(manifest.without(names));
    for (Slice slice : due) {
      slices.remove(slice);
      slice.close();
      appender.forgetUnwritten();
      remove(slice.path());
    }
    return due.size();
  }

  @Override
  public void close() throws IOException {
    IOUtils.close(appender, slices::close, root::rollback, rootDirectory);
  }
}
