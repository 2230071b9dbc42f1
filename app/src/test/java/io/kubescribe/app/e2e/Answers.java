package io.kubescribe.app.e2e;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Asks the query API as a client outside would.
final class Answers {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final URI server;
  private final String token;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  Answers(URI server, String token) {
    this.server = server;
    this.token = token;
  }

  long count(String query) throws IOException, InterruptedException {
    return json("/api/v1/events/count?" + asked(query)).get("count").asLong();
  }

  /// All values of a field with their counts.
  Map<String, Long> top(String query, String field) throws IOException, InterruptedException {
    JsonNode answer = json("/api/v1/events/top?size=1000&field=" + field + "&" + asked(query));
    Map<String, Long> counts = new TreeMap<>();
    for (JsonNode value : answer.get("values")) {
      counts.put(value.get("value").asString(), value.get("count").asLong());
    }
    return counts;
  }

  /// The ids of every event of a query, by pages.
  List<String> ids(String query) throws IOException, InterruptedException {
    List<String> ids = new ArrayList<>();
    String cursor = null;
    do {
      String after = cursor == null ? "" : "&cursor=" + encode(cursor);
      JsonNode page = json("/api/v1/events?limit=1000&" + asked(query) + after);
      page.get("events").forEach(event -> ids.add(event.get("id").asString()));
      cursor = page.get("next").isNull() ? null : page.get("next").asString();
    } while (cursor != null);
    return ids;
  }

  JsonNode event(String id) throws IOException, InterruptedException {
    return json("/api/v1/events/" + id);
  }

  /// The exact bytes, or null if no event has this id.
  byte @Nullable [] raw(String id) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer =
        answer("/api/v1/events/" + id + "/raw", HttpResponse.BodyHandlers.ofByteArray());
    return answer.statusCode() == 404 ? null : answer.body();
  }

  JsonNode json(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer = client.send(request(path), HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(path + ": " + answer.statusCode() + " " + answer.body());
    }
    return JSON.readTree(answer.body());
  }

  /// Asks again while the server says that it can't answer now, as it does on a busy machine where
  /// the access log takes more than a second.
  private <T> HttpResponse<T> answer(String path, HttpResponse.BodyHandler<T> handler) {
    return await()
        .pollDelay(Duration.ZERO)
        .pollInterval(PAUSE)
        .atMost(PATIENCE)
        .until(() -> client.send(request(path), handler), answer -> answer.statusCode() != 503);
  }

  /// A body as it is.
  String text(String path) throws IOException {
    HttpResponse<String> answer = answer(path, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(path + ": " + answer.statusCode() + " " + answer.body());
    }
    return answer.body();
  }

  private HttpRequest request(String path) {
    return HttpRequest.newBuilder(server.resolve(path))
        .timeout(Duration.ofSeconds(30))
        .header("Authorization", "Bearer " + token)
        .build();
  }

  private static String asked(String query) {
    return "q=" + encode(query) + "&from=" + encode("1970-01-01T00:00:00Z");
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
