package io.kubescribe.testkit.forward;

import com.sun.net.httpserver.Headers;
import io.kubescribe.core.json.JsonSyntax;
import io.kubescribe.core.json.RawJson;
import io.kubescribe.core.json.StrictJson;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Splunk's HTTP Event Collector as version 10 behaves, with its token, its channels and its
/// acknowledgements: ids count from 0 in each channel, and a `true` is told once.
public final class FakeHec extends FakeReceiver {
  private static final Set<String> KEYS =
      Set.of("time", "host", "source", "sourcetype", "index", "event", "fields");

  /// Epoch seconds have ten digits until the year 2286; more are milliseconds.
  private static final double LARGEST_SECONDS = 1e11;

  private final Map<String, Integer> nextAck = new HashMap<>();
  private final Map<String, Set<Integer>> open = new HashMap<>();
  private volatile String token;
  private volatile boolean acknowledges;
  private volatile boolean indexes = true;
  private volatile @Nullable String cookie;

  public FakeHec(String token, Faults faults) throws IOException {
    super(faults);
    this.token = token;
  }

  /// The token that is valid from now on.
  public void token(String valid) {
    token = valid;
  }

  /// Switches acknowledgement by indexers on or off for the token.
  public void acknowledges(boolean on) {
    acknowledges = on;
  }

  /// While off, no batch is acknowledged.
  public void indexes(boolean on) {
    indexes = on;
  }

  /// Another indexer behind the balancer answers from now on; it knows no open batch.
  public synchronized void otherIndexer(String name) {
    cookie = "indexer=" + name;
    open.clear();
  }

  @Override
  protected boolean isFaulty(URI asked) {
    return asked.getPath().endsWith("/event");
  }

  @Override
  protected String failureBody(int status) {
    return switch (status) {
      case 503 -> "{\"text\":\"Server is busy\",\"code\":9}";
      case 429 -> "{\"text\":\"Queue at capacity\",\"code\":26}";
      case 403 -> "{\"text\":\"Invalid token\",\"code\":4}";
      default -> "";
    };
  }

  @Override
  protected synchronized Answer receive(URI asked, Headers headers, byte[] body) {
    String authorization = headers.getFirst("Authorization");
    if (authorization == null) {
      return answer(401, "Token is required", 2, "");
    }
    if (!authorization.startsWith("Splunk ")) {
      return answer(401, "Invalid authorization", 3, "");
    }
    if (!authorization.equals("Splunk " + token)) {
      return answer(403, "Invalid token", 4, "");
    }
    String channel = headers.getFirst("X-Splunk-Request-Channel");
    if (acknowledges && channel == null) {
      return answer(400, "Data channel is missing", 10, "");
    }
    if (channel != null && !isGuid(channel)) {
      return answer(400, "Invalid data channel", 11, "");
    }
    return switch (asked.getPath()) {
      case "/services/collector/event" -> events(channel == null ? "" : channel, body);
      case "/services/collector/ack" ->
          acknowledges ? acks(channel == null ? "" : channel, body) : disabled();
      default -> Answer.of(404, "");
    };
  }

  private static Answer disabled() {
    return Answer.of(400, "{\"text\":\"ACK is disabled\",\"code\":14}");
  }

  private static boolean isGuid(String text) {
    try {
      return UUID.fromString(text).toString().equalsIgnoreCase(text);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private Answer events(String channel, byte[] body) {
    int at = RawJson.skipSpace(body, 0, body.length);
    if (at == body.length) {
      return answer(400, "No data", 5, "");
    }
    int taken = 0;
    while (at < body.length) {
      int end = JsonSyntax.valueEnd(body, at, body.length);
      if (end < 0 || body[at] != '{') {
        return bad(channel, "Invalid data format", 6, taken);
      }
      JsonNode object = StrictJson.MAPPER.readTree(Arrays.copyOfRange(body, at, end));
      if (object.propertyNames().stream().anyMatch(key -> !KEYS.contains(key))) {
        // The real one says 200 and drops this object and all after it.
        violation("unknown key in the envelope: " + object.propertyNames());
        return success(channel, taken);
      }
      Answer refusal = refusal(channel, object, taken);
      if (refusal != null) {
        return refusal;
      }
      take(object.path("fields").path("event_uid").asString());
      taken++;
      at = RawJson.skipSpace(body, end, body.length);
    }
    return success(channel, taken);
  }

  private @Nullable Answer refusal(String channel, JsonNode object, int number) {
    JsonNode event = object.path("event");
    if (event.isMissingNode()) {
      return bad(channel, "Event field is required", 12, number);
    }
    if (event.isString() && event.stringValue().isBlank()) {
      return bad(channel, "Event field cannot be blank", 13, number);
    }
    if (!object.path("time").isNumber() || object.path("time").asDouble() > LARGEST_SECONDS) {
      violation("time is not in seconds: " + object.path("time"));
    }
    for (JsonNode field : object.path("fields")) {
      if (!field.isString()) {
        return bad(channel, "Error in handling indexed fields", 15, number);
      }
    }
    return event.toString().contains(POISON)
        ? bad(channel, "Invalid data format", 6, number)
        : null;
  }

  /// The objects before the bad one are indexed, and acknowledged where that is on.
  private Answer bad(String channel, String text, int code, int number) {
    String ack = acknowledges && number > 0 ? ",\"ackId\":" + openAck(channel) : "";
    return answer(400, text, code, ack + ",\"invalid-event-number\":" + number);
  }

  private Answer success(String channel, int taken) {
    return answer(
        200, "Success", 0, acknowledges && taken > 0 ? ",\"ackId\":" + openAck(channel) : "");
  }

  private int openAck(String channel) {
    int id = nextAck.merge(channel, 1, Integer::sum) - 1;
    open.computeIfAbsent(channel, _ -> new HashSet<>()).add(id);
    return id;
  }

  private Answer acks(String channel, byte[] body) {
    Set<Integer> known = open.getOrDefault(channel, new HashSet<>());
    StringBuilder told = new StringBuilder();
    for (JsonNode id : StrictJson.MAPPER.readTree(body).path("acks")) {
      boolean done = indexes && known.remove(id.asInt());
      told.append(told.isEmpty() ? "" : ",");
      told.append('"').append(id.asInt()).append("\":").append(done);
    }
    return withCookie(200, "{\"acks\":{" + told + "}}");
  }

  private Answer answer(int status, String text, int code, String more) {
    return withCookie(status, "{\"text\":\"%s\",\"code\":%d%s}".formatted(text, code, more));
  }

  private Answer withCookie(int status, String body) {
    String set = cookie;
    return new Answer(
        status, body, set == null ? Map.of() : Map.of("Set-Cookie", set + "; Path=/"));
  }
}
