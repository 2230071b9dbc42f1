package io.kubescribe.ingest.simulated;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Label and field selectors. Static.
final class Selectors {
  /// A comma that is not within parentheses.
  private static final Pattern COMMA = Pattern.compile(",(?![^(]*\\))");

  private static final Pattern SET =
      Pattern.compile("\\s*(\\S+)\\s+(in|notin)\\s*\\(([^)]*)\\)\\s*");
  private static final Pattern EQUALITY =
      Pattern.compile("\\s*([^=!\\s]+)\\s*(!=|==|=)\\s*(.*?)\\s*");

  private Selectors() {}

  /// @param labels as in `app=web,tier in (a,b),!old`
  /// @param fields as in `metadata.name=web`
  static Predicate<JsonNode> of(String labels, String fields) {
    Predicate<JsonNode> all = _ -> true;
    for (String term : terms(labels)) {
      all = all.and(object -> label(object.path("metadata").path("labels"), term));
    }
    for (String term : terms(fields)) {
      all = all.and(object -> field(object, term));
    }
    return all;
  }

  private static List<String> terms(String selector) {
    return Arrays.stream(COMMA.split(selector)).filter(term -> !term.isBlank()).toList();
  }

  private static boolean label(JsonNode labels, String term) {
    Matcher set = SET.matcher(term);
    if (set.matches()) {
      List<String> values = Arrays.stream(set.group(3).split(",")).map(String::strip).toList();
      boolean in = values.contains(labels.path(set.group(1)).asString(""));
      return set.group(2).equals("in") == in;
    }
    Matcher equality = EQUALITY.matcher(term);
    if (equality.matches()) {
      boolean equal = labels.path(equality.group(1)).asString("").equals(equality.group(3));
      return equality.group(2).equals("!=") != equal;
    }
    String name = term.strip();
    return name.startsWith("!") ? !labels.has(name.substring(1)) : labels.has(name);
  }

  private static boolean field(JsonNode object, String term) {
    Matcher equality = EQUALITY.matcher(term);
    if (!equality.matches()) {
      return false;
    }
    JsonNode value = object;
    for (String part : equality.group(1).split("\\.")) {
      value = value.path(part);
    }
    return equality.group(2).equals("!=") != value.asString("").equals(equality.group(3));
  }
}
