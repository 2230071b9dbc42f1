package io.kubescribe.replay.derive.command;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The prompts of a session, and how often each was seen.
final class Prompts {
  /// So often a text is a prompt whatever it looks like.
  private static final int OFTEN = 3;

  private static final String END = "(?<![0-9])[#$%>❯➜λ»]";
  private static final Pattern SHELL = Pattern.compile("(?s).*" + END + " +|[#$%>]");
  private static final Pattern BEGINNING = Pattern.compile("^\\S*" + END + " ");
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)(password|passwort|passphrase|passcode|\\bpin|token|secret|api.?key).*[:?>] *");

  private final Map<String, Integer> counts = new HashMap<>();

  Prompts(List<Candidate> candidates) {
    for (Candidate candidate : candidates) {
      // A program that pauses in the middle of a line has no prompt.
      boolean left = candidate.how() == Candidate.How.LEFT;
      if (!candidate.prompt().isBlank() && !(left && !looksLikeShell(candidate.prompt()))) {
        counts.merge(candidate.prompt(), 1, Integer::sum);
      }
    }
  }

  /// Whether it ends as the prompts of shells and other interpreters do.
  static boolean looksLikeShell(String prompt) {
    return SHELL.matcher(prompt).matches();
  }

  static boolean asksForSecret(String prompt) {
    return SECRET.matcher(prompt).find();
  }

  /// Whether a prompt is one beyond doubt.
  boolean isKnown(String prompt) {
    return looksLikeShell(prompt) || counts.getOrDefault(prompt, 0) >= OFTEN;
  }

  /// The prompt that a line begins with; empty if it begins with none. What was typed before the
  /// prompt came may stand before it, and then is part of it here.
  String of(Candidate candidate) {
    String own = candidate.prompt();
    String line = candidate.line();
    boolean begins = begins(line, own);
    if (begins && counts.getOrDefault(own, 0) > 1) {
      return own;
    }
    String behind = behindOther(line, own);
    if (!behind.isEmpty()) {
      return behind;
    }
    String longest = "";
    for (Map.Entry<String, Integer> prompt : counts.entrySet()) {
      String text = prompt.getKey();
      if (prompt.getValue() > 1 && text.length() > longest.length() && begins(line, text)) {
        longest = text;
      }
    }
    if (!longest.isEmpty() && (!begins || own.startsWith(longest) || longest.startsWith(own))) {
      return longest;
    }
    if (begins && (own.isBlank() || looksLikeShell(own))) {
      return own;
    }
    if (candidate.how() != Candidate.How.LEFT) {
      Matcher beginning = BEGINNING.matcher(begins ? own : line);
      if (beginning.find()) {
        return beginning.group();
      }
    }
    return begins ? own : "";
  }

  /// The beginning of a line up to the end of a prompt, if what stands before the prompt is what
  /// the text behind it begins with: a terminal echoes what is typed too early, a shell draws it
  /// again.
  private String behindOther(String line, String own) {
    for (Map.Entry<String, Integer> prompt : counts.entrySet()) {
      String text = prompt.getKey();
      int at = prompt.getValue() > 1 ? line.indexOf(text) : -1;
      if (at > 0
          && ((at == own.length() && line.startsWith(own) && !looksLikeShell(own))
              || line.startsWith(line.substring(0, at), at + text.length()))) {
        return line.substring(0, at + text.length());
      }
    }
    return "";
  }

  /// Blanks at the end of a line are not known, so a prompt with nothing behind it may lack its
  /// own.
  private static boolean begins(String line, String prompt) {
    return line.startsWith(prompt) || line.equals(prompt.stripTrailing());
  }
}
