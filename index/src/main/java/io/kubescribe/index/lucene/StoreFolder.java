package io.kubescribe.index.lucene;

import io.kubescribe.core.CheckResult;
import io.kubescribe.core.store.AppendOutcome;
import io.kubescribe.core.store.Checkpoint;
import io.kubescribe.index.IndexConfig;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.AlreadyClosedException;
import org.jspecify.annotations.Nullable;

/// A store in its folder, which is opened anew after a failure; layout in the package's
/// description.
///
/// After a failure to write (disk full, I/O error) appends and commits are refused until
/// [#checkpoint] is called, which goes back to the last commit, as after a crash; reads go on
/// meanwhile where they can. Safe for use by many threads, of which one appends.
final class StoreFolder<T> implements Closeable {
  private final Path folder;
  private final IndexConfig config;
  private final StoreKind<T> kind;
  private final Directories directories;
  private final InstantSource clock;

  // Set by the appending thread.
  private volatile OpenStore<T> store;
  private volatile @Nullable Exception failure;

  private StoreFolder(
      Path folder,
      IndexConfig config,
      StoreKind<T> kind,
      Directories directories,
      InstantSource clock,
      OpenStore<T> store) {
    this.folder = folder;
    this.config = config;
    this.kind = kind;
    this.directories = directories;
    this.clock = clock;
    this.store = store;
  }

  /// Opens the store, a new one if the folder is empty or missing.
  ///
  /// @param folder belongs to the store alone
  /// @throws io.kubescribe.core.CorruptDataException if it is of another version or incomplete
  /// @throws IOException if another process has it, or it can't be read
  static <T> StoreFolder<T> open(
      Path folder,
      IndexConfig config,
      StoreKind<T> kind,
      Directories directories,
      InstantSource clock)
      throws IOException {
    OpenStore<T> store = OpenStore.open(folder, config, kind, directories, clock);
    return new StoreFolder<>(folder, config, kind, directories, clock, store);
  }

  /// Something that may fail on the way to the disk.
  @FunctionalInterface
  private interface Write<T, R> {
    R run(OpenStore<T> store) throws IOException;
  }

  private <R> R write(Write<T, R> write) throws IOException {
    if (failure != null) {
      throw new IOException("search store failed before: start again from its checkpoint");
    }
    try {
      return write.run(store);
    } catch (IOException | AlreadyClosedException e) {
      failure = e;
      throw e instanceof IOException io ? io : new IOException("search store failed", e);
    }
  }

  Checkpoint checkpoint() throws IOException {
    if (failure != null) {
      try {
        store.close();
      } catch (IOException | AlreadyClosedException e) {
        // What was open had failed; what is on disk is opened anew.
        failure = e;
      }
      store = OpenStore.open(folder, config, kind, directories, clock);
      failure = null;
    }
    return store.checkpoint();
  }

  List<AppendOutcome> append(List<T> batch) throws IOException {
    return write(open -> open.append(batch));
  }

  void commit(Checkpoint next) throws IOException {
    IndexCommitEvent event = new IndexCommitEvent();
    event.begin();
    write(open -> {
      open.commit(next);
      return true;
    });
    event.commit();
  }

  int dropReceivedBefore(Instant limit) throws IOException {
    return write(open -> open.dropReceivedBefore(limit));
  }

  /// A read within its budget.
  @FunctionalInterface
  interface BoundedRead<R> {
    R run(Slices slices, SearchBudget budget) throws IOException;
  }

  <R> R read(BoundedRead<R> read) throws IOException {
    try {
      return read.run(store.slices(), new SearchBudget(config.queryTimeout()));
    } catch (SearchBudget.SpentException e) {
      throw e.toChecked();
    } catch (IndexSearcher.TooManyClauses e) {
      throw new SearchBudget.SpentException("the query has too many conditions").toChecked();
    } catch (AlreadyClosedException e) {
      throw new IOException("search store was closed during the read", e);
    }
  }

  CheckResult check() {
    Exception failed = failure;
    return failed == null
        ? CheckResult.OK
        : CheckResult.failed("can't write to " + folder + ": " + failed.getMessage());
  }

  /// Closes without a commit: what was appended since the last one comes again from the log.
  @Override
  public void close() throws IOException {
    store.close();
  }
}
