package io.kubescribe.index.lucene;

import io.kubescribe.core.CheckResult;
import io.kubescribe.core.audit.AuditEventId;
import io.kubescribe.core.query.EventField;
import io.kubescribe.core.query.FieldRef;
import io.kubescribe.core.query.Query;
import io.kubescribe.core.query.TimeRange;
import io.kubescribe.core.store.AppendOutcome;
import io.kubescribe.core.store.Checkpoint;
import io.kubescribe.core.store.Count;
import io.kubescribe.core.store.EventPage;
import io.kubescribe.core.store.EventSearch;
import io.kubescribe.core.store.Histogram;
import io.kubescribe.core.store.IndexableEvent;
import io.kubescribe.core.store.SearchStore;
import io.kubescribe.core.store.Selection;
import io.kubescribe.core.store.StoredEvent;
import io.kubescribe.core.store.TopValues;
import io.kubescribe.index.IndexConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;

/// The search store on Lucene, in a folder of this machine; layout in the package's description.
///
/// After a failure to write (disk full, I/O error) appends and commits are refused until
/// [#checkpoint] is called, which goes back to the last commit, as after a crash; reads go on
/// meanwhile where they can. Safe for use by many threads, of which one appends.
public final class LuceneSearchStore implements SearchStore {
  private static final StoreKind<IndexableEvent> EVENTS =
      new StoreKind<>(SegmentLayout.EVENTS, Appender::new);

  private final StoreFolder<IndexableEvent> folder;

  private LuceneSearchStore(StoreFolder<IndexableEvent> folder) {
    this.folder = folder;
  }

  /// Opens the store, a new one if the folder is empty or missing.
  ///
  /// @param folder belongs to the store alone
  /// @throws io.kubescribe.core.CorruptDataException if it is of another version or incomplete
  /// @throws IOException if another process has it, or it can't be read
  public static LuceneSearchStore open(Path folder, IndexConfig config, InstantSource clock)
      throws IOException {
    return open(folder, config, FSDirectory::open, clock);
  }

  static LuceneSearchStore open(
      Path folder, IndexConfig config, Directories directories, InstantSource clock)
      throws IOException {
    return new LuceneSearchStore(StoreFolder.open(folder, config, EVENTS, directories, clock));
  }

  @Override
  public Checkpoint checkpoint() throws IOException {
    return folder.checkpoint();
  }

  @Override
  public List<AppendOutcome> append(List<IndexableEvent> batch) throws IOException {
    return folder.append(batch);
  }

  @Override
  public void commit(Checkpoint next) throws IOException {
    folder.commit(next);
  }

  @Override
  public int dropReceivedBefore(Instant limit) throws IOException {
    return folder.dropReceivedBefore(limit);
  }

  @Override
  public EventPage search(EventSearch search) throws IOException {
    return folder.read((slices, budget) -> {
      try (PageSearch page = new PageSearch(slices, search, budget)) {
        return page.page();
      }
    });
  }

  @Override
  public Optional<StoredEvent> get(AuditEventId id, Query scope) throws IOException {
    Query withId = Query.and(new Query.Term(EventField.ID, id.value()), scope);
    return folder.read((slices, budget) -> {
      Read read = new Read(new Selection(withId, TimeRange.ALL), budget);
      for (Slice slice : read.slices(slices)) {
        try (Slice.View view = slice.view()) {
          IndexSearcher searcher = read.searcher(view);
          ScoreDoc[] found = searcher.search(read.query(), 1).scoreDocs;
          read.checkTimeout(searcher);
          if (found.length > 0) {
            return Optional.of(StoredEvents.read(view.reader().storedFields(), found[0].doc));
          }
        }
      }
      return Optional.empty();
    });
  }

  @Override
  public Histogram histogram(Selection selection, int maxBuckets, @Nullable FieldRef by)
      throws IOException {
    if (maxBuckets < 1 || maxBuckets > 2000) {
      throw new IllegalArgumentException("maxBuckets must be 1-2000, was " + maxBuckets);
    }
    return folder.read(
        (slices, budget) -> new Aggregations(slices, selection, budget).histogram(maxBuckets, by));
  }

  @Override
  public TopValues top(Selection selection, FieldRef field, int size, String prefix)
      throws IOException {
    return folder.read(
        (slices, budget) -> new Aggregations(slices, selection, budget).top(field, size, prefix));
  }

  @Override
  public long count(Selection selection) throws IOException {
    return folder.read((slices, budget) -> new Aggregations(slices, selection, budget).count());
  }

  @Override
  public Count cardinality(Selection selection, FieldRef field) throws IOException {
    return folder.read(
        (slices, budget) -> new Aggregations(slices, selection, budget).cardinality(field));
  }

  @Override
  public String name() {
    return "search-store";
  }

  @Override
  public CheckResult check() {
    return folder.check();
  }

  /// Closes without a commit: what was appended since the last one comes again from the log.
  @Override
  public void close() throws IOException {
    folder.close();
  }
}
