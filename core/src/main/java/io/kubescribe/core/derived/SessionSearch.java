package io.kubescribe.core.derived;

import io.kubescribe.core.query.Query;
import io.kubescribe.core.session.SessionId;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/// Asks for sessions by what is known of them, by commands and by what was on the screen, with the
/// fields of [io.kubescribe.core.query.FieldCatalogue#SESSIONS]. Safe for use by many threads.
///
/// Every read sees all documents appended at least one second ago. Reads throw
/// [io.kubescribe.core.store.QueryTooCostlyException] when a query passes the store's limits of
/// time or memory, and [IOException] when the store did not answer, which is safe to retry. A
/// session of which no summary has come is not known.
public interface SessionSearch {
  /// One page of hits: of the sessions that fulfil the query, newest first, what fulfils its words
  /// on screen, commands and bare words, by time. A session that fulfils a query without such words
  /// is one hit, with its command. The range of time is that of the hits.
  HitPage hits(SessionQuery query) throws IOException;

  /// One page of the sessions that fulfil the query, newest first by id. The range of time is that
  /// of the sessions: those of which any moment lies in it.
  SessionPage sessions(SessionQuery query) throws IOException;

  /// What is known of a session, if it is known and fulfils `scope`.
  Optional<SessionSummary> find(SessionId id, Query scope) throws IOException;

  /// Those of the ids that are sessions known here.
  Set<SessionId> known(Set<SessionId> ids) throws IOException;
}
