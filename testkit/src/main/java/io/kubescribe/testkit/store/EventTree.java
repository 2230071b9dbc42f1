package io.kubescribe.testkit.store;

import io.kubescribe.core.json.StrictJson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// What can be searched in the JSON of an event, read from its tree.
final class EventTree {
  static final Pattern WORD = Pattern.compile("[\\p{L}\\p{Nd}]+");

  private final List<Map.Entry<String, String>> leaves = new ArrayList<>();
  private final Set<String> paths = new HashSet<>();
  private final List<String> strings = new ArrayList<>();
  private final List<List<String>> words = new ArrayList<>();

  EventTree(byte[] raw) {
    JsonNode root = StrictJson.MAPPER.readTree(raw);
    root.properties()
        .forEach(member -> {
          if (!member.getKey().equals("kind") && !member.getKey().equals("apiVersion")) {
            walk(member.getKey(), member.getValue(), false);
          }
        });
  }

  private void walk(String path, JsonNode node, boolean managed) {
    if (node.isNull()) {
      return;
    }
    boolean hidden = managed || path.endsWith(".managedFields");
    if (!hidden) {
      paths.add(path);
    }
    if (node.isObject()) {
      node.properties().forEach(m -> walk(path + "." + m.getKey(), m.getValue(), hidden));
    } else if (node.isArray()) {
      node.forEach(element -> walk(path, element, hidden));
    } else {
      if (node.isString()) {
        strings.add(node.stringValue());
        words.add(words(node.stringValue(), WORD));
      }
      if (!hidden) {
        leaves.add(Map.entry(path, node.asString()));
      }
    }
  }

  static List<String> words(String text, Pattern word) {
    List<String> words = new ArrayList<>();
    Matcher matcher = word.matcher(text);
    while (matcher.find()) {
      words.add(matcher.group().toLowerCase(Locale.ROOT));
    }
    return words;
  }

  /// Path and value of every value that a path can name, in order.
  List<Map.Entry<String, String>> leaves() {
    return List.copyOf(leaves);
  }

  /// Paths of every value, object and array.
  Set<String> paths() {
    return paths;
  }

  /// Every string value, in order.
  List<String> strings() {
    return List.copyOf(strings);
  }

  /// The words of each string value.
  List<List<String>> words() {
    return words;
  }
}
