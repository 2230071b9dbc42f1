package io.kubescribe.ingest.event;

import io.kubescribe.core.ConfigException;
import io.kubescribe.core.json.RawJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// A pointer of the config (RFC 6901), in which a segment `*` stands for every member or element.
record ConfiguredPointer(List<String> segments) {
  private static final String KEY = "ingest.redact.pointers: ";

  /// An event without them can't be read or has another place in time.
  private static final Set<String> NEEDED =
      Set.of(
          "*",
          "kind",
          "apiVersion",
          "auditID",
          "stage",
          "level",
          "verb",
          "stageTimestamp",
          "requestReceivedTimestamp");

  ConfiguredPointer {
    segments = List.copyOf(segments);
  }

  static ConfiguredPointer parse(String text) {
    if (!text.startsWith("/")) {
      throw new ConfigException(KEY + "must begin with '/', was '" + text + "'");
    }
    List<String> segments = new ArrayList<>();
    for (String segment : text.substring(1).split("/", -1)) {
      segments.add(segment.replace("~1", "/").replace("~0", "~"));
    }
    if (NEEDED.contains(segments.getFirst())) {
      throw new ConfigException(KEY + "'" + text + "' would make events unreadable");
    }
    return new ConfiguredPointer(segments);
  }

  void find(byte[] json, Edits edits) {
    find(json, 0, json.length, 0, new Path(json), edits);
  }

  private void find(byte[] json, int from, int to, int depth, Path path, Edits edits) {
    if (depth == segments.size()) {
      edits.value(from, to, path, "pointer");
      return;
    }
    String segment = segments.get(depth);
    boolean every = segment.equals("*");
    RawJson.members(
        json,
        from,
        to,
        (nameFrom, nameTo, valueFrom, valueTo) -> {
          if (every || RawJson.nameIs(json, nameFrom, nameTo, segment)) {
            path.pushName(nameFrom, nameTo);
            find(json, valueFrom, valueTo, depth + 1, path, edits);
            path.pop();
          }
        });
    RawJson.elements(
        json,
        from,
        to,
        (index, valueFrom, valueTo) -> {
          if (every || segment.equals(Integer.toString(index))) {
            path.pushIndex(index);
            find(json, valueFrom, valueTo, depth + 1, path, edits);
            path.pop();
          }
        });
  }
}
