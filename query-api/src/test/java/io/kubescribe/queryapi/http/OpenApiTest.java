package io.kubescribe.queryapi.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.json.StrictJson;
import io.kubescribe.core.store.Checkpoint;
import io.kubescribe.testkit.SampleEvents;
import io.kubescribe.testkit.store.BruteForceSearchStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `/openapi.json` says what the server does.
final class OpenApiTest {
  private final BruteForceSearchStore store = new BruteForceSearchStore();
  private TestServer server;
  private JsonNode document;

  @BeforeEach
  void start(@TempDir Path data) throws Exception {
    store.append(
        List.of(new SampleEvents(1).list(1).getFirst().at(new Checkpoint.Partition("t", 0), 0)));
    server = new TestServer(store, data);
    document = StrictJson.MAPPER.readTree(server.send(server.request("/openapi.json")).body());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void describes_exactly_the_routes_with_their_parameters() {
    Set<String> served = new TreeSet<>();
    for (Route route : server.server.routes()) {
      // The pages are for people.
      if (!route.parameters().equals(Route.ANY_PARAMETERS)) {
        served.add(route.method() + " " + route.path() + " " + taken(route));
      }
    }
    Set<String> described = new TreeSet<>();
    document
        .get("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .properties()
                .forEach(operation ->
                    described.add(
                        operation.getKey().toUpperCase(Locale.ROOT)
                            + " "
                            + path.getKey()
                            + " "
                            + queryParameters(operation.getValue()))));
    assertThat(described).isEqualTo(served).hasSizeGreaterThan(10);
  }

  private static Set<String> taken(Route route) {
    return route.parameters().stream()
        .map(parameter -> parameter.name() + (parameter.required() ? "!" : ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Set<String> queryParameters(JsonNode operation) {
    return elements(operation.path("parameters"))
        .map(this::resolved)
        .filter(parameter -> parameter.get("in").asString().equals("query"))
        .map(parameter ->
            parameter.get("name").asString() + (parameter.get("required").asBoolean() ? "!" : ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private JsonNode resolved(JsonNode node) {
    JsonNode reference = node.get("$ref");
    return reference == null ? node : document.at(reference.asString().substring(1));
  }

  @Test
  void every_reference_leads_somewhere() {
    List<JsonNode> references = document.findValues("$ref");
    assertThat(references).isNotEmpty();
    for (JsonNode reference : references) {
      assertThat(document.at(reference.asString().substring(1)).isMissingNode())
          .as(reference.asString())
          .isFalse();
    }
  }

  @Test
  void names_every_code_of_an_error() {
    Set<String> described =
        elements(document.at("/components/schemas/Error/properties/error/properties/code/enum"))
            .map(JsonNode::asString)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(described)
        .isEqualTo(
            Stream.of(ErrorCode.values())
                .map(ErrorCode::text)
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void names_every_member_of_an_event() throws Exception {
    JsonNode answered =
        StrictJson.MAPPER.readTree(server.get("/api/v1/events").body()).get("events").get(0);
    assertThat(answered.propertyNames())
        .containsExactlyInAnyOrderElementsOf(
            document.at("/components/schemas/Event/properties").propertyNames());
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return array.valueStream();
  }
}
