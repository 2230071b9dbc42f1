package io.kubescribe.testkit.forward;

import com.sun.net.httpserver.Headers;
import io.kubescribe.core.json.StrictJson;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Datadog's logs intake, version 2: says 202 to a log that it will cut, and 400 to a whole batch
/// for one log.
public final class FakeDatadog extends FakeReceiver {
  private static final int MOST_LOGS = 1000;
  private static final int MOST_BYTES = 5_000_000;
  private static final int LONGEST_LOG = 1_000_000;

  private volatile String key;

  public FakeDatadog(String key, Faults faults) throws IOException {
    super(faults);
    this.key = key;
  }

  /// The key that is valid from now on.
  public void key(String valid) {
    key = valid;
  }

  @Override
  protected Answer receive(URI asked, Headers headers, byte[] body) {
    if (!asked.getPath().equals("/api/v2/logs")) {
      return Answer.of(404, "");
    }
    String given = headers.getFirst("DD-API-KEY");
    if (given == null) {
      return Answer.of(401, "{\"errors\":[{\"status\":\"401\",\"title\":\"Unauthorized\"}]}");
    }
    if (!given.equals(key)) {
      return Answer.of(403, "{\"errors\":[{\"status\":\"403\",\"title\":\"Forbidden\"}]}");
    }
    if (body.length > MOST_BYTES) {
      return Answer.of(413, "");
    }
    return logs(body);
  }

  private Answer logs(byte[] body) {
    JsonNode logs;
    try {
      logs = StrictJson.MAPPER.readTree(body);
    } catch (JacksonException e) {
      return refused();
    }
    if (!logs.isArray() || logs.size() > MOST_LOGS) {
      return refused();
    }
    List<String> ids = new ArrayList<>();
    for (JsonNode one : logs) {
      String message = one.path("message").asString("");
      if (!one.path("ddtags").isString() || !one.path("timestamp").isIntegralNumber()) {
        violation("ddtags must be a text and timestamp milliseconds: " + one.propertyNames());
      }
      if (one.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_LOG) {
        violation("a log was cut");
      }
      if (message.contains(POISON)) {
        return refused();
      }
      ids.add(id(one.path("ddtags").asString("")));
    }
    ids.forEach(this::take);
    return Answer.of(202, "{}");
  }

  private static String id(String tags) {
    String name = "event_uid:";
    return tags.substring(tags.indexOf(name) + name.length());
  }

  private static Answer refused() {
    return Answer.of(400, "{\"errors\":[{\"status\":\"400\",\"title\":\"Bad Request\"}]}");
  }
}
