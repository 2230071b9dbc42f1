package io.kubescribe.ingest.simulated.shell;

import io.kubescribe.ingest.simulated.process.Ending;
import io.kubescribe.ingest.simulated.process.ProcessIo;
import io.kubescribe.ingest.simulated.process.Program;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Runs canned commands: a shell and what it usually calls, played in memory. No process of this
/// machine is started, no file read and no connection made. Safe for use by many threads.
public final class CannedShell implements Program {
  private static final int INTERRUPTED = 130;
  private final Map<String, Command> commands = Commands.all();

  @Override
  public Ending run(ProcessIo io) throws IOException, InterruptedException {
    String name = io.command().getFirst();
    @Nullable Command command = commands.get(Commands.baseName(name));
    if (command == null) {
      return new Ending.NotStarted(notStarted(name));
    }
    ShellState state = new ShellState(io.container(), io.size());
    try {
      return new Ending.Exited(
          io.tty() ? onTerminal(command, io, state) : plain(command, io, state));
    } catch (ExitException e) {
      return new Ending.Exited(e.code());
    }
  }

  /// In the words of containerd and runc.
  private static String notStarted(String name) {
    byte[] id = new byte[32];
    new SplittableRandom(System.nanoTime()).nextBytes(id);
    String why =
        name.contains("/")
            ? "stat " + name + ": no such file or directory"
            : "executable file not found in $PATH";
    return "error executing command in container: failed to exec in container: failed to start exec"
        + " \""
        + HexFormat.of().formatHex(id)
        + "\": OCI runtime exec failed: exec failed: unable to start container process: exec: \""
        + name
        + "\": "
        + why
        + ": unknown";
  }

  private static int plain(Command command, ProcessIo io, ShellState state)
      throws IOException, InterruptedException {
    return Commands.run(
        command,
        new Command.Context(
            io.command().getFirst(),
            io.command().subList(1, io.command().size()),
            io.stdin(),
            io.stdout(),
            io.stderr(),
            state));
  }

  private static int onTerminal(Command command, ProcessIo io, ShellState state)
      throws IOException, InterruptedException {
    Terminal terminal = new Terminal(io.stdin(), io.stdout(), Thread.currentThread());
    Thread pump = terminal.start();
    try {
      state.on(terminal);
      return Commands.run(
          command,
          new Command.Context(
              io.command().getFirst(),
              io.command().subList(1, io.command().size()),
              terminal.input(),
              terminal.output(),
              terminal.output(),
              state));
    } catch (IOException | InterruptedException e) {
      if (terminal.takeInterrupt()) {
        return INTERRUPTED;
      }
      throw e;
    } finally {
      pump.interrupt();
    }
  }
}
