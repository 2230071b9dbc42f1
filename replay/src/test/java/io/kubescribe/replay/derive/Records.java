package io.kubescribe.replay.derive;

import io.kubescribe.core.audit.ClusterName;
import io.kubescribe.core.session.EndReason;
import io.kubescribe.core.session.InputPolicy;
import io.kubescribe.core.session.RecordingMode;
import io.kubescribe.core.session.RequestedStreams;
import io.kubescribe.core.session.SequencedRecord;
import io.kubescribe.core.session.SessionKind;
import io.kubescribe.core.session.SessionRecord;
import io.kubescribe.core.session.SessionStart;
import io.kubescribe.core.session.SessionStream;
import io.kubescribe.core.session.SessionUser;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Builds the records of a session; times in milliseconds.
public final class Records {
  public static final Instant STARTED = Instant.parse("2026-11-24T10:00:00.5Z");

  private final List<SequencedRecord> records = new ArrayList<>();
  private long sequence;

  private Records() {}

  /// A session with a terminal, whose size is to be told.
  public static Records tty() {
    return started(true, List.of("bash"));
  }

  /// A session without a terminal.
  public static Records plain(String... command) {
    return started(false, List.of(command));
  }

  private static Records started(boolean tty, List<String> command) {
    Records records = new Records();
    records.at(0, new SessionRecord.Start(start(tty, command)));
    return records;
  }

  private static SessionStart start(boolean tty, List<String> command) {
    return new SessionStart(
        STARTED,
        SessionKind.EXEC,
        new ClusterName("prod"),
        "shop",
        "web-0",
        null,
        command,
        new RequestedStreams(true, true, true, tty),
        RecordingMode.STRICT,
        InputPolicy.OFF,
        "gateway-0",
        new SessionUser("alice", null, List.of(), Map.of()),
        null,
        "192.0.2.7",
        List.of(),
        "/api/v1/namespaces/shop/pods/web-0/exec",
        null,
        Map.of());
  }

  public Records at(double millis, SessionRecord record) {
    records.add(new SequencedRecord(sequence++, Math.round(millis * 1_000_000), record));
    return this;
  }

  public Records out(double millis, String text) {
    return out(millis, text.getBytes(StandardCharsets.UTF_8));
  }

  public Records out(double millis, byte[] bytes) {
    return at(millis, new SessionRecord.Data(SessionStream.STDOUT, bytes));
  }

  public Records err(double millis, String text) {
    return at(
        millis,
        new SessionRecord.Data(SessionStream.STDERR, text.getBytes(StandardCharsets.UTF_8)));
  }

  public Records in(double millis, String text) {
    return at(
        millis, new SessionRecord.Data(SessionStream.STDIN, text.getBytes(StandardCharsets.UTF_8)));
  }

  public Records resize(double millis, int columns, int rows) {
    return at(millis, new SessionRecord.Resize(columns, rows));
  }

  public Records end(double millis) {
    return at(millis, new SessionRecord.End(EndReason.COMPLETED, "", List.of()));
  }

  public List<SequencedRecord> all() {
    return List.copyOf(records);
  }
}
