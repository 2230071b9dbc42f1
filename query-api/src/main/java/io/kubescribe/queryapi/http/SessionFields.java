package io.kubescribe.queryapi.http;

import io.kubescribe.core.audit.UserKind;
import io.kubescribe.core.query.EventField;
import io.kubescribe.core.query.FieldCatalogue;
import io.kubescribe.core.query.SessionField;
import io.kubescribe.core.recording.Recording;
import io.kubescribe.core.session.PodFacts;
import io.kubescribe.core.session.SessionStart;
import io.kubescribe.core.session.SessionStream;
import io.kubescribe.core.session.SessionUser;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Facts of a session under the names that they have in queries and answers.
final class SessionFields {
  private SessionFields() {}

  /// Every value that words are looked for in.
  static Stream<String> all(Recording session) {
    return Stream.concat(
        FieldCatalogue.SESSIONS.fields().stream()
            .filter(field -> field != EventField.TIMESTAMP)
            .flatMap(field ->
                switch (field) {
                  case EventField named -> values(named, session);
                  case SessionField named -> values(named, session);
                }),
        session.reason().isEmpty() ? Stream.of() : Stream.of(session.reason()));
  }

  /// None for a field that only audit events have.
  static Stream<String> values(EventField field, Recording session) {
    SessionStart start = session.start();
    return switch (field) {
      case TIMESTAMP -> Stream.of(session.startedAt().toString());
      case SESSION -> Stream.of(session.id().toString());
      case CLUSTER -> of(start, one -> one.cluster().value());
      case NAMESPACE -> of(start, SessionStart::namespace);
      case POD -> of(start, SessionStart::podName);
      case ACTION -> of(start, one -> one.kind().wireName());
      case CONTAINER -> some(container(session));
      case USER -> some(user(session));
      case USER_KIND -> of(start, one -> UserKind.of(actor(one).username()).text());
      case IMPERSONATED_USER -> some(impersonatedUser(session));
      case GROUPS -> start == null ? Stream.of() : actor(start).groups().stream();
      case USER_AGENT -> some(start == null ? null : start.claims().get("userAgent"));
      case SOURCE_IP -> of(start, SessionStart::clientAddress);
      case ID,
          AUDIT_ID,
          STAGE,
          LEVEL,
          VERB,
          RESOURCE,
          SUBRESOURCE,
          API_GROUP,
          NAME,
          URI,
          SOURCE_IPS,
          CODE,
          REASON,
          DECISION,
          COMMAND,
          SOURCE,
          FLAG ->
          Stream.of();
    };
  }

  static Stream<String> values(SessionField field, Recording session) {
    SessionStart start = session.start();
    PodFacts pod = pod(session);
    return switch (field) {
      case SCREEN -> Stream.of();
      case COMMAND -> some(command(session));
      case STATE -> Stream.of(session.state().wireName());
      case EXIT_CODE ->
          session.exitCode() == null ? Stream.of() : Stream.of(session.exitCode().toString());
      case TTY -> of(start, one -> Boolean.toString(one.asked().tty()));
      case IMAGE -> some(pod == null ? null : pod.image());
      case NODE -> some(pod == null ? null : pod.node());
    };
  }

  private static Stream<String> of(
      @Nullable SessionStart start, Function<SessionStart, String> value) {
    return start == null ? Stream.of() : Stream.of(value.apply(start));
  }

  private static Stream<String> some(@Nullable String value) {
    return Stream.ofNullable(value);
  }

  /// Whoever sent the request: as in audit events, also when somebody else is acted as.
  static SessionUser actor(SessionStart start) {
    return start.impersonator() == null ? start.user() : start.impersonator();
  }

  static @Nullable String user(Recording session) {
    return session.start() == null ? null : actor(session.start()).username();
  }

  static @Nullable String impersonatedUser(Recording session) {
    SessionStart start = session.start();
    return start == null || start.impersonator() == null ? null : start.user().username();
  }

  /// Words joined by blanks, null for a session without one.
  static @Nullable String command(Recording session) {
    SessionStart start = session.start();
    return start == null || start.command().isEmpty() ? null : String.join(" ", start.command());
  }

  /// As the cluster knows it, else as it was asked for.
  static @Nullable String container(Recording session) {
    PodFacts pod = pod(session);
    if (pod != null && pod.container() != null) {
      return pod.container();
    }
    return session.start() == null ? null : session.start().container();
  }

  /// The latest that is known.
  static @Nullable PodFacts pod(Recording session) {
    if (session.pod() != null) {
      return session.pod();
    }
    return session.start() == null ? null : session.start().pod();
  }

  /// Of all streams.
  static long bytes(Recording session) {
    long bytes = 0;
    for (Map.Entry<SessionStream, Long> stream : session.bytes().entrySet()) {
      bytes += stream.getValue();
    }
    return bytes;
  }
}
