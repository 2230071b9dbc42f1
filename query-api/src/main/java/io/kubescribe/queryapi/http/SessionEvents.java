package io.kubescribe.queryapi.http;

import io.kubescribe.core.access.Right;
import io.kubescribe.core.query.EventField;
import io.kubescribe.core.query.JsonPath;
import io.kubescribe.core.query.Query;
import io.kubescribe.core.query.TimeRange;
import io.kubescribe.core.recording.Recording;
import io.kubescribe.core.session.PodFacts;
import io.kubescribe.core.store.EventSearch;
import io.kubescribe.core.store.Selection;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// Audit events that go with a session: its own, and what its user and its pod did meanwhile.
final class SessionEvents {
  private static final int DEFAULT_LIMIT = 100;
  private static final int MAX_LIMIT = 1_000;

  /// Clocks of apiserver and gateway differ a little.
  private static final int SLACK_SECONDS = 2;

  /// Where the token of a pod's service account names the pod.
  private static final JsonPath POD_UID =
      JsonPath.of("user.extra.authentication.kubernetes.io/pod-uid");

  private final Sessions sessions;
  private final EventPages pages;
  private final Witness witness;
  private final Cursors cursors;

  SessionEvents(Sessions sessions, EventPages pages, Witness witness, Cursors cursors) {
    this.sessions = sessions;
    this.pages = pages;
    this.witness = witness;
    this.cursors = cursors;
  }

  Answer search(Call call) throws Exception {
    return witness.observeOne(
        call,
        () -> {
          if (!call.principal().may(Right.SEARCH)) {
            throw new ApiException(
                ErrorCode.FORBIDDEN, "this needs the right '" + Right.SEARCH.text() + "', too");
          }
          Recording session = sessions.find(call.pathPart("session"), call.principal());
          String of = call.parameters().text("of", "all");
          int limit = call.parameters().number("limit", DEFAULT_LIMIT, MAX_LIMIT);
          EventSearch.Order order = EventPages.order(call);
          String binding =
              String.join(
                  "\0",
                  session.id().toString(),
                  of,
                  order.name(),
                  call.principal().scope().toString());
          String cursor = call.parameters().text("cursor");
          Cursors.Opened opened = cursor == null ? null : cursors.open(cursor, binding);
          Instant now = opened == null ? call.time().truncatedTo(ChronoUnit.MICROS) : opened.now();
          Selection selection =
              new Selection(
                  Query.and(call.principal().scope().toQuery(), query(of, session, now)),
                  TimeRange.ALL);
          EventSearch search =
              new EventSearch(
                  selection, order, limit, opened == null ? null : opened.storeCursor());
          return pages.answer(call, search, now, binding);
        });
  }

  private static Query query(String of, Recording session, Instant now) {
    return switch (of) {
      case "session" -> own(session);
      case "user" -> byUser(session, now);
      case "pod" -> byPod(session, now);
      case "all" -> new Query.Or(List.of(own(session), byUser(session, now), byPod(session, now)));
      default -> throw ApiException.parameter("of", "all, session, user or pod");
    };
  }

  /// The gateway sends the session's id as `Audit-ID`.
  private static Query own(Recording session) {
    return new Query.Term(EventField.AUDIT_ID, session.id().toString());
  }

  private static Query byUser(Recording session, Instant now) {
    String user = SessionFields.user(session);
    return user == null
        ? new Query.None()
        : during(session, now, new Query.Term(EventField.USER, user));
  }

  private static Query byPod(Recording session, Instant now) {
    PodFacts pod = SessionFields.pod(session);
    return pod == null || pod.uid() == null
        ? new Query.None()
        : during(session, now, new Query.Term(POD_UID, pod.uid()));
  }

  private static Query during(Recording session, Instant now, Query query) {
    Instant end = session.isLive() ? now : session.lastRecordAt();
    return new Query.And(
        List.of(
            new Query.During(
                new TimeRange(
                    session.startedAt().minusSeconds(SLACK_SECONDS),
                    end.plusSeconds(SLACK_SECONDS))),
            query));
  }
}
