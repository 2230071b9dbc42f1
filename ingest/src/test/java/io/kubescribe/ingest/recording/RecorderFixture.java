package io.kubescribe.ingest.recording;

import io.kubescribe.core.CorruptDataException;
import io.kubescribe.core.audit.ClusterName;
import io.kubescribe.core.session.InputPolicy;
import io.kubescribe.core.session.RecordingMode;
import io.kubescribe.core.session.RequestedStreams;
import io.kubescribe.core.session.SequencedRecord;
import io.kubescribe.core.session.SessionId;
import io.kubescribe.core.session.SessionKind;
import io.kubescribe.core.session.SessionRecord;
import io.kubescribe.core.session.SessionRecordCodec;
import io.kubescribe.core.session.SessionStart;
import io.kubescribe.core.session.SessionStream;
import io.kubescribe.core.session.SessionUser;
import io.kubescribe.ingest.session.RecordingListener;
import io.kubescribe.ingest.session.SessionRecording;
import io.kubescribe.ingest.spool.FakeLog;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Executor;

/// A recorder with a fake log, a clock and an event loop that move when they are told.
final class RecorderFixture {
  final FakeLog log = new FakeLog();
  final List<String> told = new ArrayList<>();
  private final Queue<Runnable> turns = new ArrayDeque<>();
  private long nanos = Long.MIN_VALUE / 2;
  final SessionRecorder recorder;

  RecorderFixture() {
    this(RecorderLimits.DEFAULT);
  }

  RecorderFixture(RecorderLimits limits) {
    recorder = new SessionRecorder(log, limits, () -> nanos, new SimpleMeterRegistry());
  }

  SessionRecording begin(RecordingMode mode, InputPolicy input, boolean tty) {
    SessionRecording recording =
        recorder.begin(
            SessionId.next(() -> Instant.EPOCH, new Random(1)),
            start(mode, input, tty),
            loop(),
            new RecordingListener() {
              @Override
              public void resumed() {
                told.add("resumed");
              }

              @Override
              public void exhausted(String message) {
                told.add("exhausted");
              }
            });
    turn();
    return recording;
  }

  Executor loop() {
    return turns::add;
  }

  static SessionStart start(RecordingMode mode, InputPolicy input, boolean tty) {
    return new SessionStart(
        Instant.EPOCH,
        SessionKind.EXEC,
        new ClusterName("prod"),
        "shop",
        "cart-0",
        null,
        List.of("sh"),
        new RequestedStreams(true, true, true, tty),
        mode,
        input,
        "gateway",
        new SessionUser("alice", null, List.of(), Map.of()),
        null,
        "192.0.2.1",
        List.of(),
        "/api/v1/namespaces/shop/pods/cart-0/exec",
        null,
        Map.of());
  }

  static void data(SessionRecording recording, SessionStream stream, String text) {
    recording.data(stream, Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  /// Lets the event loop and the log go on until nothing is left to do.
  void turn() {
    do {
      for (Runnable next = turns.poll(); next != null; next = turns.poll()) {
        next.run();
      }
      recorder.sendQueued();
    } while (!turns.isEmpty());
  }

  /// Lets time pass in steps of 50 ms.
  void pass(Duration time) {
    for (long left = time.toMillis(); left > 0; left -= 50) {
      nanos += Math.min(left, 50) * 1_000_000;
      recorder.tick();
      turn();
    }
  }

  /// The acknowledged records by their sequence numbers.
  List<SequencedRecord> records() {
    return log.taken().stream()
        .map(record -> {
          try {
            return SessionRecordCodec.decode(record.value());
          } catch (CorruptDataException e) {
            throw new AssertionError(e);
          }
        })
        .sorted(Comparator.comparingLong(SequencedRecord::sequence))
        .toList();
  }

  /// The acknowledged records but the start, data as text.
  List<String> lines() {
    return records().stream()
        .map(SequencedRecord::record)
        .filter(record -> !(record instanceof SessionRecord.Start))
        .map(record ->
            record instanceof SessionRecord.Data(SessionStream stream, byte[] bytes)
                ? stream + " " + new String(bytes, StandardCharsets.ISO_8859_1)
                : record.toString())
        .toList();
  }
}
