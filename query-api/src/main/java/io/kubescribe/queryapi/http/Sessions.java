package io.kubescribe.queryapi.http;

import io.kubescribe.core.access.Principal;
import io.kubescribe.core.recording.Recording;
import io.kubescribe.core.recording.RecordingState;
import io.kubescribe.core.session.LiveSession;
import io.kubescribe.core.session.SessionId;
import io.kubescribe.core.session.SessionStart;
import io.kubescribe.queryapi.RecordedSessions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The sessions that a principal may see: those recorded, and those open at gateways of this
/// process that have not come into the store yet. Safe for use by many threads.
final class Sessions {
  private final RecordedSessions recorded;
  private final ReadGate gate;

  Sessions(RecordedSessions recorded, ReadGate gate) {
    this.recorded = recorded;
    this.gate = gate;
  }

  /// @throws ApiException 404 if there is none with this id, or it is not for the principal
  Recording find(String text, Principal principal) throws IOException, InterruptedException {
    SessionId id = SessionId.parse(text).orElseThrow(ApiException::notFound);
    Recording session =
        gate.read(() -> recorded.recordings().find(id))
            .or(() -> open().stream().filter(one -> one.id().equals(id)).findAny())
            .orElseThrow(ApiException::notFound);
    if (!isFor(principal, session)) {
      throw ApiException.notFound();
    }
    return session;
  }

  static boolean isFor(Principal principal, Recording session) {
    SessionStart start = session.start();
    return start == null
        ? principal.scope().covers(null, null)
        : principal.scope().covers(start.cluster().value(), start.namespace());
  }

  /// So many with smaller ids, newest first; fewer only at the end.
  ///
  /// @param before null for the newest
  List<Recording> list(@Nullable SessionId before, int count)
      throws IOException, InterruptedException {
    List<Recording> stored = gate.read(() -> recorded.recordings().list(before, count));
    Set<SessionId> known = new HashSet<>();
    stored.forEach(one -> known.add(one.id()));
    List<Recording> all = new ArrayList<>(stored);
    for (Recording one : open()) {
      boolean inPage =
          (before == null || one.id().compareTo(before) < 0)
              && (stored.size() < count || one.id().compareTo(stored.getLast().id()) > 0);
      if (inPage && known.add(one.id())) {
        all.add(one);
      }
    }
    all.sort((one, other) -> other.id().compareTo(one.id()));
    return all;
  }

  private List<Recording> open() {
    return recorded.control().live().stream().map(Sessions::justBegun).toList();
  }

  private static Recording justBegun(LiveSession live) {
    return new Recording(
        live.id(),
        live.start(),
        null,
        RecordingState.LIVE,
        "",
        live.start().startedAt(),
        Duration.ZERO,
        Map.of(),
        null,
        List.of(),
        0,
        0,
        0,
        1,
        null);
  }
}
