package io.kubescribe.index.lucene;

import io.kubescribe.core.derived.Hit;
import io.kubescribe.core.derived.HitPage;
import io.kubescribe.core.derived.SessionPage;
import io.kubescribe.core.derived.SessionQuery;
import io.kubescribe.core.derived.SessionSummary;
import io.kubescribe.core.query.Query;
import io.kubescribe.core.query.TimeRange;
import io.kubescribe.core.session.SessionId;
import io.kubescribe.core.store.Count;
import io.kubescribe.index.lucene.SessionCursor.Place;
import io.kubescribe.index.lucene.SessionHits.Placed;
import io.kubescribe.index.lucene.SliceName.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.FixedBitSet;
import org.jspecify.annotations.Nullable;

/// Finds one page of sessions or of hits. Slices follow one another by the ids of their sessions,
/// so the search ends with the slice that fills the page, once the sessions are counted.
final class SessionPaging {
  /// Up to here sessions are counted.
  private static final int EXACT_TOTAL = 10_000;

  /// What is done with the sessions of one slice.
  @FunctionalInterface
  private interface Visit {
    /// @param sessions those that fulfil the query and are wanted
    void visit(SessionHits hits, SessionTable table, FixedBitSet sessions) throws IOException;
  }

  private final Slices slices;
  private final SessionTables tables;
  private final SearchBudget budget;
  private final Query query;
  private final TimeRange range;
  private final int limit;
  private final @Nullable SessionCursor cursor;
  private final List<Placed> found = new ArrayList<>();
  private long total;

  SessionPaging(Slices slices, SessionTables tables, SessionQuery asked, SearchBudget budget) {
    this.slices = slices;
    this.tables = tables;
    this.budget = budget;
    this.query = asked.selection().query();
    this.range = asked.selection().range();
    this.limit = asked.limit();
    this.cursor = asked.cursor() == null ? null : SessionCursor.parse(asked.cursor());
  }

  SessionPage sessions() throws IOException {
    search((hits, table, sessions) -> {
      int session = newest(sessions, table.size());
      while (session >= 0 && found.size() <= limit) {
        budget.checkTime();
        SessionSummary summary = hits.summary(session);
        found.add(new Placed(new Hit(summary, summary.key().kind(), 0, "", List.of()), Place.LAST));
        session = newest(sessions, session);
      }
    });
    List<SessionSummary> page =
        found.subList(0, Math.min(limit, found.size())).stream()
            .map(placed -> placed.hit().session())
            .toList();
    return new SessionPage(page, next(), counted());
  }

  HitPage hits() throws IOException {
    search((hits, table, sessions) -> {
      int session = newest(sessions, table.size());
      while (session >= 0 && found.size() <= limit) {
        Place after =
            cursor != null && table.find(cursor.session()) == session ? cursor.place() : null;
        found.addAll(hits.of(session, after, limit + 1 - found.size()));
        session = newest(sessions, session);
      }
    });
    List<Hit> page =
        found.subList(0, Math.min(limit, found.size())).stream().map(Placed::hit).toList();
    return new HitPage(page, next(), counted());
  }

  /// The greatest number in the set below `before`; -1 if there is none.
  private static int newest(FixedBitSet sessions, int before) {
    return before <= 0 ? -1 : sessions.prevSetBit(before - 1);
  }

  private void search(Visit visit) throws IOException {
    for (Slice slice : slices.overlapping(Kind.MAIN, range)) {
      boolean full = found.size() > limit;
      if (full && (cursor != null || total > EXACT_TOTAL)) {
        return;
      }
      if (cursor == null || slice.name().start() <= cursor.session().madeAt().getEpochSecond()) {
        search(slice, full, visit);
      }
    }
  }

  private void search(Slice slice, boolean full, Visit visit) throws IOException {
    try (Slice.View view = slice.view()) {
      budget.checkTime();
      SessionTable table = tables.of(view);
      IndexSearcher searcher = Read.searcher(view, budget);
      FixedBitSet sessions = new SessionMatch(table, searcher, budget).sessions(query);
      table.keepWithin(range, sessions);
      total += sessions.cardinality();
      if (cursor != null) {
        passed(table, sessions, cursor);
      }
      if (!full) {
        visit.visit(new SessionHits(table, searcher, query, range, budget), table, sessions);
      }
    }
  }

  /// Takes out the sessions that stand before the cursor; the one that it stands in stays, unless
  /// it is at its end.
  private static void passed(SessionTable table, FixedBitSet sessions, SessionCursor cursor)
      throws IOException {
    int at = table.find(cursor.session());
    boolean within = at >= 0 && !cursor.place().equals(Place.LAST);
    int first = at < 0 ? -1 - at : within ? at + 1 : at;
    if (first < table.size()) {
      sessions.clear(first, table.size());
    }
  }

  private @Nullable String next() {
    if (found.size() <= limit) {
      return null;
    }
    Placed last = found.get(limit - 1);
    SessionId session = last.hit().session().session();
    return new SessionCursor(session, last.place(), counted()).toString();
  }

  private Count counted() {
    if (cursor != null) {
      return cursor.sessions();
    }
    return total > EXACT_TOTAL ? new Count(EXACT_TOTAL, false) : new Count(total, true);
  }
}
