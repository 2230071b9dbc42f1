package io.kubescribe.ingest.simulated.node;

import io.kubescribe.ingest.simulated.process.Container;
import io.kubescribe.ingest.simulated.process.Ending;
import io.kubescribe.ingest.simulated.process.Pipe;
import io.kubescribe.ingest.simulated.process.ProcessIo;
import io.kubescribe.ingest.simulated.process.Program;
import io.kubescribe.ingest.simulated.process.TerminalSize;
import io.kubescribe.ingest.simulated.stream.RemoteStreams;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// One container with its main process, which runs once. Clients of an attach share its streams.
/// Safe for use by many threads.
public final class ContainerRuntime {
  private static final int NOT_STARTED = 128;

  private final Container container;
  private final List<String> command;
  private final boolean tty;
  private final boolean stdin;
  private final boolean stdinOnce;
  private final ContainerLog log;
  private final Pipe input = new Pipe();
  private final List<RemoteStreams> clients = new CopyOnWriteArrayList<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile @Nullable Thread thread;

  /// @param stdinOnce whether the input ends with the first client's
  record Terms(List<String> command, boolean tty, boolean stdin, boolean stdinOnce) {}

  ContainerRuntime(Container container, Terms terms, InstantSource clock) {
    this.container = container;
    this.command = terms.command;
    this.tty = terms.tty;
    this.stdin = terms.stdin;
    this.stdinOnce = terms.stdinOnce;
    this.log = new ContainerLog(clock);
  }

  /// Starts the main process.
  ///
  /// @param exited called with the exit code on the process's thread
  void start(Program program, IntConsumer exited) {
    thread =
        Thread.ofVirtual()
            .name("simulated-container-" + container.name())
            .start(() -> exited.accept(run(program)));
  }

  private int run(Program program) {
    OutputStream output = new Fanout();
    InputStream from = stdin ? input.input() : InputStream.nullInputStream();
    int code = 1;
    try {
      Ending ending =
          program.run(new ProcessIo(command, tty, from, output, output, this::size, container));
      code =
          switch (ending) {
            case Ending.Exited(int exit) -> exit;
            case Ending.NotStarted _ -> NOT_STARTED;
            case Ending.NoStatus _, Ending.Reset _ -> 1;
          };
    } catch (IOException e) {
      // No client is left to whom the process could write.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      log.end();
      ended.countDown();
    }
    return code;
  }

  private TerminalSize size() {
    return clients.isEmpty() ? TerminalSize.UNKNOWN : clients.getLast().size().get();
  }

  /// Joins a client to the main process until that ends or the calling thread is interrupted.
  public Ending attach(RemoteStreams client) throws InterruptedException {
    clients.add(client);
    Thread pump =
        Thread.ofVirtual().name("simulated-attach-input").start(() -> pump(client.stdin()));
    try {
      ended.await();
      return Ending.OK;
    } finally {
      clients.remove(client);
      pump.interrupt();
    }
  }

  private void pump(InputStream from) {
    byte[] buffer = new byte[4096];
    try {
      for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
        if (stdin) {
          input.output().write(buffer, 0, n);
        }
      }
      if (stdinOnce) {
        input.output().close();
      }
    } catch (IOException e) {
      // The process or the client has ended.
    }
  }

  public ContainerLog log() {
    return log;
  }

  public Container container() {
    return container;
  }

  public boolean isRunning() {
    return ended.getCount() > 0;
  }

  void stop() {
    Thread running = thread;
    if (running != null) {
      running.interrupt();
    }
  }

  private final class Fanout extends OutputStream {
    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) {
      log.append(source, offset, length);
      List<RemoteStreams> gone =
          clients.stream().filter(client -> !delivered(client, source, offset, length)).toList();
      clients.removeAll(gone);
    }

    private static boolean delivered(RemoteStreams client, byte[] source, int offset, int length) {
      try {
        client.stdout().write(source, offset, length);
        return true;
      } catch (IOException e) {
        return false;
      }
    }
  }
}
