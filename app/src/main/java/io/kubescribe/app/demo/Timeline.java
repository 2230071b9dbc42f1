package io.kubescribe.app.demo;

import io.kubescribe.core.session.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Takes calls in any order and gives their events back in order of stage time. Holds only what is
/// ahead of the reader: the events of one slice of time and the ends of long-running requests.
final class Timeline {
  private static final Duration HEADERS_AFTER = Duration.ofNanos(5_300_000);

  /// @param number breaks ties in order of arrival
  private record Entry(
      Instant reached, long number, Call call, String auditId, String stage, Instant received) {}

  private final PriorityQueue<Entry> ahead =
      new PriorityQueue<>(Comparator.comparing(Entry::reached).thenComparingLong(Entry::number));
  private final List<DemoSession> sessions = new ArrayList<>();
  private final SplittableRandom random;
  private long number;

  Timeline(SplittableRandom random) {
    this.random = random;
  }

  /// Puts all stages of the call that its audit policy lets through.
  void add(Instant received, Call call) {
    String auditId = new UUID(random.nextLong(), random.nextLong()).toString();
    auditId =
        auditId.substring(0, 14) + '4' + auditId.substring(15, 19) + 'a' + auditId.substring(20);
    Instant at = received.plusNanos(1000L * random.nextInt(1000));
    if (call.recording != null) {
      SessionId session = SessionId.next(InstantSource.fixed(at), random);
      auditId = session.toString();
      sessions.add(new DemoSession(session, at, call));
    }
    if (call.announced) {
      put(at, call, auditId, "RequestReceived", at);
    }
    if (call.caller.username() == null) {
      // A request that fails authentication has this one stage only.
      put(at.plusNanos(310_000), call, auditId, "ResponseStarted", at);
      return;
    }
    Duration took = call.took.plusNanos(1000L * random.nextInt(900));
    if (call.longRunning) {
      put(at.plus(HEADERS_AFTER), call, auditId, "ResponseStarted", at);
      took = took.plus(HEADERS_AFTER);
    }
    put(at.plus(took), call, auditId, "ResponseComplete", at);
  }

  /// Of all calls so far, those that were recorded.
  List<DemoSession> sessions() {
    return List.copyOf(sessions);
  }

  private void put(Instant reached, Call call, String auditId, String stage, Instant received) {
    ahead.add(new Entry(reached, number++, call, auditId, stage, received));
  }

  /// The next event whose stage is reached before `end`, or null.
  byte @Nullable [] next(Instant end) {
    Entry first = ahead.peek();
    if (first == null || !first.reached.isBefore(end)) {
      return null;
    }
    ahead.remove();
    return EventWriter.write(first.call, first.auditId, first.stage, first.received, first.reached);
  }
}
