package io.kubescribe.ingest.session;

import io.kubescribe.core.session.EndReason;
import io.kubescribe.core.session.PodFacts;
import io.kubescribe.core.session.SessionProtocol;
import java.util.concurrent.CompletableFuture;

/// The recording of one session under way: a sink for its decoder, and the answer to whether output
/// may be released. For the session's event loop only.
public interface SessionRecording extends SessionSink {
  /// Completes on the session's event loop when the start record is durable, or with the reason why
  /// it is not, at the latest after some seconds. Strict mode waits for it before the apiserver is
  /// contacted.
  CompletableFuture<Void> started();

  /// Strict mode: whether the window of released but unacknowledged records has room for so much
  /// more. While it has none, stop reading from both sides, hold what was read (do not decode it
  /// either), and wait for [RecordingListener#resumed]. Always true for best effort.
  ///
  /// @param bytes that one release brings, at least 1; more than a whole window only go alone
  boolean mayRelease(int bytes);

  /// The apiserver agreed.
  void negotiated(SessionProtocol protocol);

  /// What was learnt about the pod.
  void facts(PodFacts pod);

  /// Writes the last record, with totals. What is told afterwards is ignored.
  ///
  /// @param detail one line for people, may be empty
  /// @return completes when every record of the session is durable or given up
  CompletableFuture<Void> end(EndReason reason, String detail);
}
