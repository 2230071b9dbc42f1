package io.kubescribe.ingest.simulated.stream;

import io.kubescribe.core.json.StrictJson;
import io.kubescribe.ingest.simulated.process.TerminalSize;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Reads terminal sizes out of a stream of JSON objects that may be split and joined anywhere. The
/// size may be asked for from any thread.
final class ResizeDecoder {
  private static final int MAX_OBJECT = 4096;

  private final StringBuilder pending = new StringBuilder();
  private volatile TerminalSize size = TerminalSize.UNKNOWN;

  TerminalSize size() {
    return size;
  }

  void accept(byte[] bytes, int length) {
    pending.append(new String(bytes, 0, length, StandardCharsets.ISO_8859_1));
    for (int end = pending.indexOf("}"); end >= 0; end = pending.indexOf("}")) {
      read(pending.substring(0, end + 1));
      pending.delete(0, end + 1);
    }
    if (pending.length() > MAX_OBJECT) {
      pending.setLength(0);
    }
  }

  private void read(String json) {
    try {
      int columns = 0;
      int rows = 0;
      for (Map.Entry<String, JsonNode> field : StrictJson.MAPPER.readTree(json).properties()) {
        if (field.getKey().equalsIgnoreCase("width")) {
          columns = field.getValue().asInt(0);
        } else if (field.getKey().equalsIgnoreCase("height")) {
          rows = field.getValue().asInt(0);
        }
      }
      size = new TerminalSize(columns, rows);
    } catch (JacksonException e) {
      // As with a kubelet: what is no size changes nothing.
      pending.setLength(0);
    }
  }
}
