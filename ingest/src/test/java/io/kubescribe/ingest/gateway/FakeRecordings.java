package io.kubescribe.ingest.gateway;

import io.kubescribe.core.session.EndReason;
import io.kubescribe.core.session.Flaw;
import io.kubescribe.core.session.PodFacts;
import io.kubescribe.core.session.SessionId;
import io.kubescribe.core.session.SessionProtocol;
import io.kubescribe.core.session.SessionStart;
import io.kubescribe.core.session.SessionStream;
import io.kubescribe.ingest.session.CollectingSink;
import io.kubescribe.ingest.session.RecordingListener;
import io.kubescribe.ingest.session.SessionRecording;
import io.kubescribe.ingest.session.SessionRecordings;
import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// Keeps recordings in memory; a test decides when a start is durable and when the window is open.
final class FakeRecordings implements SessionRecordings {
  final List<Fake> begun = new CopyOnWriteArrayList<>();

  /// What becomes of the next start.
  volatile CompletableFuture<Void> start = CompletableFuture.completedFuture(null);

  volatile boolean open = true;

  @Override
  public SessionRecording begin(
      SessionId id, SessionStart asked, Executor loop, RecordingListener listener) {
    Fake recording = new Fake(id, asked, loop, listener);
    begun.add(recording);
    return recording;
  }

  Fake only() {
    if (begun.size() != 1) {
      throw new IllegalStateException("there are " + begun.size() + " recordings");
    }
    return begun.getFirst();
  }

  final class Fake implements SessionRecording {
    final SessionId id;
    final SessionStart asked;
    final RecordingListener listener;
    volatile @Nullable SessionProtocol protocol;
    volatile @Nullable EndReason reason;
    volatile String detail = "";
    volatile @Nullable PodFacts facts;
    volatile int resizes;

    /// All that was told; to be read when there is a reason.
    final CollectingSink told = new CollectingSink();

    final List<Integer> ports = new CopyOnWriteArrayList<>();
    private final Executor loop;
    private final ByteArrayOutputStream in = new ByteArrayOutputStream();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private Fake(SessionId id, SessionStart asked, Executor loop, RecordingListener listener) {
      this.id = id;
      this.asked = asked;
      this.loop = loop;
      this.listener = listener;
    }

    synchronized String input() {
      return in.toString(StandardCharsets.ISO_8859_1);
    }

    synchronized String output() {
      return out.toString(StandardCharsets.ISO_8859_1);
    }

    void resume() {
      open = true;
      loop.execute(listener::resumed);
    }

    void exhaust(String message) {
      loop.execute(() -> listener.exhausted(message));
    }

    @Override
    public CompletableFuture<Void> started() {
      CompletableFuture<Void> onLoop = new CompletableFuture<>();
      var _ =
          start.whenCompleteAsync(
              (_, failure) -> {
                if (failure == null) {
                  onLoop.complete(null);
                } else {
                  onLoop.completeExceptionally(failure);
                }
              },
              loop);
      return onLoop;
    }

    @Override
    public boolean mayRelease(int bytes) {
      return open;
    }

    @Override
    public void negotiated(SessionProtocol agreed) {
      protocol = agreed;
    }

    @Override
    public void facts(PodFacts pod) {
      facts = pod;
    }

    @Override
    public CompletableFuture<Void> end(EndReason why, String more) {
      detail = more;
      reason = why;
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public synchronized void data(SessionStream stream, ByteBuf bytes) {
      told.data(stream, bytes.duplicate());
      byte[] copy = new byte[bytes.readableBytes()];
      bytes.readBytes(copy);
      (stream == SessionStream.STDIN ? in : out).writeBytes(copy);
    }

    @Override
    public synchronized void resize(int width, int height) {
      told.resize(width, height);
      resizes++;
    }

    @Override
    public void halfClosed(SessionStream stream) {
      told.halfClosed(stream);
    }

    @Override
    public void status(byte[] bytes) {
      told.status(bytes);
    }

    @Override
    public void portOpened(int port, String requestId) {
      told.portOpened(port, requestId);
      ports.add(port);
    }

    @Override
    public void portClosed(int port, String requestId, long toPod, long fromPod, String error) {
      told.portClosed(port, requestId, toPod, fromPod, error);
    }

    @Override
    public void flaw(Flaw flaw, String more) {
      told.flaw(flaw, more);
    }
  }
}
