package io.kubescribe.ingest.simulated.shell;

import io.kubescribe.ingest.simulated.process.FileException;
import io.kubescribe.ingest.simulated.process.Pipe;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Runs scripts. For one thread; the stages of a pipeline get threads of their own.
final class Interpreter {
  private static final int NOT_FOUND = 127;
  private static final int BROKEN_PIPE = 141;
  private static final int SYNTAX = 2;
  private static final Pattern ASSIGNMENT = Pattern.compile("([A-Za-z_]\\w*)=(.*)", Pattern.DOTALL);

  private final Map<String, Command> commands;
  private final ShellState state;

  /// Where a script's commands read and write.
  record Streams(InputStream in, OutputStream out, OutputStream err) {}

  Interpreter(Map<String, Command> commands, ShellState state) {
    this.commands = commands;
    this.state = state;
  }

  /// @return exit code of the last command
  /// @throws ExitException if the script says so
  /// @throws IOException if the client's streams are broken
  int run(String text, Streams streams) throws IOException, InterruptedException {
    Script script;
    try {
      script = ScriptParser.parse(text);
    } catch (ShellSyntaxException e) {
      streams.err.write(("sh: " + e.getMessage() + "\n").getBytes(StandardCharsets.UTF_8));
      state.ended(SYNTAX);
      return SYNTAX;
    }
    for (Script.Step step : script.steps()) {
      boolean runs =
          switch (step.when()) {
            case ALWAYS -> true;
            case AFTER_SUCCESS -> state.lastCode() == 0;
            case AFTER_FAILURE -> state.lastCode() != 0;
          };
      if (runs) {
        state.ended(
            step.pipeline().size() == 1
                ? simple(step.pipeline().getFirst(), streams, state)
                : pipeline(step.pipeline(), streams));
      }
    }
    return state.lastCode();
  }

  private int pipeline(List<Script.Simple> stages, Streams streams)
      throws IOException, InterruptedException {
    List<Thread> threads = new ArrayList<>();
    InputStream in = streams.in;
    for (Script.Simple stage : stages.subList(0, stages.size() - 1)) {
      Pipe pipe = new Pipe();
      Streams inner = new Streams(in, pipe.output(), streams.err);
      ShellState child = state.child();
      threads.add(
          Thread.ofVirtual().name("simulated-stage").start(() -> stage(stage, inner, child)));
      in = pipe.input();
    }
    try (InputStream last = in) {
      return simple(stages.getLast(), new Streams(last, streams.out, streams.err), state.child());
    } catch (ExitException e) {
      return e.code();
    } finally {
      threads.reversed().forEach(Thread::interrupt);
      for (Thread thread : threads) {
        thread.join();
      }
    }
  }

  private void stage(Script.Simple stage, Streams streams, ShellState child) {
    try (OutputStream out = streams.out) {
      var _ = simple(stage, new Streams(streams.in, out, streams.err), child);
    } catch (IOException | ExitException e) {
      // The stage behind reads no more, or the stage has said exit.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private int simple(Script.Simple simple, Streams streams, ShellState own)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>();
    for (Script.Word word : simple.words()) {
      words.add(expand(word, own));
    }
    while (!words.isEmpty()) {
      Matcher assignment = ASSIGNMENT.matcher(words.getFirst());
      if (!assignment.matches()) {
        break;
      }
      own.variables().put(assignment.group(1), assignment.group(2));
      words.removeFirst();
    }
    try (Redirected redirected = new Redirected(streams)) {
      for (Script.Redirection redirection : simple.redirections()) {
        Optional<String> failure = redirected.apply(redirection, own);
        if (failure.isPresent()) {
          streams.err.write(("sh: " + failure.get() + "\n").getBytes(StandardCharsets.UTF_8));
          return 1;
        }
      }
      return words.isEmpty() ? 0 : call(words, redirected, own);
    } catch (FileException e) {
      streams.err.write(("sh: " + e.getMessage() + "\n").getBytes(StandardCharsets.UTF_8));
      return 1;
    }
  }

  private int call(List<String> words, Redirected streams, ShellState own)
      throws IOException, InterruptedException {
    String name = words.getFirst();
    @Nullable Command command = commands.get(Commands.baseName(name));
    if (command == null) {
      streams.err.write(("sh: " + name + ": not found\n").getBytes(StandardCharsets.UTF_8));
      return NOT_FOUND;
    }
    try {
      return Commands.run(
          command,
          new Command.Context(
              name, words.subList(1, words.size()), streams.in, streams.out, streams.err, own));
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      if ("broken pipe".equals(e.getMessage())) {
        return BROKEN_PIPE;
      }
      throw e;
    }
  }

  private static String expand(Script.Word word, ShellState state) {
    StringBuilder text = new StringBuilder();
    for (Script.Part part : word.parts()) {
      if (!part.variable()) {
        text.append(part.text());
      } else if (part.text().equals("?")) {
        text.append(state.lastCode());
      } else {
        text.append(state.variables().getOrDefault(part.text(), ""));
      }
    }
    return text.toString();
  }

  /// The streams of one command after its redirections; closes the files.
  private static final class Redirected implements AutoCloseable {
    private InputStream in;
    private OutputStream out;
    private OutputStream err;
    private final List<AutoCloseable> files = new ArrayList<>();

    Redirected(Streams streams) {
      this.in = streams.in;
      this.out = streams.out;
      this.err = streams.err;
    }

    Optional<String> apply(Script.Redirection redirection, ShellState state) {
      String target = expand(redirection.target(), state);
      if (redirection.copy()) {
        OutputStream copied = target.equals("2") ? err : out;
        set(redirection.from(), copied);
        return Optional.empty();
      }
      String path = state.resolve(target);
      try {
        if (redirection.from() == 0) {
          in = Devices.read(state.files(), path);
          files.add(in);
        } else {
          OutputStream file = Devices.write(state.files(), path, redirection.append());
          files.add(file);
          set(redirection.from(), file);
        }
        return Optional.empty();
      } catch (IOException e) {
        return Optional.of("can't open " + target + ": " + e.getMessage());
      }
    }

    private void set(int stream, OutputStream target) {
      if (stream == 1) {
        out = target;
      } else {
        err = target;
      }
    }

    @Override
    public void close() throws IOException {
      for (AutoCloseable file : files) {
        try {
          file.close();
        } catch (IOException e) {
          throw e;
        } catch (Exception e) {
          throw new IOException("a file can't be closed", e);
        }
      }
    }
  }
}
