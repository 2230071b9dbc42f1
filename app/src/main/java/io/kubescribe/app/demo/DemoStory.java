package io.kubescribe.app.demo;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// The sample data of `demo`: 24 hours of an ordinary cluster up to now, and one night's incident
/// in them, as bodies that the audit webhook takes. `docs/demo.md` walks through it.
///
/// To load it: post each element of `new DemoStory(clock, seed).batches()` to the receiver for
/// [#CLUSTER], one after another. About 40,000 events, 35 MB. The same seed and the same instant
/// give the same bytes, so what failed half-way can be sent again; a later start gives another
/// story, so load it only into an empty store.
///
/// The incident begins at 02:10 UTC, or, where that would leave it out of the window or unfinished,
/// four hours before now. Each iterator is for one thread.
public final class DemoStory {
  /// The cluster that the events belong to.
  public static final String CLUSTER = "demo";

  /// The most events of one batch: kube-apiserver's default.
  public static final int BATCH = 400;

  private static final Duration WINDOW = Duration.ofHours(24);
  private static final Duration SLICE = Duration.ofMinutes(10);
  private static final Duration LEAD = Duration.ofHours(4);
  private static final Duration OLDEST_INCIDENT = Duration.ofHours(22);
  private static final Duration NIGHT = Duration.ofMinutes(130);
  private static final byte[] HEAD =
      "{\"kind\":\"EventList\",\"apiVersion\":\"audit.k8s.io/v1\",\"metadata\":{},\"items\":["
          .getBytes(StandardCharsets.UTF_8);
  private static final byte[] TAIL = "]}".getBytes(StandardCharsets.UTF_8);

  private final Instant now;
  private final long seed;

  /// @param clock read once, here
  public DemoStory(InstantSource clock, long seed) {
    this.now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    this.seed = seed;
  }

  /// When the leaked token is first used.
  public Instant incident() {
    Instant night = now.minus(LEAD).minus(NIGHT).truncatedTo(ChronoUnit.DAYS).plus(NIGHT);
    return Duration.between(night, now).compareTo(OLDEST_INCIDENT) > 0 ? now.minus(LEAD) : night;
  }

  /// The whole story.
  ///
  /// @param bodies all of [#batches]
  /// @param sessions what was recorded of it
  public record Told(List<byte[]> bodies, List<DemoSession> sessions) {}

  public Told tell() {
    Batches batches = new Batches(now, new SplittableRandom(seed), incident());
    List<byte[]> bodies = new ArrayList<>();
    batches.forEachRemaining(bodies::add);
    return new Told(bodies, batches.timeline.sessions());
  }

  /// EventLists of at most [#BATCH] events, in order of stage time, none later than now.
  public Iterator<byte[]> batches() {
    return new Batches(now, new SplittableRandom(seed), incident());
  }

  private static final class Batches implements Iterator<byte[]> {
    private final Instant now;
    private final Timeline timeline;
    private final List<Actor> actors;
    private Instant planned;
    private byte @Nullable [] ahead;

    Batches(Instant now, SplittableRandom random, Instant incident) {
      this.now = now;
      this.timeline = new Timeline(random.split());
      this.actors =
          List.of(
              new ControlPlane(random.split()),
              new Platform(random.split()),
              new People(random.split()));
      this.planned = now.minus(WINDOW);
      new Intrusion(incident, random.split(), timeline).plan();
      new Takeover(incident, random.split(), timeline).plan();
      new Response(incident, random.split(), timeline).plan();
      Shells.plan(now, timeline);
      this.ahead = nextEvent();
    }

    @Override
    public boolean hasNext() {
      return ahead != null;
    }

    @Override
    public byte[] next() {
      if (ahead == null) {
        throw new NoSuchElementException("the story ends now");
      }
      ByteArrayOutputStream body = new ByteArrayOutputStream(BATCH * 1024);
      body.writeBytes(HEAD);
      for (int i = 0; i < BATCH && ahead != null; i++) {
        if (i > 0) {
          body.write(',');
        }
        body.writeBytes(ahead);
        ahead = nextEvent();
      }
      body.writeBytes(TAIL);
      return body.toByteArray();
    }

    private byte @Nullable [] nextEvent() {
      byte[] event = timeline.next(planned);
      while (event == null && planned.isBefore(now)) {
        Instant end = planned.plus(SLICE).isAfter(now) ? now : planned.plus(SLICE);
        Slice slice = new Slice(planned, end);
        actors.forEach(actor -> actor.plan(slice, timeline));
        planned = end;
        event = timeline.next(planned);
      }
      return event;
    }
  }
}
