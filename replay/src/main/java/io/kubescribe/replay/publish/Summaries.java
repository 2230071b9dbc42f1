package io.kubescribe.replay.publish;

import io.kubescribe.core.derived.DerivedKey;
import io.kubescribe.core.derived.DerivedKind;
import io.kubescribe.core.derived.SessionSummary;
import io.kubescribe.core.recording.Recording;
import io.kubescribe.core.recording.RecordingState;
import io.kubescribe.core.session.PodFacts;
import io.kubescribe.core.session.SessionStart;
import io.kubescribe.core.session.SessionUser;
import io.kubescribe.replay.derive.Derivation;
import io.kubescribe.replay.derive.secret.LineRedactor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is known of recordings, as it is published.
final class Summaries {
  /// Versions of one derivation: its epochs.
  private static final int EPOCHS = 1000;

  private static final int STATES = 4;

  private Summaries() {}

  /// The version under which a recording is published.
  static int version(Recording recording) {
    return Derivation.VERSION * EPOCHS + Math.min(recording.epochs(), EPOCHS - 1);
  }

  static SessionSummary of(Recording recording) {
    SessionStart start = recording.start();
    PodFacts pod = recording.pod() == null && start != null ? start.pod() : recording.pod();
    return new SessionSummary(
        new DerivedKey(
            recording.id(),
            DerivedKind.SESSION,
            recording.records() * STATES + rank(recording.state()),
            version(recording)),
        recording.startedAt(),
        Math.max(0, recording.duration().toNanos()),
        recording.state(),
        recording.reason(),
        start == null ? null : start.kind(),
        start == null ? null : start.cluster().value(),
        start == null ? null : start.namespace(),
        start == null ? null : start.podName(),
        container(start, pod),
        pod == null ? null : pod.image(),
        pod == null ? null : pod.node(),
        start == null ? List.of() : start.command().stream().map(LineRedactor::redact).toList(),
        start != null && start.asked().tty(),
        start == null ? null : requester(start).username(),
        start == null || start.impersonator() == null ? null : start.user().username(),
        start == null ? List.of() : requester(start).groups(),
        start == null ? null : start.clientAddress(),
        start == null ? null : start.claims().get("userAgent"),
        recording.exitCode(),
        recording.bytes(),
        recording.gapCount(),
        recording.records(),
        recording.rootHash());
  }

  /// Of summaries after as many records, that of the later state counts.
  private static int rank(RecordingState state) {
    return switch (state) {
      case LIVE -> 0;
      case INTERRUPTED -> 1;
      case SEALED -> 2;
      case TORN -> 3;
    };
  }

  private static @Nullable String container(@Nullable SessionStart start, @Nullable PodFacts pod) {
    if (pod != null && pod.container() != null) {
      return pod.container();
    }
    return start == null ? null : start.container();
  }

  /// Whoever sent the request, also when somebody else is acted as.
  private static SessionUser requester(SessionStart start) {
    return start.impersonator() == null ? start.user() : start.impersonator();
  }
}
