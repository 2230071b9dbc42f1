package io.kubescribe.testkit.replay;

import io.kubescribe.core.audit.ClusterName;
import io.kubescribe.core.recording.Recording;
import io.kubescribe.core.recording.RecordingState;
import io.kubescribe.core.session.InputPolicy;
import io.kubescribe.core.session.PodFacts;
import io.kubescribe.core.session.RecordingMode;
import io.kubescribe.core.session.RequestedStreams;
import io.kubescribe.core.session.SessionId;
import io.kubescribe.core.session.SessionKind;
import io.kubescribe.core.session.SessionStart;
import io.kubescribe.core.session.SessionStream;
import io.kubescribe.core.session.SessionUser;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Sessions as a gateway would have them.
public final class SampleSessions {
  private static final Instant FIRST = Instant.parse("2026-11-20T08:00:00Z");

  private SampleSessions() {}

  /// The id of the session of this number; a minute later than that of the number before.
  public static SessionId id(int number) {
    long millis = startedAt(number).toEpochMilli();
    return new SessionId(new UUID((millis << 16) | 0x7000, (1L << 63) | number));
  }

  /// When the session of this number began.
  public static Instant startedAt(int number) {
    return FIRST.plus(Duration.ofMinutes(number));
  }

  /// A start with a terminal.
  public static SessionStart start(
      int number, String cluster, String namespace, String user, String... command) {
    return new SessionStart(
        startedAt(number),
        SessionKind.EXEC,
        new ClusterName(cluster),
        namespace,
        "web-" + number,
        "web",
        List.of(command),
        new RequestedStreams(true, true, false, true),
        RecordingMode.STRICT,
        InputPolicy.OFF,
        "gateway-0",
        new SessionUser(user, null, List.of("dev", "system:authenticated"), Map.of()),
        null,
        "10.0.0." + (number % 250 + 1),
        List.of(),
        "/api/v1/namespaces/" + namespace + "/pods/web-" + number + "/exec?command=sh",
        new PodFacts(
            "uid-" + number,
            "node-1",
            "web",
            "registry.example.com/web:1.4",
            null,
            "Deployment",
            "web",
            "web",
            Map.of("app", "web")),
        Map.of("userAgent", "kubectl/v1.34.0"));
  }

  /// A recording of two minutes and 1,000 bytes.
  public static Recording recording(int number, SessionStart start, RecordingState state) {
    return new Recording(
        id(number),
        start,
        null,
        state,
        state == RecordingState.LIVE ? "" : "completed",
        start.startedAt(),
        Duration.ofMinutes(2),
        Map.of(SessionStream.STDOUT, 1_000L),
        state == RecordingState.SEALED ? 0 : null,
        List.of(),
        0,
        20,
        600,
        1,
        state == RecordingState.LIVE ? null : "ab".repeat(32));
  }
}
