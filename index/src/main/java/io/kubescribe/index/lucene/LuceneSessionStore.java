package io.kubescribe.index.lucene;

import io.kubescribe.core.CheckResult;
import io.kubescribe.core.derived.Derived;
import io.kubescribe.core.derived.HitPage;
import io.kubescribe.core.derived.SessionPage;
import io.kubescribe.core.derived.SessionQuery;
import io.kubescribe.core.derived.SessionStore;
import io.kubescribe.core.derived.SessionSummary;
import io.kubescribe.core.query.Query;
import io.kubescribe.core.query.TimeRange;
import io.kubescribe.core.session.SessionId;
import io.kubescribe.core.store.AppendOutcome;
import io.kubescribe.core.store.Checkpoint;
import io.kubescribe.index.IndexConfig;
import io.kubescribe.index.lucene.SliceName.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.FixedBitSet;

/// The session store on Lucene, in a folder of this machine; layout in the package's description.
/// Safe for use by many threads, of which one appends.
public final class LuceneSessionStore implements SessionStore {
  private static final StoreKind<Derived> SESSIONS =
      new StoreKind<>(SegmentLayout.SESSIONS, SessionAppender::new);

  private final StoreFolder<Derived> folder;
  private final SessionTables tables = new SessionTables();

  private LuceneSessionStore(StoreFolder<Derived> folder) {
    this.folder = folder;
  }

  /// Opens the store, a new one if the folder is empty or missing.
  ///
  /// @param folder belongs to the store alone
  /// @throws io.kubescribe.core.CorruptDataException if it is of another version or incomplete
  /// @throws IOException if another process has it, or it can't be read
  public static LuceneSessionStore open(Path folder, IndexConfig config, InstantSource clock)
      throws IOException {
    return open(folder, config, FSDirectory::open, clock);
  }

  static LuceneSessionStore open(
      Path folder, IndexConfig config, Directories directories, InstantSource clock)
      throws IOException {
    return new LuceneSessionStore(StoreFolder.open(folder, config, SESSIONS, directories, clock));
  }

  @Override
  public Checkpoint checkpoint() throws IOException {
    return folder.checkpoint();
  }

  @Override
  public List<AppendOutcome> append(List<Derived> batch) throws IOException {
    return folder.append(batch);
  }

  @Override
  public void commit(Checkpoint next) throws IOException {
    folder.commit(next);
  }

  @Override
  public int dropBefore(Instant limit) throws IOException {
    return folder.dropReceivedBefore(limit);
  }

  @Override
  public HitPage hits(SessionQuery query) throws IOException {
    return folder.read((slices, budget) -> new SessionPaging(slices, tables, query, budget).hits());
  }

  @Override
  public SessionPage sessions(SessionQuery query) throws IOException {
    return folder.read(
        (slices, budget) -> new SessionPaging(slices, tables, query, budget).sessions());
  }

  @Override
  public Optional<SessionSummary> find(SessionId id, Query scope) throws IOException {
    return folder.read((slices, budget) -> {
      Optional<Slice> slice = slices.find(Kind.MAIN, id.madeAt());
      if (slice.isEmpty()) {
        return Optional.empty();
      }
      try (Slice.View view = slice.get().view()) {
        SessionTable table = tables.of(view);
        int session = table.find(id);
        if (!table.isKnown(session)) {
          return Optional.empty();
        }
        IndexSearcher searcher = Read.searcher(view, budget);
        FixedBitSet within = new SessionMatch(table, searcher, budget).sessions(scope);
        SessionHits hits = new SessionHits(table, searcher, new Query.All(), TimeRange.ALL, budget);
        return within.get(session) ? Optional.of(hits.summary(session)) : Optional.empty();
      }
    });
  }

  @Override
  public Set<SessionId> known(Set<SessionId> ids) throws IOException {
    return folder.read((slices, _) -> {
      Set<SessionId> known = new HashSet<>();
      for (SessionId id : ids) {
        Optional<Slice> slice = slices.find(Kind.MAIN, id.madeAt());
        if (slice.isPresent()) {
          try (Slice.View view = slice.get().view()) {
            SessionTable table = tables.of(view);
            if (table.isKnown(table.find(id))) {
              known.add(id);
            }
          }
        }
      }
      return known;
    });
  }

  @Override
  public String name() {
    return "session-store";
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
