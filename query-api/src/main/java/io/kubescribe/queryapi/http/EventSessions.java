package io.kubescribe.queryapi.http;

import io.kubescribe.core.audit.AuditEvent;
import io.kubescribe.core.derived.SessionSearch;
import io.kubescribe.core.session.SessionId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which audit events belong to sessions that were recorded. Safe for use by many threads.
final class EventSessions {
  private final @Nullable SessionSearch sessions;

  /// @param sessions null where no recordings are kept
  EventSessions(@Nullable SessionSearch sessions) {
    this.sessions = sessions;
  }

  /// The id of the event's session; null if there is no recording of one.
  ///
  /// @throws UncheckedIOException if the store of sessions did not answer
  @Nullable String of(AuditEvent event) {
    Optional<SessionId> claimed = SessionId.claimedBy(event);
    if (sessions == null || claimed.isEmpty()) {
      return null;
    }
    try {
      SessionId id = claimed.get();
      return sessions.known(Set.of(id)).contains(id) ? id.toString() : null;
    } catch (IOException e) {
      throw new UncheckedIOException("sessions can't be looked up", e);
    }
  }
}
