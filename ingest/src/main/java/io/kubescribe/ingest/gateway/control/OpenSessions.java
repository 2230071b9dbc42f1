package io.kubescribe.ingest.gateway.control;

import io.kubescribe.core.audit.ClusterName;
import io.kubescribe.core.session.LiveSession;
import io.kubescribe.core.session.SessionControl;
import io.kubescribe.core.session.SessionId;
import io.kubescribe.core.session.SessionStart;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// The sessions that are open in this process, of all its gateways. Safe for use by many threads.
public final class OpenSessions implements SessionControl {
  private final Map<SessionId, Entry> open = new ConcurrentHashMap<>();

  private record Entry(SessionStart start, Consumer<String> end) {}

  /// @param end ends the session with a message for its user; called on any thread
  public void add(SessionId id, SessionStart start, Consumer<String> end) {
    open.put(id, new Entry(start, end));
  }

  public void remove(SessionId id) {
    open.remove(id);
  }

  /// Those of one cluster.
  public long count(ClusterName cluster) {
    return open.values().stream().filter(one -> one.start().cluster().equals(cluster)).count();
  }

  @Override
  public List<LiveSession> live() {
    return open.entrySet().stream()
        .map(entry -> new LiveSession(entry.getKey(), entry.getValue().start()))
        .sorted(Comparator.comparing(LiveSession::id))
        .toList();
  }

  @Override
  public boolean end(SessionId id, String who, String why) {
    Entry entry = open.get(id);
    if (entry == null) {
      return false;
    }
    entry.end().accept("ended by " + who + (why.isBlank() ? "" : ": " + why));
    return true;
  }
}
