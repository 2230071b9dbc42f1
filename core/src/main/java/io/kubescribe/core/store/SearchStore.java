package io.kubescribe.core.store;

import io.kubescribe.core.Component;
import io.kubescribe.core.audit.AuditEventId;
import io.kubescribe.core.query.FieldRef;
import io.kubescribe.core.query.Query;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Audit events, searchable. Written once under their [AuditEventId], never updated or deleted one
/// by one.
///
/// One thread appends and commits (the indexer); any number of threads read. Every read sees all
/// events whose [#append] returned at least one second ago (a search first refreshes an older
/// view). Reads throw [QueryTooCostlyException] when a query passes the store's limits of time or
/// memory, and [IOException] when the store did not answer, which is safe to retry.
public interface SearchStore extends Component {
  /// The next offset of each partition whose earlier records are durable here. Empty for a new
  /// store. Read at the start and after a failure; the log is replayed from there. For the
  /// appending thread: a store that failed goes back to its last commit here.
  Checkpoint checkpoint() throws IOException;

  /// Adds events in order. Not durable before [#commit]. An event whose id is already here, of any
  /// age, changes nothing.
  ///
  /// @return one outcome for each event, in order
  /// @throws IOException if some or all were not taken; the caller starts again from [#checkpoint]
  List<AppendOutcome> append(List<IndexableEvent> batch) throws IOException;

  /// Makes every appended event durable together with `next`. After a crash the store has a state
  /// in which no checkpoint is ahead of the events it covers.
  void commit(Checkpoint next) throws IOException;

  /// Forgets events by whole time slices: every slice whose newest event was received before
  /// `limit`. So an event stays a little longer than asked, never shorter. Called by the thread
  /// that appends.
  ///
  /// @return how many slices went
  int dropReceivedBefore(Instant limit) throws IOException;

  /// One page of events in order of (timestamp, position in the log).
  EventPage search(EventSearch search) throws IOException;

  /// The event with this id, if it is here and fulfils `scope`.
  Optional<StoredEvent> get(AuditEventId id, Query scope) throws IOException;

  /// Counts by time. The interval is the smallest of [Histogram#INTERVALS] that gives at most
  /// `maxBuckets`; buckets without events are present with 0. An open end of the range is taken
  /// from the first or last event selected.
  ///
  /// @param maxBuckets 1-2000
  /// @param by facet whose values split each bucket, or null
  Histogram histogram(Selection selection, int maxBuckets, @Nullable FieldRef by)
      throws IOException;

  /// The most frequent values of a facet, most frequent first, equal counts by value.
  ///
  /// @param size 1-1000
  /// @param prefix only values that start with it; empty for all
  TopValues top(Selection selection, FieldRef field, int size, String prefix) throws IOException;

  /// How many events are selected. Always exact.
  long count(Selection selection) throws IOException;

  /// How many different values of a facet the selected events have.
  Count cardinality(Selection selection, FieldRef field) throws IOException;
}
