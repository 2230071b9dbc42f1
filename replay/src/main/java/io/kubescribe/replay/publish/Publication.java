package io.kubescribe.replay.publish;

import io.kubescribe.core.recording.Recording;
import io.kubescribe.core.recording.Recordings;
import io.kubescribe.core.session.SessionId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds sessions of which there is something to publish, and takes each to its end. For one
/// thread, but for [#following].
final class Publication {
  private static final Logger log = LoggerFactory.getLogger(Publication.class);

  /// Sessions derived at a time, about a megabyte each; others wait.
  private static final int MOST = 200;

  private static final int PAGE = 100;

  /// How often all recordings are looked at that may have changed.
  private static final Duration LOOK = Duration.ofMinutes(5);

  /// Ids this much below the newest are taken to be all there.
  private static final Duration MARGIN = Duration.ofDays(2);

  private static final Duration SAVE = Duration.ofSeconds(2);
  private static final Duration RETRY = Duration.ofSeconds(5);

  /// A session under way.
  private static final class Work {
    private final Follower follower;
    private final Sending sending;

    /// The facts that it was derived to the end of; null while it is not.
    private @Nullable Recording ended;

    Work(Recording recording, Sending sending) {
      this.sending = sending;
      this.follower = new Follower(recording, sending);
    }
  }

  private final Recordings recordings;
  private final Function<ProducerRecord<byte[], byte[]>, CompletableFuture<?>> send;
  private final ProgressFile progress;
  private final InstantSource clock;
  private final Counter published;
  private final Counter failures;
  private final Map<SessionId, Work> works = new TreeMap<>();

  /// Sessions that could not be derived.
  private final Set<SessionId> broken = new HashSet<>();

  private volatile int following;
  private @Nullable Instant lookedAt;
  private Instant savedAt = Instant.EPOCH;
  private Instant retryAt = Instant.EPOCH;

  Publication(
      Recordings recordings,
      Function<ProducerRecord<byte[], byte[]>, CompletableFuture<?>> send,
      ProgressFile progress,
      MeterRegistry registry,
      InstantSource clock) {
    this.recordings = recordings;
    this.send = send;
    this.progress = progress;
    this.clock = clock;
    published = registry.counter("kubescribe.replay.published");
    failures = registry.counter("kubescribe.replay.publish.failures");
    registry.gauge("kubescribe.replay.publish.sessions", this, Publication::following);
  }

  /// How many sessions are under way. For any thread.
  int following() {
    return following;
  }

  void open() {
    try {
      progress.load();
    } catch (IOException e) {
      log.atWarn().setCause(e).log("progress of publishing is lost");
    }
  }

  /// Takes every session under way some steps on, and looks for new ones.
  ///
  /// @return whether there is more to do at once
  boolean turn() throws IOException {
    Instant now = clock.instant();
    if (now.isBefore(retryAt)) {
      return false;
    }
    look(now);
    boolean more = false;
    Iterator<Map.Entry<SessionId, Work>> all = works.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<SessionId, Work> entry = all.next();
      Work work = entry.getValue();
      if (step(entry.getKey(), work, now)) {
        all.remove();
        end(work);
      } else {
        more |= work.ended == null && !work.follower.isAtEnd();
      }
    }
    following = works.size();
    if (Duration.between(savedAt, now).compareTo(SAVE) >= 0) {
      savedAt = now;
      progress.save();
    }
    return more;
  }

  /// @return whether the session is no longer under way
  private boolean step(SessionId id, Work work, Instant now) throws IOException {
    if (work.sending.hasFailed()) {
      failures.increment();
      retryAt = now.plus(RETRY);
      return true;
    }
    Recording ended = work.ended;
    if (ended != null) {
      if (work.sending.isDurable()) {
        progress.finished(ended);
        return true;
      }
      return false;
    }
    Recording recording = recordings.find(id).orElse(null);
    if (recording == null || Summaries.version(recording) != work.follower.version()) {
      // Deleted, or to be derived anew.
      return true;
    }
    try {
      if (work.follower.advance(recording, recordings, now)) {
        work.ended = recording;
      }
    } catch (RuntimeException e) {
      // A fault of ours must not hold up others; the next start tries again.
      log.atError().addKeyValue("session", id).setCause(e).log("session could not be derived");
      failures.increment();
      broken.add(id);
      return true;
    }
    return false;
  }

  private void end(Work work) throws IOException {
    published.increment((double) work.sending.sent());
    work.follower.close();
  }

  /// Looks at the newest recordings, and from time to time at all that may have changed.
  private void look(Instant now) throws IOException {
    Instant last = lookedAt;
    boolean all = last == null || Duration.between(last, now).abs().compareTo(LOOK) >= 0;
    SessionId before = null;
    SessionId newest = null;
    SessionId oldestOpen = null;
    boolean complete = false;
    while (!complete && works.size() < MOST) {
      List<Recording> page = recordings.list(before, PAGE);
      boolean news = false;
      for (Recording one : page) {
        newest = newest == null ? one.id() : newest;
        boolean open = !progress.isDone(one);
        news |= open && !works.containsKey(one.id()) && !broken.contains(one.id());
        if (open) {
          oldestOpen = one.id();
          take(one);
        }
      }
      SessionId floor = progress.before();
      complete =
          page.size() < PAGE
              || (!all && !news)
              || (floor != null && page.getLast().id().compareTo(floor) < 0);
      before = page.isEmpty() ? null : page.getLast().id();
    }
    if (all && complete) {
      lookedAt = now;
      pass(newest, oldestOpen);
    }
  }

  private void take(Recording recording) {
    if (works.size() < MOST
        && !works.containsKey(recording.id())
        && !broken.contains(recording.id())) {
      works.put(recording.id(), new Work(recording, new Sending(send)));
    }
  }

  private void pass(@Nullable SessionId newest, @Nullable SessionId oldestOpen) {
    if (newest != null) {
      long millis = newest.madeAt().minus(MARGIN).toEpochMilli();
      SessionId floor = new SessionId(new UUID((Math.max(0, millis) << 16) | 0x7000, 1L << 63));
      progress.pass(oldestOpen != null && oldestOpen.compareTo(floor) < 0 ? oldestOpen : floor);
    }
  }

  /// Lets go of everything; what was not acknowledged is published again at the next start.
  void close() {
    try {
      for (Work work : new ArrayList<>(works.values())) {
        work.follower.close();
      }
      works.clear();
      progress.save();
    } catch (IOException e) {
      log.atWarn().setCause(e).log("progress of publishing was not saved");
    }
  }
}
