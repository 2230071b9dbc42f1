package io.kubescribe.queryapi.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.access.Principal;
import io.kubescribe.core.access.Right;
import io.kubescribe.core.access.Scope;
import io.kubescribe.core.json.StrictJson;
import io.kubescribe.core.store.IndexableEvent;
import io.kubescribe.testkit.SampleEvents;
import io.kubescribe.testkit.scenario.Scenarios;
import io.kubescribe.testkit.store.BruteForceSearchStore;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Nobody sees events outside of the own scope, whatever the route and the query.
@TestInstance(Lifecycle.PER_CLASS)
final class ScopeTest {
  private static final Principal SHOP =
      principal("shop", new Scope(List.of("prod"), List.of("shop", "shop-*")));
  private static final Principal NOWHERE = principal("nowhere", new Scope(List.of(), List.of("*")));

  private final List<IndexableEvent> events = new ArrayList<>();
  private TestServer server;

  private static Principal principal(String name, Scope scope) {
    return new Principal(name, EnumSet.allOf(Right.class), scope);
  }

  @BeforeAll
  void start(@TempDir Path data) throws Exception {
    events.addAll(Scenarios.load().events());
    events.addAll(new SampleEvents(21).indexable(200, 1_000));
    BruteForceSearchStore store = new BruteForceSearchStore();
    store.append(events);
    server = new TestServer(store, data);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private static boolean ofShop(IndexableEvent event) {
    String namespace = event.event().namespace();
    return event.event().cluster().value().equals("prod")
        && namespace != null
        && namespace.startsWith("shop");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*:*",
        "ns:dev",
        "namespace:*",
        "-namespace:shop*",
        "NOT (cluster:prod AND ns:shop*)",
        "ns:dev OR ns:shop",
        "* OR *",
        "cluster:staging OR cluster:prod",
        "(verb:get) OR (namespace:dev)",
        "_exists_:user OR -_exists_:user",
        "timestamp:>=2026-11-20 OR code:>0",
        "objectRef.namespace:dev OR req.kind:*",
        "\"kube system\" OR system"
      })
  void a_query_finds_what_it_finds_for_all_within_the_scope(String query) throws Exception {
    Set<String> all = ids(ok(server.asAdmin(path("/api/v1/events?limit=1000&q=", query))));
    List<IndexableEvent> expected =
        events.stream()
            .filter(ScopeTest::ofShop)
            .filter(event -> all.contains(event.id().value()))
            .toList();
    JsonNode page = asShop("/api/v1/events?limit=1000&q=", query);
    assertThat(ids(page))
        .isEqualTo(expected.stream().map(e -> e.id().value()).collect(Collectors.toSet()));
    assertThat(page.get("total").get("value").asLong()).isEqualTo(expected.size());
    assertThat(asShop("/api/v1/events/count?q=", query).get("count").asLong())
        .isEqualTo(expected.size());
    Map<String, Long> namespaces =
        expected.stream()
            .collect(Collectors.groupingBy(e -> "" + e.event().namespace(), Collectors.counting()));
    assertThat(counts(asShop("/api/v1/events/top?field=namespace&size=1000&q=", query)))
        .isEqualTo(namespaces);
    assertThat(counts(asShop("/api/v1/fields/namespace/values?size=1000&q=", query)))
        .isEqualTo(namespaces);
    assertThat(asShop("/api/v1/events/cardinality?field=namespace&q=", query).get("count").asInt())
        .isEqualTo(namespaces.size());
    JsonNode histogram = asShop("/api/v1/events/histogram?by=namespace&q=", query);
    assertThat(
            histogram
                .get("buckets")
                .valueStream()
                .mapToLong(one -> one.get("count").asLong())
                .sum())
        .isEqualTo(expected.size());
    histogram
        .get("buckets")
        .forEach(bucket ->
            assertThat(namespaces.keySet()).containsAll(bucket.get("by").propertyNames()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ") OR namespace:dev",
        ") OR (namespace:dev",
        "*) OR (*",
        "ns:shop) OR NOT (ns:shop",
        "\") OR namespace:dev OR (\"",
        "\\) OR namespace:dev"
      })
  void a_query_cannot_close_the_scope(String query) throws Exception {
    HttpResponse<String> answer = server.send(server.as(SHOP, path("/api/v1/events?q=", query)));
    if (answer.statusCode() == 200) {
      assertThat(ids(StrictJson.MAPPER.readTree(answer.body()))).isSubsetOf(ids(ScopeTest::ofShop));
    } else {
      assertThat(answer.statusCode()).isEqualTo(400);
    }
  }

  @Test
  void an_event_out_of_scope_is_answered_as_an_unknown_one() throws Exception {
    String unknown = "A".repeat(43);
    for (String suffix : List.of("", "/raw")) {
      String body = answer(SHOP, "/api/v1/events/" + unknown + suffix, 404);
      for (String id : ids(event -> !ofShop(event))) {
        assertThat(answer(SHOP, "/api/v1/events/" + id + suffix, 404)).isEqualTo(body);
      }
      for (String id : ids(ScopeTest::ofShop)) {
        assertThat(answer(SHOP, "/api/v1/events/" + id + suffix, 200)).isNotEmpty();
      }
    }
  }

  @Test
  void a_scope_of_nothing_shows_nothing() throws Exception {
    JsonNode page = ok(server.as(NOWHERE, "/api/v1/events"));
    assertThat(page.get("events")).isEmpty();
    assertThat(page.get("total").get("value").asInt()).isZero();
    assertThat(ok(server.as(NOWHERE, "/api/v1/events/top?field=user")).get("values")).isEmpty();
    assertThat(ok(server.as(NOWHERE, "/api/v1/events/histogram")).get("buckets")).isEmpty();
  }

  @Test
  void a_cursor_is_no_way_into_the_scope_of_another() throws Exception {
    String cursor = ok(server.asAdmin("/api/v1/events?limit=3")).get("next").asString();
    assertThat(answer(SHOP, "/api/v1/events?limit=3&cursor=" + cursor, 400)).contains("cursor");
  }

  private Set<String> ids(Predicate<IndexableEvent> which) {
    return events.stream().filter(which).map(e -> e.id().value()).collect(Collectors.toSet());
  }

  private static Set<String> ids(JsonNode page) {
    return page.get("events")
        .valueStream()
        .map(event -> event.get("id").asString())
        .collect(Collectors.toSet());
  }

  private static Map<String, Long> counts(JsonNode answer) {
    return answer
        .get("values")
        .valueStream()
        .collect(
            Collectors.toMap(
                value -> value.get("value").asString(), value -> value.get("count").asLong()));
  }

  private static String path(String path, String query) {
    return path + URLEncoder.encode(query, StandardCharsets.UTF_8);
  }

  private JsonNode asShop(String path, String query) throws Exception {
    return ok(server.as(SHOP, path(path, query)));
  }

  private String answer(Principal principal, String path, int status) throws Exception {
    HttpResponse<String> answer = server.send(server.as(principal, path));
    assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(status);
    return answer.body();
  }

  private JsonNode ok(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> answer = server.send(request);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return StrictJson.MAPPER.readTree(answer.body());
  }
}
