package io.kubescribe.ingest.simulated.stream;

import io.kubescribe.ingest.simulated.http.Wire;
import io.kubescribe.ingest.simulated.process.Ending;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Serves one exec or attach over SPDY/3.1: the task starts once all its streams are there.
public final class SpdyRemote {
  /// The versions that a kubelet knows, its favourite first.
  public static final List<String> VERSIONS =
      List.of("v4.channel.k8s.io", "v3.channel.k8s.io", "v2.channel.k8s.io", "channel.k8s.io");

  private static final int MOST_STREAMS = 16;
  private static final long WAIT_SECONDS = 30;

  private final SpdyConnection connection;
  private final String version;
  private final StreamSet wanted;
  private final List<String> command;
  private final Map<String, SpdyStream> byType = new ConcurrentHashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final Task running = new Task();
  private final ResizeDecoder resizes = new ResizeDecoder();
  private int count;
  private volatile boolean gone;

  /// @param version one of [#VERSIONS]
  /// @param command for messages; empty for an attach
  public SpdyRemote(Wire wire, String version, StreamSet wanted, List<String> command) {
    this.connection = new SpdyConnection(wire, MOST_STREAMS, this::opened);
    this.version = version;
    this.wanted = wanted;
    this.command = List.copyOf(command);
  }

  /// Runs the task and returns when it has ended and the connection is closed.
  public void serve(RemoteTask task) {
    Thread starter =
        Thread.ofVirtual().name("simulated-spdy-start").start(() -> startWhenComplete(task));
    connection.serve();
    gone = true;
    wake();
    try {
      starter.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    running.stop();
    connection.closeWire();
  }

  private void opened(SpdyStream stream) {
    byType.put(stream.header("streamtype"), stream);
    lock.lock();
    try {
      count++;
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void wake() {
    lock.lock();
    try {
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private int expected() {
    return 1
        + (wanted.stdin() ? 1 : 0)
        + (wanted.stdout() ? 1 : 0)
        + (wanted.stderr() ? 1 : 0)
        + (wanted.tty() && hasResize() ? 1 : 0);
  }

  private boolean hasResize() {
    return VERSIONS.indexOf(version) <= 1;
  }

  private void startWhenComplete(RemoteTask task) {
    lock.lock();
    try {
      long left = TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
      while (count < expected() && !gone && left > 0) {
        left = arrived.awaitNanos(left);
      }
      if (count < expected()) {
        connection.closeWire();
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    } finally {
      lock.unlock();
    }
    start(task);
  }

  private void start(RemoteTask task) {
    @Nullable SpdyStream resize = byType.get("resize");
    if (resize != null) {
      Thread.ofVirtual().name("simulated-resize").start(() -> readSizes(resize));
    }
    @Nullable SpdyStream stdin = byType.get("stdin");
    OutputStream stdout = output("stdout");
    running.start(
        task,
        new RemoteStreams(
            stdin == null ? InputStream.nullInputStream() : stdin.input(),
            stdout,
            wanted.tty() ? stdout : output("stderr"),
            resizes::size),
        this::finish);
  }

  private OutputStream output(String type) {
    @Nullable SpdyStream stream = byType.get(type);
    return stream == null ? OutputStream.nullOutputStream() : stream.output();
  }

  private void readSizes(SpdyStream stream) {
    byte[] buffer = new byte[1024];
    try (InputStream in = stream.input()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        resizes.accept(buffer, n);
      }
    } catch (IOException e) {
      // The connection has ended.
    }
  }

  private void finish(Ending ending) {
    try {
      if (ending instanceof Ending.Reset) {
        connection.reset();
        return;
      }
      for (String type : List.of("stdout", "stderr", "stdin")) {
        @Nullable SpdyStream stream = byType.get(type);
        if (stream != null) {
          stream.input().close();
          stream.output().close();
        }
      }
      @Nullable SpdyStream error = byType.get("error");
      if (error != null) {
        Optional<byte[]> status =
            version.equals(VERSIONS.getFirst())
                ? ExitStatus.status(ending, command, false)
                : ExitStatus.text(ending);
        if (status.isPresent()) {
          error.output().write(status.get());
        }
        error.output().close();
      }
      connection.close(byType.values());
    } catch (IOException e) {
      connection.closeWire();
    }
  }
}
