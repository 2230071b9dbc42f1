package io.kubescribe.testkit.forward;

import com.sun.net.httpserver.Headers;
import io.kubescribe.core.json.StrictJson;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// The `_bulk` API over a data stream, with the answers of a real OpenSearch 3.8: each item has an
/// answer of its own inside a 200.
public final class FakeBulk extends FakeReceiver {
  private final Set<String> known = ConcurrentHashMap.newKeySet();
  private volatile String authorization;
  private volatile boolean full;
  private volatile boolean takesPoison;

  /// @param authorization the header that is asked for, none if empty
  public FakeBulk(String authorization, Faults faults) throws IOException {
    super(faults);
    this.authorization = authorization;
  }

  /// The header that is valid from now on.
  public void authorization(String valid) {
    authorization = valid;
  }

  /// Whether a mapping was mended, so that nothing is refused any more.
  public void takesPoison(boolean now) {
    takesPoison = now;
  }

  /// Whether the disk is so full that writing is blocked.
  public void full(boolean now) {
    full = now;
  }

  @Override
  protected Answer receive(URI asked, Headers headers, byte[] body) {
    if (!authorization.isEmpty() && !authorization.equals(headers.getFirst("Authorization"))) {
      return Answer.of(401, "{\"error\":{\"type\":\"security_exception\"},\"status\":401}");
    }
    if (!"application/x-ndjson".equals(headers.getFirst("Content-Type"))) {
      return Answer.of(406, "");
    }
    if (!asked.getPath().endsWith("/_bulk")) {
      return Answer.of(404, "");
    }
    String text = new String(body, StandardCharsets.UTF_8);
    if (!text.endsWith("\n")) {
      return whole("illegal_argument_exception");
    }
    return items(text.split("\n", -1));
  }

  private Answer items(String[] lines) {
    List<String> answers = new ArrayList<>();
    for (int i = 0; i + 1 < lines.length; i += 2) {
      JsonNode action;
      try {
        action = StrictJson.MAPPER.readTree(lines[i]);
      } catch (JacksonException e) {
        return whole("json_parse_exception");
      }
      if (!action.has("create")) {
        violation("a data stream takes create only: " + action);
      }
      answers.add(item(action.path("create").path("_id").asString(""), lines[i + 1]));
    }
    boolean errors = answers.stream().anyMatch(answer -> answer.contains("error"));
    return Answer.of(
        200, "{\"errors\":%b,\"items\":[%s]}".formatted(errors, String.join(",", answers)));
  }

  private String item(String id, String source) {
    if (full) {
      return failed(429, "cluster_block_exception");
    }
    if (faults().refusesItem()) {
      return failed(429, "es_rejected_execution_exception");
    }
    if (source.contains(POISON) && !takesPoison) {
      return failed(400, "mapper_parsing_exception");
    }
    JsonNode document;
    try {
      document = StrictJson.MAPPER.readTree(source);
    } catch (JacksonException e) {
      violation("source is not JSON on one line");
      return failed(400, "not_x_content_exception");
    }
    if (!document.has("@timestamp")) {
      violation("no @timestamp");
      return failed(400, "mapper_parsing_exception");
    }
    if (!known.add(id)) {
      return failed(409, "version_conflict_engine_exception");
    }
    take(id);
    return "{\"create\":{\"status\":201}}";
  }

  private static String failed(int status, String type) {
    return "{\"create\":{\"status\":%d,\"error\":{\"type\":\"%s\",\"reason\":\"as asked for\"}}}"
        .formatted(status, type);
  }

  private static Answer whole(String type) {
    return Answer.of(400, "{\"error\":{\"type\":\"" + type + "\"},\"status\":400}");
  }
}
