package io.kubescribe.queryapi.http;

import io.kubescribe.core.recording.Recording;
import io.kubescribe.core.recording.RecordingGap;
import io.kubescribe.core.session.PodFacts;
import io.kubescribe.core.session.SessionRecord;
import io.kubescribe.core.session.SessionStart;
import io.kubescribe.core.session.SessionStream;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// One session as the API shows it. The members are fixed: add, never rename.
final class SessionJson {
  private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

  private SessionJson() {}

  static void write(JsonGenerator json, Recording session) {
    json.writeStartObject();
    writeMembers(json, session);
    json.writeEndObject();
  }

  static void writeMembers(JsonGenerator json, Recording session) {
    SessionStart start = session.start();
    json.writeStringProperty("id", session.id().toString());
    Json.text(json, "cluster", start == null ? null : start.cluster().value());
    Json.text(json, "namespace", start == null ? null : start.namespace());
    Json.text(json, "pod", start == null ? null : start.podName());
    Json.text(json, "container", SessionFields.container(session));
    Json.text(json, "user", SessionFields.user(session));
    Json.text(json, "impersonatedUser", SessionFields.impersonatedUser(session));
    Json.text(json, "command", SessionFields.command(session));
    Json.text(json, "kind", start == null ? null : start.kind().wireName());
    json.writeBooleanProperty("tty", start != null && start.asked().tty());
    Json.time(json, "start", session.startedAt());
    Json.text(json, "end", session.isLive() ? null : session.lastRecordAt().toString());
    json.writeNumberProperty("durationMs", session.duration().toMillis());
    json.writeStringProperty("state", session.state().wireName());
    Json.text(json, "reason", session.reason().isEmpty() ? null : session.reason());
    json.writeNumberProperty("bytes", SessionFields.bytes(session));
    number(json, "exitCode", session.exitCode());
    json.writeNumberProperty("gaps", session.gapCount());
    // The gateway sends the session's id as Audit-ID.
    json.writeStringProperty("auditID", session.id().toString());
  }

  /// What is told of one session only.
  static void writeDetails(JsonGenerator json, Recording session) {
    writeMembers(json, session);
    SessionStart start = session.start();
    if (start != null) {
      Json.texts(json, "groups", SessionFields.actor(start).groups());
      json.writeStringProperty("mode", start.mode().wireName());
      json.writeStringProperty("recordInput", start.input().wireName());
      Json.text(json, "gateway", start.gateway());
      Json.text(json, "clientAddress", start.clientAddress());
      Json.texts(json, "sourceAddresses", start.sourceAddresses());
      Json.text(json, "uri", start.requestUri());
      texts(json, "claims", start.claims());
    }
    PodFacts pod = SessionFields.pod(session);
    if (pod != null) {
      Json.object(json, "podFacts", facts -> write(facts, pod));
    }
    Json.object(
        json,
        "streams",
        streams -> {
          for (SessionStream stream : SessionStream.values()) {
            streams.writeNumberProperty(
                stream.wireName(), session.bytes().getOrDefault(stream, 0L));
          }
        });
    json.writeName("holes");
    json.writeStartArray();
    session.gaps().forEach(gap -> write(json, gap));
    json.writeEndArray();
    json.writeNumberProperty("records", session.records());
    json.writeNumberProperty("storedBytes", session.storedBytes());
    json.writeNumberProperty("epochs", session.epochs());
    Json.text(json, "rootHash", session.rootHash());
  }

  private static void write(JsonGenerator json, PodFacts pod) {
    Json.text(json, "uid", pod.uid());
    Json.text(json, "node", pod.node());
    Json.text(json, "image", pod.image());
    Json.text(json, "imageID", pod.imageId());
    Json.text(json, "ownerKind", pod.ownerKind());
    Json.text(json, "ownerName", pod.ownerName());
    Json.text(json, "serviceAccount", pod.serviceAccount());
    texts(json, "labels", pod.labels());
  }

  static void write(JsonGenerator json, RecordingGap gap) {
    json.writeStartObject();
    json.writeStringProperty("cause", gap.cause().wireName());
    json.writeNumberProperty("sequence", gap.sequence());
    json.writeNumberProperty("records", gap.records());
    seconds(json, "from", gap.fromNanos());
    seconds(json, "to", gap.toNanos());
    json.writeNumberProperty(
        "bytes", gap.lost().stream().mapToLong(SessionRecord.LostBytes::bytes).sum());
    json.writeEndObject();
  }

  /// A time as the player has it: seconds since the start, to the microsecond.
  static void seconds(JsonGenerator json, String name, long nanos) {
    json.writeNumberProperty(name, TimeUnit.NANOSECONDS.toMicros(nanos) * 1_000 / NANOS);
  }

  static void number(JsonGenerator json, String name, @Nullable Integer value) {
    json.writeName(name);
    if (value == null) {
      json.writeNull();
    } else {
      json.writeNumber(value);
    }
  }

  private static void texts(JsonGenerator json, String name, Map<String, String> values) {
    Json.object(
        json,
        name,
        members ->
            new TreeMap<>(values)
                .forEach((key, value) -> Json.text(members, Json.wellFormed(key), value)));
  }
}
