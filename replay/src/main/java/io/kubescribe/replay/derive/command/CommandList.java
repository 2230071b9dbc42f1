package io.kubescribe.replay.derive.command;

import io.kubescribe.core.recording.SeenCommand;
import io.kubescribe.core.recording.SeenCommand.Confidence;
import io.kubescribe.core.recording.SeenCommand.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Makes the list of command lines out of what was left on the screen, when all of it is known.
final class CommandList {
  private static final Pattern STARS = Pattern.compile("[*•●]+");

  private CommandList() {}

  static List<SeenCommand> of(List<Candidate> candidates) {
    Prompts prompts = new Prompts(candidates);
    List<SeenCommand> lines = new ArrayList<>();
    for (int i = 0; i < candidates.size(); i++) {
      Candidate candidate = candidates.get(i);
      Candidate next = i + 1 < candidates.size() ? candidates.get(i + 1) : null;
      if (!isListing(candidate, next) && !isAhead(candidate, candidates, i)) {
        line(candidate, prompts).ifPresent(lines::add);
      }
    }
    return lines;
  }

  /// Whether the line was left only to list completions below, and drawn again after them.
  private static boolean isListing(Candidate candidate, @Nullable Candidate next) {
    return candidate.how() == Candidate.How.LEFT
        && next != null
        && next.prompt().length() > candidate.prompt().length()
        && next.prompt().stripTrailing().equals(candidate.line());
  }

  /// Whether it was typed while something else ran, and shown again when the prompt came.
  private static boolean isAhead(Candidate candidate, List<Candidate> candidates, int index) {
    if (candidate.how() == Candidate.How.EDITED || !candidate.prompt().isEmpty()) {
      return false;
    }
    for (Candidate later : candidates.subList(index + 1, candidates.size())) {
      if (later.how() == Candidate.How.EDITED) {
        return later.line().endsWith(candidate.line());
      }
    }
    return false;
  }

  private static Optional<SeenCommand> line(Candidate candidate, Prompts prompts) {
    String prompt = prompts.of(candidate);
    String line = candidate.line();
    String text = line.length() > prompt.length() ? line.substring(prompt.length()).strip() : "";
    boolean known = prompts.isKnown(prompt);
    if (text.isEmpty()) {
      return known ? Optional.empty() : unseen(candidate, prompt);
    }
    if (text.endsWith("^C")) {
      return Optional.empty();
    }
    if (STARS.matcher(text).matches()) {
      int length = text.length();
      boolean counted = candidate.keys() == length;
      return Optional.of(
          made(
              candidate,
              prompt,
              "[masked, " + length + " keys]",
              counted ? Confidence.HIGH : Confidence.MEDIUM));
    }
    Confidence confidence =
        switch (candidate.how()) {
          case EDITED -> prompt.isEmpty() ? Confidence.LOW : Confidence.HIGH;
          case ENTERED -> known ? Confidence.HIGH : Confidence.MEDIUM;
          case LEFT -> candidate.alone() ? Confidence.MEDIUM : Confidence.LOW;
        };
    return candidate.how() == Candidate.How.LEFT && !known
        ? Optional.empty()
        : Optional.of(made(candidate, prompt, text, confidence));
  }

  /// Nothing is to be seen at something that is no shell's prompt.
  private static Optional<SeenCommand> unseen(Candidate candidate, String prompt) {
    return switch (candidate.how()) {
      case EDITED -> Optional.empty();
      case ENTERED ->
          candidate.keys() > 0
              ? Optional.of(
                  made(
                      candidate,
                      prompt,
                      "[no echo, " + candidate.keys() + " keys]",
                      Confidence.HIGH))
              : Optional.empty();
      case LEFT ->
          Prompts.asksForSecret(prompt)
              ? Optional.of(made(candidate, prompt, "[no echo]", Confidence.LOW))
              : Optional.empty();
    };
  }

  private static SeenCommand made(
      Candidate candidate, String prompt, String text, Confidence confidence) {
    return new SeenCommand(
        candidate.nanos(),
        prompt,
        text,
        confidence,
        candidate.marked() ? Source.MARKS : Source.SCREEN,
        candidate.sequence(),
        candidate.exit().isPresent() ? candidate.exit().getAsInt() : null);
  }
}
