package io.kubescribe.replay.derive.command;

import io.kubescribe.core.recording.SeenCommand;
import io.kubescribe.core.session.InputPolicy;
import io.kubescribe.core.session.SessionStart;
import io.kubescribe.replay.derive.event.PlayEvent;
import io.kubescribe.replay.terminal.Terminal;
import io.kubescribe.replay.terminal.TerminalListener;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Watches a terminal for command lines. Make the terminal with this as its listener, give it to
/// [#watch], and show every event to [#before] before the terminal has it, to [#after] when it has.
/// For one thread.
public final class CommandWatcher implements TerminalListener {
  /// No output for so long: a program that prints its prompt in pieces is done.
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(10);

  /// More candidates than anyone enters; hostile output shall not fill the memory.
  private static final int MOST = 100_000;

  private final List<Candidate> candidates = new ArrayList<>();
  private final Typing typing = new Typing();
  private @Nullable Terminal terminal;
  private boolean withInput;
  private boolean editing;
  private long now;
  private long sequence;
  private long written;

  /// What stands before the line that is being typed; null while it is not known.
  private @Nullable String prompt;

  private boolean marked;

  /// What a shell has drawn at the right end of that line.
  private String right = "";

  /// Rows that a shell which wraps by itself has left of the line.
  private String rows = "";

  /// The line as it was after the last output; null when that is not known.
  private @Nullable String shown;

  /// A line that was left while it was edited: entered, or left to list completions.
  private @Nullable Candidate left;

  public void watch(Terminal watched, @Nullable SessionStart start) {
    terminal = watched;
    withInput = start != null && start.input() != InputPolicy.OFF;
  }

  /// Takes notice of what comes next.
  public void before(PlayEvent event) {
    boolean paused = event.nanos() - written >= PAUSE;
    now = event.nanos();
    switch (event) {
      case PlayEvent.Output output -> {
        sequence = output.sequence();
        if (prompt == null && paused) {
          anchor(false);
        }
      }
      case PlayEvent.Input(_, _, String text) -> {
        if (prompt == null) {
          anchor(true);
        }
        if (typing.type(text)) {
          abandon();
        }
      }
      case PlayEvent.Begin _,
          PlayEvent.Resize _,
          PlayEvent.Gap _,
          PlayEvent.Marker _,
          PlayEvent.Exit _ ->
          shown = null;
    }
  }

  /// The terminal has it.
  public void after(PlayEvent event) {
    if (event instanceof PlayEvent.Output) {
      written = event.nanos();
      shown = prompt == null || terminal == null ? null : line(terminal);
    }
  }

  private static String line(Terminal terminal) {
    return terminal.line(terminal.cursor().row()).stripTrailing();
  }

  /// Takes what stands left of the cursor for the prompt.
  private void anchor(boolean typed) {
    if (terminal == null || terminal.isAlternate()) {
      return;
    }
    String before = terminal.lineToCursor();
    if (typed || !before.isBlank()) {
      String line = line(terminal);
      prompt = before;
      right = line.length() > before.length() ? line.substring(before.length()).strip() : "";
      rows = "";
      typing.begin();
    }
  }

  private void forget() {
    prompt = null;
    marked = false;
    right = "";
    rows = "";
    shown = null;
    left = null;
  }

  private void abandon() {
    if (!editing) {
      forget();
    }
  }

  @Override
  public void lineFeeds() {
    if (terminal == null || terminal.isAlternate() || (prompt == null && !editing)) {
      return;
    }
    String line = line(terminal);
    if (editing) {
      left = candidate(line, Candidate.How.EDITED);
    } else if (withInput) {
      if (typing.takeEnter()) {
        add(candidate(line, Candidate.How.ENTERED));
        forget();
        // Lines pasted at once are echoed at once, before the program asks for the second.
        prompt = typing.hasEnter() ? "" : null;
      } else if (isFull(line)) {
        rows += line;
      }
    } else if (isFull(line)) {
      rows += line;
    } else {
      if (prompt != null && (rows + line).startsWith(prompt.stripTrailing())) {
        add(candidate(line, Candidate.How.LEFT));
      }
      forget();
    }
  }

  /// Whether a shell that wraps lines by itself may just do so.
  private boolean isFull(String line) {
    return terminal != null && line.length() == terminal.columns();
  }

  private Candidate candidate(String line, Candidate.How how) {
    String whole = rows + line;
    if (!right.isEmpty() && whole.endsWith(right)) {
      whole = whole.substring(0, whole.length() - right.length()).stripTrailing();
    }
    int keys = withInput ? typing.keys() : -1;
    String before = prompt == null ? "" : prompt;
    boolean alone = line.equals(shown);
    return new Candidate(
        now, sequence, whole, before, how, keys, alone, marked, OptionalInt.empty());
  }

  private void add(Candidate candidate) {
    if (candidates.size() < MOST) {
      candidates.add(candidate);
    }
  }

  @Override
  public void bracketedPaste(boolean on) {
    boolean ended = editing && !on;
    editing = on;
    if (terminal == null || terminal.isAlternate()) {
      return;
    }
    if (ended) {
      String line = line(terminal);
      Candidate entered = line.isBlank() ? left : candidate(line, Candidate.How.EDITED);
      if (entered != null && !typing.isInterrupted()) {
        add(entered);
      }
    }
    boolean known = on && marked;
    forget();
    typing.begin();
    if (on) {
      anchor(false);
      marked = known && prompt != null;
    }
  }

  @Override
  public void screenSwitches(boolean alternate) {
    forget();
    typing.begin();
  }

  /// Marks of shells that tell what they do (OSC 133 and 633); anything can write them, so they
  /// only help: `B` ends the prompt, `D` tells how the command ended.
  @Override
  public void command(String text) {
    if (!text.startsWith("133;") && !text.startsWith("633;")) {
      return;
    }
    String mark = text.substring(4);
    if (mark.startsWith("B")) {
      forget();
      anchor(false);
      marked = prompt != null;
    } else if (mark.startsWith("D;") && !candidates.isEmpty()) {
      int end = mark.indexOf(';', 2);
      String code = mark.substring(2, end < 0 ? mark.length() : end);
      Candidate last = candidates.getLast();
      if (code.matches("[0-9]{1,3}") && last.exit().isEmpty()) {
        candidates.set(candidates.size() - 1, last.withExit(Integer.parseInt(code)));
      }
    }
  }

  /// The lines entered until now, in order of time.
  public List<SeenCommand> commands() {
    return CommandList.of(candidates);
  }
}
