package io.kubescribe.queryapi.http;

import io.kubescribe.queryapi.RecordedSessions;
import java.util.ArrayList;
import java.util.List;

/// All that tells of sessions, wired.
final class SessionParts {
  /// Each is written for as long as its client reads.
  private static final int MOST_DOWNLOADS = 32;

  private final List<Route> routes = new ArrayList<>();
  private final LiveRoute live;

  SessionParts(
      RecordedSessions recorded,
      ReadGate gate,
      Witness witness,
      EventPages pages,
      Cursors cursors) {
    Sessions sessions = new Sessions(recorded, gate);
    live = new LiveRoute(recorded.replays(), sessions, witness);
    SessionPages lists = new SessionPages(sessions, witness, cursors);
    SessionEvents events = new SessionEvents(sessions, pages, witness, cursors);
    ReadGate downloads = new ReadGate(MOST_DOWNLOADS);
    routes.addAll(new SessionRoutes(recorded, sessions, gate, witness, lists, events).routes());
    routes.addAll(
        new ReplayRoutes(recorded.replays(), sessions, gate, downloads, witness).routes());
    routes.add(live.route());
  }

  List<Route> routes() {
    return routes;
  }

  LiveRoute live() {
    return live;
  }
}
