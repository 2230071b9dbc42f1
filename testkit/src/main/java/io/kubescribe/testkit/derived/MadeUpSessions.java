package io.kubescribe.testkit.derived;

import io.kubescribe.core.derived.Derived;
import io.kubescribe.core.derived.DerivedKey;
import io.kubescribe.core.derived.DerivedKind;
import io.kubescribe.core.derived.ScreenBlock;
import io.kubescribe.core.derived.ScreenLine;
import io.kubescribe.core.derived.SeenCommandLine;
import io.kubescribe.core.derived.SessionSummary;
import io.kubescribe.core.recording.RecordingState;
import io.kubescribe.core.session.SessionId;
import io.kubescribe.core.session.SessionKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Made-up sessions, the same for the same seed. Not safe for use by many threads.
public final class MadeUpSessions {
  private static final List<String> USERS =
      List.of("ci-1", "ci-2", "ada@example.com", "system:serviceaccount:shop:bot");
  private static final List<String> WORDS =
      List.of(
          "kubectl",
          "delete",
          "get",
          "pod",
          "kube-system",
          "/etc/shadow",
          "10.42.0.17",
          "10.42.0.1",
          "sudo",
          "-n",
          "BEGIN RSA PRIVATE KEY",
          "größe",
          "😀",
          "x",
          "a_b",
          "nginx:1.27",
          "e".repeat(70),
          "e".repeat(69) + "f",
          "|");

  private final Random random;
  private Instant next;

  public MadeUpSessions(long seed, Instant first) {
    this.random = new Random(seed);
    this.next = first;
  }

  /// A session: the summaries that come while it lives and at its end, with what is derived
  /// between.
  public List<Derived> session() {
    next = next.plusMillis(1 + random.nextInt(8_000_000));
    SessionId id = SessionId.next(() -> next, random);
    Instant start = next.plusNanos(random.nextInt(1_000) * 1_000L);
    SessionSummary first = summary(id, start);
    List<Derived> documents = new ArrayList<>(List.of(first));
    long at = 0;
    long command = 0;
    int blocks = random.nextInt(4);
    for (long block = 0; block < blocks; block++) {
      List<ScreenLine> lines = new ArrayList<>();
      for (int i = 1 + random.nextInt(6); i > 0; i--) {
        at += TimeUnit.MILLISECONDS.toNanos(random.nextInt(5_000));
        lines.add(
            new ScreenLine(at, at + random.nextInt(2) * 1_000L, random.nextBoolean(), text()));
      }
      documents.add(
          new ScreenBlock(new DerivedKey(id, DerivedKind.SCREEN, block, 1), start, lines, 0));
      if (random.nextBoolean()) {
        documents.add(
            new SeenCommandLine(
                new DerivedKey(id, DerivedKind.COMMAND, command++, 1),
                start,
                at,
                text(),
                "high",
                null));
      }
    }
    if (random.nextInt(4) > 0) {
      documents.add(ended(first, 7, at + 1_000, one(List.of(RecordingState.values())), 1));
    }
    return documents;
  }

  /// A summary that takes the place of another.
  public static SessionSummary ended(
      SessionSummary first, long number, long duration, RecordingState state, int emulator) {
    return new SessionSummary(
        new DerivedKey(first.session(), DerivedKind.SESSION, number, emulator),
        first.startedAt(),
        duration,
        state,
        state == RecordingState.LIVE ? "" : "the process ended",
        first.action(),
        first.cluster(),
        first.namespace(),
        first.pod(),
        first.container(),
        first.image(),
        first.node(),
        first.command(),
        first.tty(),
        first.user(),
        first.impersonatedUser(),
        first.groups(),
        first.sourceIp(),
        first.userAgent(),
        state == RecordingState.LIVE ? null : 7,
        first.bytes(),
        first.gaps(),
        first.records() + 10,
        state == RecordingState.LIVE ? null : "ab".repeat(32));
  }

  private SessionSummary summary(SessionId id, Instant start) {
    boolean unknown = random.nextInt(15) == 0;
    return new SessionSummary(
        new DerivedKey(id, DerivedKind.SESSION, 0, 1),
        start,
        0,
        RecordingState.LIVE,
        "",
        unknown ? null : one(List.of(SessionKind.values())),
        unknown ? null : one(List.of("prod", "dev")),
        unknown ? null : one(List.of("shop-a", "shop-b", "kube-system")),
        unknown ? null : "cart-" + random.nextInt(3),
        maybe("app"),
        maybe("nginx:1.27"),
        maybe("node-1"),
        unknown ? List.of() : List.of(one(List.of("sh", "bash", "kubectl delete")), "-c", text()),
        random.nextBoolean(),
        unknown ? null : one(USERS),
        maybe("root"),
        List.of("dev", one(List.of("ops", "sec"))),
        unknown ? null : "10.0.0." + random.nextInt(4),
        maybe("kubectl/v1.32.0"),
        null,
        Map.of(),
        0,
        3,
        null);
  }

  /// A line of words.
  public String text() {
    StringBuilder text = new StringBuilder(one(WORDS));
    for (int i = random.nextInt(4); i > 0; i--) {
      text.append(' ').append(one(WORDS));
    }
    return text.toString();
  }

  private @Nullable String maybe(String value) {
    return random.nextInt(3) == 0 ? null : value;
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
