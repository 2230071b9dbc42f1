package io.kubescribe.core.derived;

import io.kubescribe.core.Component;
import io.kubescribe.core.store.AppendOutcome;
import io.kubescribe.core.store.Checkpoint;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/// Derived documents, searchable. Written once under their [DerivedKey], never updated or deleted
/// one by one.
///
/// One thread appends and commits (the indexer); any number of threads read. The rules are those of
/// [io.kubescribe.core.store.SearchStore].
public interface SessionStore extends SessionSearch, Component {
  /// The next offset of each partition whose earlier records are durable here. Empty for a new
  /// store. Read at the start and after a failure; the log is replayed from there. For the
  /// appending thread: a store that failed goes back to its last commit here.
  Checkpoint checkpoint() throws IOException;

  /// Adds documents in order. Not durable before [#commit]. A document whose key is already here
  /// changes nothing.
  ///
  /// @return one outcome for each, in order
  /// @throws IOException if some or all were not taken; the caller starts again from [#checkpoint]
  List<AppendOutcome> append(List<Derived> batch) throws IOException;

  /// Makes everything appended durable together with `next`. After a crash the store has a state in
  /// which no checkpoint is ahead of the documents it covers.
  void commit(Checkpoint next) throws IOException;

  /// Forgets sessions by whole time slices: every slice whose newest moment lies before `limit`. So
  /// a session stays a little longer than asked, never shorter. Called by the thread that appends.
  ///
  /// @return how many slices went
  int dropBefore(Instant limit) throws IOException;
}
