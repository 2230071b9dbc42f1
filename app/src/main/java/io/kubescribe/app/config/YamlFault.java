package io.kubescribe.app.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;

/// What Jackson and its YAML library say about a text, as a line and one short sentence.
record YamlFault(int line, String message) {
  private static final Pattern AT = Pattern.compile("line (\\d+), column \\d+");

  static YamlFault of(JacksonException e) {
    String whole = e.getOriginalMessage();
    int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
    Matcher at = AT.matcher(whole);
    while (at.find()) {
      line = Integer.parseInt(at.group(1));
    }
    // "while scanning …", its place, the problem, its place, lines of the file.
    String problem =
        whole
            .lines()
            .filter(text -> !text.startsWith(" ") && !text.startsWith("while "))
            .findFirst()
            .orElse("unreadable");
    return new YamlFault(
        line,
        problem.contains("(TAB)")
            ? "must be indented with spaces, has a tab"
            : "must be YAML: " + problem);
  }
}
