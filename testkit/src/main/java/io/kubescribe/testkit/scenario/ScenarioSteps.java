package io.kubescribe.testkit.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.json.StrictJson;
import io.kubescribe.core.store.IndexableEvent;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Runs the steps of one file, one after another.
final class ScenarioSteps {
  private static final Pattern KEPT = Pattern.compile("\\$\\{([^}]+)}");
  private static final String ANY = "<any>";
  private static final String TEXT = "<text>";

  private final HttpClient client;
  private final URI server;
  private final String adminToken;
  private final Map<String, IndexableEvent> events;
  private final Map<String, String> kept = new HashMap<>();

  ScenarioSteps(
      HttpClient client, URI server, String adminToken, Map<String, IndexableEvent> events) {
    this.client = client;
    this.server = server;
    this.adminToken = adminToken;
    this.events = events;
    events.forEach((label, event) -> kept.put("id:" + label, event.id().value()));
  }

  void run(JsonNode step) throws IOException, InterruptedException {
    HttpResponse<byte[]> response = client.send(request(step), BodyHandlers.ofByteArray());
    String body = new String(response.body(), StandardCharsets.UTF_8);
    assertThat(response.statusCode()).as(body).isEqualTo(step.get("status").asInt());
    step.path("answerHeaders")
        .forEachEntry((name, pattern) ->
            assertThat(response.headers().firstValue(name).orElse(""))
                .as(name)
                .matches(pattern.asString()));
    if (step.has("answerRaw")) {
      IndexableEvent event = events.get(step.get("answerRaw").asString());
      assertThat(response.body()).isEqualTo(Objects.requireNonNull(event).raw());
    }
    if (step.has("answer") || step.has("keep")) {
      JsonNode answer = StrictJson.MAPPER.readTree(response.body());
      if (step.has("answer")) {
        compare(step.get("answer"), answer, "");
      }
      step.path("keep")
          .forEachEntry((name, at) -> kept.put(name, answer.at(at.asString()).asString()));
    }
  }

  private HttpRequest request(JsonNode step) {
    String method = step.has("post") ? "POST" : "GET";
    String path = filled(step.get(method.equals("POST") ? "post" : "get").asString());
    String parameters =
        step.path("parameters")
            .propertyStream()
            .map(parameter ->
                encoded(parameter.getKey())
                    + "="
                    + encoded(filled(parameter.getValue().asString())))
            .collect(Collectors.joining("&"));
    URI uri = server.resolve(parameters.isEmpty() ? path : path + "?" + parameters);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofSeconds(20))
            .method(
                method,
                step.has("body")
                    ? BodyPublishers.ofByteArray(
                        StrictJson.MAPPER.writeValueAsBytes(step.get("body")))
                    : BodyPublishers.noBody());
    Map<String, String> headers = new HashMap<>();
    headers.put("Authorization", "Bearer " + adminToken);
    step.path("headers").forEachEntry((name, value) -> headers.put(name, value.asString()));
    headers.values().removeIf(String::isEmpty);
    headers.forEach(request::header);
    return request.build();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private String filled(String text) {
    return KEPT.matcher(text)
        .replaceAll(match -> {
          String value = kept.get(match.group(1));
          assertThat(value).as("kept " + match.group(1)).isNotNull();
          return java.util.regex.Matcher.quoteReplacement(Objects.requireNonNull(value));
        });
  }

  private void compare(JsonNode expected, JsonNode found, String at) {
    if (expected.isObject()) {
      assertThat(found.isObject()).as("%s is an object: %s", at, found).isTrue();
      expected.forEachEntry((name, value) -> compare(value, found.path(name), at + "/" + name));
    } else if (expected.isArray()) {
      assertThat(found.size()).as("size of %s: %s", at, found).isEqualTo(expected.size());
      for (int i = 0; i < expected.size(); i++) {
        compare(expected.get(i), found.path(i), at + "/" + i);
      }
    } else if (expected.isString() && expected.asString().equals(ANY)) {
      assertThat(found.isMissingNode() || found.isNull()).as("%s is there", at).isFalse();
    } else if (expected.isString() && expected.asString().startsWith(TEXT)) {
      assertThat(found.asString()).as(at).matches(expected.asString().substring(TEXT.length()));
    } else if (expected.isString()) {
      assertThat(found.isString() ? found.asString() : found.toString())
          .as(at)
          .isEqualTo(filled(expected.asString()));
    } else {
      assertThat(found).as(at).isEqualTo(expected);
    }
  }
}
