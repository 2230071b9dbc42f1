package io.kubescribe.app.demo;

import static io.kubescribe.app.demo.DemoRecording.Happening.Exited;
import static io.kubescribe.app.demo.DemoRecording.Happening.Output;
import static io.kubescribe.app.demo.DemoRecording.Happening.Resized;

import io.kubescribe.core.audit.ClusterName;
import io.kubescribe.core.session.EndReason;
import io.kubescribe.core.session.InputPolicy;
import io.kubescribe.core.session.PodFacts;
import io.kubescribe.core.session.RecordingMode;
import io.kubescribe.core.session.RequestedStreams;
import io.kubescribe.core.session.SequencedRecord;
import io.kubescribe.core.session.SessionId;
import io.kubescribe.core.session.SessionKind;
import io.kubescribe.core.session.SessionProtocol;
import io.kubescribe.core.session.SessionRecord;
import io.kubescribe.core.session.SessionStart;
import io.kubescribe.core.session.SessionStream;
import io.kubescribe.core.session.SessionUser;
import io.kubescribe.core.session.StreamTotal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A session of the story, as the gateway would have recorded it: one of the recordings under the
/// audit id of an exec.
///
/// @param startedAt when the exec was received
public record DemoSession(SessionId id, Instant startedAt, Call call) {
  private static final Duration NEGOTIATED = Duration.ofMillis(5);

  /// All records, in order.
  public List<SequencedRecord> records() {
    DemoRecording recording = recording();
    Row row = new Row();
    row.add(Duration.ZERO, new SessionRecord.Start(start(recording)));
    row.add(
        NEGOTIATED,
        new SessionRecord.Negotiated(
            call.verb.equals("create") ? SessionProtocol.SPDY_V4 : SessionProtocol.WEBSOCKET_V5));
    if (recording.tty()) {
      row.add(NEGOTIATED, new SessionRecord.Resize(recording.columns(), recording.rows()));
    }
    Map<SessionStream, Long> totals = new EnumMap<>(SessionStream.class);
    for (DemoRecording.Happening happening : recording.happenings()) {
      Duration at = happening.at().plus(NEGOTIATED);
      switch (happening) {
        case Output(var _, SessionStream stream, String text) -> {
          byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
          totals.merge(stream, (long) bytes.length, Long::sum);
          row.add(at, new SessionRecord.Data(stream, bytes));
        }
        case Resized(var _, int columns, int rows) ->
            row.add(at, new SessionRecord.Resize(columns, rows));
        case Exited(var _, int code) -> {
          row.add(at, new SessionRecord.Status(status(code)));
          row.add(at, new SessionRecord.End(EndReason.COMPLETED, "", totals(totals)));
        }
      }
    }
    return row.records;
  }

  private DemoRecording recording() {
    return Objects.requireNonNull(call.recording, "a session has a recording");
  }

  private SessionStart start(DemoRecording recording) {
    Caller caller = call.caller;
    Target pod = Objects.requireNonNull(call.target, "a session has a pod");
    String container = call.container;
    return new SessionStart(
        startedAt,
        SessionKind.EXEC,
        new ClusterName(DemoStory.CLUSTER),
        Objects.requireNonNull(pod.namespace()),
        Objects.requireNonNull(pod.name()),
        container,
        recording.command(),
        new RequestedStreams(recording.tty(), true, !recording.tty(), recording.tty()),
        RecordingMode.STRICT,
        InputPolicy.OFF,
        "demo",
        new SessionUser(
            Objects.requireNonNull(caller.username()), caller.uid(), caller.groups(), Map.of()),
        null,
        caller.ip(),
        List.of(),
        call.uri(),
        new PodFacts(
            Caller.uuid("pod/" + pod.namespace() + "/" + pod.name()),
            null,
            container,
            null,
            null,
            null,
            null,
            null,
            Map.of()),
        Map.of("userAgent", caller.agent()));
  }

  /// As the kubelet writes it.
  private static byte[] status(int code) {
    String text =
        code == 0
            ? "{\"metadata\":{},\"status\":\"Success\"}"
            : "{\"metadata\":{},\"status\":\"Failure\",\"message\":\"command terminated with non-zero"
                + " exit code\",\"reason\":\"NonZeroExitCode\",\"details\":{\"causes\":[{\"reason\":"
                + "\"ExitCode\",\"message\":\""
                + code
                + "\"}]}}";
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static List<StreamTotal> totals(Map<SessionStream, Long> bytes) {
    return bytes.entrySet().stream()
        .map(total -> new StreamTotal(total.getKey(), total.getValue(), 0, null))
        .toList();
  }

  private static final class Row {
    private final List<SequencedRecord> records = new ArrayList<>();

    void add(Duration at, SessionRecord record) {
      records.add(new SequencedRecord(records.size(), at.toNanos(), record));
    }
  }
}
