package io.kubescribe.core.derived;

import static java.util.Objects.requireNonNull;

import io.kubescribe.core.recording.RecordingState;
import io.kubescribe.core.session.SessionId;
import io.kubescribe.core.session.SessionKind;
import io.kubescribe.core.session.SessionStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What was known of a session when this was derived; of several, that with the greatest number
/// counts. What the start record tells is null or empty where that is missing.
///
/// @param duration from the start to the last record, nanoseconds
/// @param reason why it ended as it did, for people; empty while it is live
/// @param action as in the query language: `exec`, `attach` or `portforward`
/// @param command argv, secrets masked
/// @param user who sent the request, as in the audit event
/// @param impersonatedUser whom the user acted as, null for nobody
/// @param groups of the user who acted
/// @param sourceIp of the TCP peer
/// @param userAgent claim of the client
/// @param gaps how many holes are known
/// @param records how many there are
/// @param rootHash null while it is live
public record SessionSummary(
    DerivedKey key,
    Instant startedAt,
    long duration,
    RecordingState state,
    String reason,
    @Nullable SessionKind action,
    @Nullable String cluster,
    @Nullable String namespace,
    @Nullable String pod,
    @Nullable String container,
    @Nullable String image,
    @Nullable String node,
    List<String> command,
    boolean tty,
    @Nullable String user,
    @Nullable String impersonatedUser,
    List<String> groups,
    @Nullable String sourceIp,
    @Nullable String userAgent,
    @Nullable Integer exitCode,
    Map<SessionStream, Long> bytes,
    long gaps,
    long records,
    @Nullable String rootHash)
    implements Derived {
  /// @throws IllegalArgumentException if the key is of another kind, or the duration negative
  public SessionSummary {
    requireNonNull(startedAt, "startedAt");
    requireNonNull(state, "state");
    requireNonNull(reason, "reason");
    command = List.copyOf(command);
    groups = List.copyOf(groups);
    bytes = Map.copyOf(bytes);
    if (key.kind() != DerivedKind.SESSION || duration < 0) {
      throw new IllegalArgumentException("not a summary of a session: " + key);
    }
  }

  public SessionId session() {
    return key.session();
  }

  /// When the last record was made.
  public Instant lastRecordAt() {
    return startedAt.plusNanos(duration);
  }

  /// The words of the command, joined by blanks.
  public String commandText() {
    return String.join(" ", command);
  }
}
