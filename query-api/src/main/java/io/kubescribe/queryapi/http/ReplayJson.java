package io.kubescribe.queryapi.http;

import io.kubescribe.core.recording.Recording;
import io.kubescribe.core.recording.ReplayTimeline;
import io.kubescribe.core.recording.SeenCommand;
import io.kubescribe.core.recording.TranscriptLine;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// What was derived of a recording, as the API shows it. The members are fixed: add, never rename.
final class ReplayJson {
  private ReplayJson() {}

  static void write(JsonGenerator json, List<SeenCommand> commands) {
    json.writeName("commands");
    json.writeStartArray();
    for (SeenCommand command : commands) {
      json.writeStartObject();
      SessionJson.seconds(json, "time", command.nanos());
      Json.text(json, "prompt", command.prompt());
      Json.text(json, "text", command.text());
      json.writeStringProperty("confidence", command.confidence().wireName());
      json.writeStringProperty("source", command.source().wireName());
      json.writeNumberProperty("sequence", command.sequence());
      SessionJson.number(json, "exitCode", command.exitCode());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  static void write(JsonGenerator json, Recording session, ReplayTimeline timeline) {
    SessionJson.seconds(json, "duration", timeline.durationNanos());
    Json.time(json, "start", session.startedAt());
    json.writeBooleanProperty("live", session.isLive());
    SessionJson.seconds(json, "bucket", timeline.bucketNanos());
    json.writeName("activity");
    json.writeStartArray();
    timeline.activity().forEach(json::writeNumber);
    json.writeEndArray();
    spans(json, "idle", timeline.idle());
    spans(json, "alternate", timeline.alternate());
    json.writeName("resizes");
    json.writeStartArray();
    for (ReplayTimeline.Size size : timeline.resizes()) {
      json.writeStartObject();
      SessionJson.seconds(json, "time", size.nanos());
      json.writeNumberProperty("columns", size.columns());
      json.writeNumberProperty("rows", size.rows());
      json.writeEndObject();
    }
    json.writeEndArray();
    write(json, timeline.commands());
    json.writeName("gaps");
    json.writeStartArray();
    timeline.gaps().forEach(gap -> SessionJson.write(json, gap));
    json.writeEndArray();
  }

  private static void spans(JsonGenerator json, String name, List<ReplayTimeline.Span> spans) {
    json.writeName(name);
    json.writeStartArray();
    for (ReplayTimeline.Span span : spans) {
      json.writeStartObject();
      SessionJson.seconds(json, "from", span.fromNanos());
      SessionJson.seconds(json, "to", span.toNanos());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  static void write(JsonGenerator json, TranscriptLine line) {
    json.writeStartObject();
    SessionJson.seconds(json, "time", line.nanos());
    json.writeStringProperty("screen", line.alternate() ? "alternate" : "primary");
    Json.text(json, "text", line.text());
    json.writeEndObject();
  }
}
