package io.kubescribe.core.derived;

import io.kubescribe.core.recording.RecordingState;
import io.kubescribe.core.session.SessionId;
import io.kubescribe.core.session.SessionKind;
import io.kubescribe.core.session.SessionStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One document of each kind, and a summary of a session of which nothing is known.
final class SampleDerived {
  private static final SessionId SESSION =
      SessionId.parse("019ab000-0000-7000-8000-000000000001").orElseThrow();
  private static final Instant START = Instant.parse("2026-11-24T12:00:00.123456789Z");

  private SampleDerived() {}

  static Map<String, Derived> all() {
    Map<String, Derived> samples = new LinkedHashMap<>();
    samples.put(
        "session",
        new SessionSummary(
            key(DerivedKind.SESSION, 11),
            START,
            9_003_000_000L,
            RecordingState.SEALED,
            "the process ended",
            SessionKind.EXEC,
            "prod",
            "shop",
            "cart-0",
            "app",
            "registry.example.com/cart:1",
            "node-1",
            List.of("sh", "-c", "echo \"ü\" \u0001\ud83d\ude00"),
            true,
            "ci-7",
            "root",
            List.of("system:masters", "dev"),
            "192.0.2.7",
            "kubectl/v1.32.0",
            7,
            Map.of(SessionStream.STDOUT, 120L, SessionStream.STDIN, 3L),
            1,
            42,
            "ab".repeat(32)));
    samples.put(
        "session-unknown",
        new SessionSummary(
            key(DerivedKind.SESSION, 0),
            START,
            0,
            RecordingState.LIVE,
            "",
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            List.of(),
            false,
            null,
            null,
            List.of(),
            null,
            null,
            null,
            Map.of(),
            0,
            1,
            null));
    samples.put(
        "screen",
        new ScreenBlock(
            key(DerivedKind.SCREEN, 3),
            START,
            List.of(
                new ScreenLine(1_200_000_000L, 5_000_000_001L, false, "$ cat /etc/shadow"),
                new ScreenLine(1_200_000_001L, 1_200_000_001L, true, "döner \ud83d\ude00 \"x\"")),
            2));
    samples.put(
        "command",
        new SeenCommandLine(
            key(DerivedKind.COMMAND, 0),
            START,
            1_200_000_000L,
            "kubectl delete pod cart-0",
            "high",
            1));
    return samples;
  }

  static DerivedKey key(DerivedKind kind, long number) {
    return new DerivedKey(SESSION, kind, number, 2);
  }
}
