package io.kubescribe.queryapi.http;

import io.kubescribe.core.query.FieldCatalogue;
import io.kubescribe.core.query.TimeRange;
import io.kubescribe.core.recording.Recording;
import io.kubescribe.core.session.SessionId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Lists sessions, newest first, page by page.
final class SessionPages {
  private static final int DEFAULT_LIMIT = 100;
  private static final int MAX_LIMIT = 1_000;

  /// What one request looks through at most; the cursor goes on from there.
  private static final int MOST_LOOKED_AT = 5_000;

  private static final int STEP = 200;

  /// Ids have the time at which they were made, shortly before the session's start.
  private static final Duration SLACK = Duration.ofMinutes(1);

  private final Sessions sessions;
  private final Witness witness;
  private final Cursors cursors;

  SessionPages(Sessions sessions, Witness witness, Cursors cursors) {
    this.sessions = sessions;
    this.witness = witness;
    this.cursors = cursors;
  }

  /// @param last the last one looked at, null when all were
  private record Page(List<Recording> sessions, @Nullable SessionId last) {}

  Answer list(Call call) throws Exception {
    return witness.observe(
        call,
        () -> {
          int limit = call.parameters().number("limit", DEFAULT_LIMIT, MAX_LIMIT);
          String binding = binding(call);
          String cursor = call.parameters().text("cursor");
          Cursors.Opened opened = cursor == null ? null : cursors.open(cursor, binding);
          Instant now = opened == null ? call.time().truncatedTo(ChronoUnit.MICROS) : opened.now();
          Asked asked = Asked.read(call, now, FieldCatalogue.SESSIONS);
          SessionQuery.requireFacts(asked.query());
          SessionId after = opened == null ? null : after(opened);
          return new Witness.Question(
              asked,
              () -> {
                Page page = page(call, asked, after, limit);
                String next =
                    page.last() == null ? null : cursors.seal(now, page.last().toString(), binding);
                return answer(page.sessions(), next);
              });
        });
  }

  private static SessionId after(Cursors.Opened opened) {
    return SessionId.parse(opened.storeCursor())
        .orElseThrow(() -> ApiException.parameter("cursor", "'next' of the same list, unchanged"));
  }

  private static Answer answer(List<Recording> sessions, @Nullable String next) {
    return Answer.json(
            json -> {
              json.writeName("sessions");
              json.writeStartArray();
              sessions.forEach(session -> SessionJson.write(json, session));
              json.writeEndArray();
              Json.text(json, "next", next);
            })
        .withResults(sessions.size());
  }

  private static String binding(Call call) {
    return String.join(
        "\0",
        "sessions",
        call.parameters().text("q", ""),
        call.parameters().text("from", ""),
        call.parameters().text("to", ""),
        call.principal().scope().toString());
  }

  private Page page(Call call, Asked asked, @Nullable SessionId after, int limit)
      throws IOException, InterruptedException {
    // Scope is a matter of the facts, not of the query: those without a start record have none.
    SessionQuery query = new SessionQuery(asked.query());
    TimeRange range = asked.range();
    SessionId before = after == null ? end(range) : after;
    List<Recording> found = new ArrayList<>();
    for (int seen = 0; seen < MOST_LOOKED_AT; ) {
      List<Recording> some = sessions.list(before, STEP);
      for (Recording one : some) {
        if (range.from() != null && one.id().madeAt().plus(SLACK).isBefore(range.from())) {
          return new Page(found, null);
        }
        before = one.id();
        if (Sessions.isFor(call.principal(), one)
            && SessionQuery.during(range, one.startedAt())
            && query.matches(one)) {
          found.add(one);
          if (found.size() == limit) {
            return new Page(found, before);
          }
        }
      }
      if (some.size() < STEP) {
        return new Page(found, null);
      }
      seen += some.size();
    }
    return new Page(found, before);
  }

  /// No id made in the range is greater; null for an open end.
  private static @Nullable SessionId end(TimeRange range) {
    if (range.to() == null) {
      return null;
    }
    long millis = Math.max(0, range.to().plus(SLACK).toEpochMilli());
    return new SessionId(new UUID((millis << 16) | 0x7000, 1L << 63));
  }
}
