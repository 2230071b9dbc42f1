package io.kubescribe.index.lucene;

import io.kubescribe.core.store.Count;
import io.kubescribe.core.store.EventPage;
import io.kubescribe.core.store.EventSearch;
import io.kubescribe.core.store.EventSearch.Order;
import io.kubescribe.core.store.StoredEvent;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.search.TopFieldDocs;
import org.apache.lucene.search.TotalHits;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;

/// Finds one page. Slices by event time follow one another, so the search ends with the slice that
/// fills the page; flagged slices may hold any time and are all looked into.
final class PageSearch implements Closeable {
  /// Up to here totals are exact.
  private static final int EXACT_TOTAL = 10_000;

  private static final Sort OLDEST_FIRST =
      new Sort(
          new SortField(Fields.TIMESTAMP, SortField.Type.LONG, false),
          new SortField(Fields.POSITION, SortField.Type.LONG, false));

  /// A hit by what orders it, and where it can be read.
  private record Hit(long timestamp, long position, Slice.View view, int document) {
    static final Comparator<Hit> OLDEST_FIRST =
        Comparator.comparingLong(Hit::timestamp).thenComparingLong(Hit::position);
  }

  private final Slices slices;
  private final EventSearch search;
  private final Read read;
  private final @Nullable Cursor cursor;

  /// Open until the page is read.
  private final List<Closeable> views = new ArrayList<>();

  private final List<Hit> hits = new ArrayList<>();
  private long total;
  private boolean exact = true;

  PageSearch(Slices slices, EventSearch search, SearchBudget budget) {
    this.slices = slices;
    this.search = search;
    this.read = new Read(search.selection(), budget);
    this.cursor = search.cursor() == null ? null : Cursor.parse(search.cursor(), search.order());
  }

  EventPage page() throws IOException {
    for (Slice slice : read.flagged(slices)) {
      take(slice);
    }
    int flagged = hits.size();
    List<Slice> inOrder = new ArrayList<>(read.main(slices));
    if (search.order() == Order.OLDEST_FIRST) {
      Collections.reverse(inOrder);
    }
    for (Slice slice : inOrder) {
      boolean full = hits.size() - flagged > search.limit();
      if (full && (cursor != null || !exact)) {
        break;
      }
      if (!isPassed(slice)) {
        take(slice);
      }
    }
    return result();
  }

  /// Whether every event of the slice stands before the cursor.
  private boolean isPassed(Slice slice) {
    if (cursor == null) {
      return false;
    }
    return search.order() == Order.NEWEST_FIRST
        ? slice.extent().earliest() > cursor.timestamp()
        : slice.extent().latest() < cursor.timestamp();
  }

  private void take(Slice slice) throws IOException {
    Slice.View view = slice.view();
    views.add(view);
    IndexSearcher searcher = read.searcher(view);
    int wanted = search.limit() + 1;
    int count = cursor == null && exact ? (int) (EXACT_TOTAL - total) : 0;
    Sort sort = search.order() == Order.NEWEST_FIRST ? SegmentLayout.NEWEST_FIRST : OLDEST_FIRST;
    FieldDoc after =
        cursor == null
            ? null
            : new FieldDoc(
                Integer.MAX_VALUE, Float.NaN, new Object[] {cursor.timestamp(), cursor.position()});
    TopFieldDocs top =
        searcher.search(read.query(), new TopFieldCollectorManager(sort, wanted, after, count));
    read.checkTimeout(searcher);
    count(top.totalHits);
    for (ScoreDoc scored : top.scoreDocs) {
      FieldDoc hit = (FieldDoc) scored;
      hits.add(new Hit((Long) hit.fields[0], (Long) hit.fields[1], view, hit.doc));
    }
  }

  private void count(TotalHits found) {
    total += found.value();
    if (found.relation() != TotalHits.Relation.EQUAL_TO || total > EXACT_TOTAL) {
      exact = false;
    }
  }

  private EventPage result() throws IOException {
    hits.sort(
        search.order() == Order.NEWEST_FIRST ? Hit.OLDEST_FIRST.reversed() : Hit.OLDEST_FIRST);
    List<StoredEvent> events = new ArrayList<>();
    long bytes = 0;
    int most = Math.min(hits.size(), search.limit());
    while (events.size() < most && bytes < search.maxBytes()) {
      read.budget().checkTime();
      Hit hit = hits.get(events.size());
      StoredEvent event = StoredEvents.read(hit.view().reader().storedFields(), hit.document());
      events.add(event);
      bytes += event.raw().length;
    }
    Count counted = cursor != null ? cursor.total() : new Count(exact ? total : EXACT_TOTAL, exact);
    if (events.size() == hits.size()) {
      return new EventPage(events, null, counted);
    }
    Hit last = hits.get(events.size() - 1);
    Cursor next = new Cursor(search.order(), last.timestamp(), last.position(), counted);
    return new EventPage(events, next.toString(), counted);
  }

  @Override
  public void close() throws IOException {
    IOUtils.close(views);
  }
}
