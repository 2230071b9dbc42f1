package io.kubescribe.queryapi.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.access.Right;
import io.kubescribe.core.audit.EventFlag;
import io.kubescribe.core.audit.UserKind;
import io.kubescribe.core.query.EventField;
import io.kubescribe.queryapi.http.OpenApiDocument.Operation;
import io.kubescribe.testkit.store.BruteForceSearchStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `openapi.json` is a valid document, and tells of the routes that there are.
final class OpenApiTest {
  private static final Pattern PATH_PART = Pattern.compile("\\{([^}]+)}");

  private final OpenApiDocument document = OpenApiDocument.load();

  @Test
  void every_reference_leads_somewhere() {
    assertThat(document.root.findValues("$ref"))
        .hasSizeGreaterThan(50)
        .allSatisfy(ref -> {
          assertThat(ref.asString()).startsWith("#/components/");
          assertThat(document.root.at(ref.asString().substring(1)).isObject())
              .as(ref.asString())
              .isTrue();
        });
  }

  @Test
  void every_component_is_used() {
    Set<String> used =
        document.root.findValues("$ref").stream()
            .map(JsonNode::asString)
            .collect(Collectors.toSet());
    document
        .root
        .get("components")
        .forEachEntry((kind, components) ->
            components.forEachEntry((name, _) -> {
              if (!kind.equals("securitySchemes")) {
                assertThat(used).contains("#/components/" + kind + "/" + name);
              }
            }));
  }

  @Test
  void operation_ids_are_unique() {
    List<String> ids =
        document.operations().stream()
            .map(one -> one.json().get("operationId").asString())
            .toList();
    assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("[a-z][A-Za-z]+"));
  }

  @Test
  void every_part_of_a_path_is_a_parameter_and_every_such_parameter_a_part() {
    for (Operation operation : document.operations()) {
      List<String> parts =
          PATH_PART.matcher(operation.path()).results().map(part -> part.group(1)).toList();
      assertThat(document.parameters(operation, "path"))
          .as(operation.toString())
          .allMatch(parameter -> parameter.get("required").asBoolean())
          .extracting(parameter -> parameter.get("name").asString())
          .containsExactlyInAnyOrderElementsOf(parts);
    }
  }

  @Test
  void parameters_are_described_and_have_a_schema() {
    assertThat(document.root.at("/components/parameters").valueStream())
        .allSatisfy(parameter -> {
          assertThat(parameter.get("in").asString()).isIn("query", "path", "header");
          assertThat(parameter.get("description").asString()).isNotBlank();
          assertThat(document.resolved(parameter.get("schema")).has("type")).isTrue();
        });
  }

  @Test
  void every_operation_is_described_with_its_answers() {
    Set<String> tags =
        document
            .root
            .get("tags")
            .valueStream()
            .map(tag -> tag.get("name").asString())
            .collect(Collectors.toSet());
    for (Operation operation : document.operations()) {
      JsonNode json = operation.json();
      assertThat(json.get("summary").asString()).as(operation.toString()).isNotBlank();
      assertThat(json.get("description").asString()).as(operation.toString()).isNotBlank();
      assertThat(json.get("tags").valueStream().map(JsonNode::asString)).isSubsetOf(tags);
      json.get("responses")
          .forEachEntry((status, response) -> {
            assertThat(status).matches("[2-5]\\d\\d|default");
            assertThat(document.resolved(response).get("description").asString()).isNotBlank();
          });
      assertThat(json.get("responses").has("default")).as(operation.toString()).isTrue();
    }
  }

  @Test
  void every_route_is_in_the_document_and_every_operation_is_a_route(@TempDir Path data)
      throws IOException {
    assertThat(document.operations().stream().map(Operation::toString))
        .containsExactlyInAnyOrderElementsOf(
            routes(data).stream().map(route -> route.method() + " " + route.path()).toList());
  }

  @Test
  void parameters_are_those_of_the_routes(@TempDir Path data) throws IOException {
    for (Route route : routes(data)) {
      Operation operation = document.operation(route.method(), route.path());
      assertThat(
              document
                  .parameters(operation, "query")
                  .map(parameter ->
                      new Route.Parameter(
                          parameter.get("name").asString(), parameter.get("required").asBoolean())))
          .as(operation.toString())
          .containsExactlyInAnyOrderElementsOf(route.parameters());
      assertThat(
              document
                  .parameters(operation, "header")
                  .map(parameter -> parameter.get("name").asString()))
          .as(operation.toString())
          .isEqualTo(route.changesState() ? List.of(RouteGuard.OWN_HEADER) : List.of());
    }
  }

  @Test
  void security_and_refusals_are_those_of_the_permissions(@TempDir Path data) throws IOException {
    for (Route route : routes(data)) {
      Operation operation = document.operation(route.method(), route.path());
      String needed =
          switch (route.permission()) {
            case Permission.Open _ -> "[]";
            case Permission.SignedIn _ -> "[{\"token\":[]},{\"session\":[]}]";
            case Permission.Needs(Right right) ->
                "[{\"token\":[\"R\"]},{\"session\":[\"R\"]}]".replace("R", right.text());
          };
      assertThat(operation.json().get("security")).as(operation.toString()).hasToString(needed);
      boolean open = route.permission() instanceof Permission.Open;
      boolean needs = route.permission() instanceof Permission.Needs;
      List<String> statuses =
          operation.json().get("responses").propertyStream().map(Map.Entry::getKey).toList();
      assertThat(statuses).as(operation.toString()).contains("400", "421");
      if (!open) {
        assertThat(statuses).as(operation.toString()).contains("401", "429");
      }
      assertThat(statuses.contains("403"))
          .as(operation.toString())
          .isEqualTo(needs || route.changesState());
    }
  }

  @Test
  void lists_of_words_are_those_of_the_code() {
    assertThat(words("/Error/properties/error/properties/code/enum"))
        .isEqualTo(sorted(Arrays.stream(ErrorCode.values()).map(ErrorCode::text)));
    assertThat(words("/Event/properties/userKind/enum"))
        .isEqualTo(sorted(Arrays.stream(UserKind.values()).map(UserKind::text)));
    assertThat(words("/Me/properties/rights/items/enum"))
        .isEqualTo(sorted(Arrays.stream(Right.values()).map(Right::text)));
    assertThat(words("/Fields/properties/fields/items/properties/type/enum"))
        .isEqualTo(
            sorted(
                Arrays.stream(EventField.Type.values())
                    .map(type -> type.name().toLowerCase(Locale.ROOT))));
    Matcher flags =
        Pattern.compile("`([a-z0-9-]+)`")
            .matcher(schemas("/Event/properties/flags/description").asString());
    assertThat(sorted(flags.results().map(flag -> flag.group(1))))
        .isEqualTo(sorted(Arrays.stream(EventFlag.values()).map(EventFlag::text)));
  }

  @Test
  void examples_follow_their_schemas() {
    Set<String> compared = new HashSet<>();
    Stream<JsonNode> bodies =
        Stream.concat(
            document.operations().stream()
                .flatMap(one ->
                    Stream.concat(
                        one.json().get("responses").valueStream(),
                        Stream.of(one.json().path("requestBody")))),
            document.root.at("/components/responses").valueStream());
    bodies
        .map(document::resolved)
        .map(body -> body.path("content").path("application/json"))
        .filter(content -> content.has("example"))
        .forEach(content -> {
          assertThat(SchemaCheck.problems(document, content.get("schema"), content.get("example")))
              .isEmpty();
          compared.add(content.get("schema").toString());
        });
    assertThat(compared).hasSizeGreaterThan(10);
  }

  /// Pages are no part of the API.
  private static List<Route> routes(Path data) throws IOException {
    try (TestServer server = new TestServer(new BruteForceSearchStore(), data)) {
      return server.server.routes().stream()
          .filter(route -> !route.parameters().equals(Route.ANY_PARAMETERS))
          .toList();
    }
  }

  private JsonNode schemas(String pointer) {
    return document.root.at("/components/schemas" + pointer);
  }

  private List<String> words(String pointer) {
    return sorted(schemas(pointer).valueStream().map(JsonNode::asString));
  }

  private static List<String> sorted(Stream<String> words) {
    return words.distinct().sorted().toList();
  }
}
