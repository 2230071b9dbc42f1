package io.kubescribe.queryapi.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.kubescribe.core.json.StrictJson;
import io.kubescribe.core.store.Checkpoint;
import io.kubescribe.core.store.IndexableEvent;
import io.kubescribe.queryapi.access.AccessEntry;
import io.kubescribe.queryapi.access.AccessEntry.Action;
import io.kubescribe.queryapi.access.AccessEntry.Outcome;
import io.kubescribe.testkit.SampleEvents;
import io.kubescribe.testkit.store.BruteForceSearchStore;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// What is answered, within which limits, and what is written down before.
final class QueryServerTest {
  private static final int EVENTS = 250;

  private final SampleEvents samples = new SampleEvents(3);
  private final BruteForceSearchStore store = new BruteForceSearchStore();
  private final Checkpoint.Partition partition = new Checkpoint.Partition("t", 0);
  private long offset;
  private TestServer server;

  @BeforeEach
  void start(@TempDir Path data) throws Exception {
    append(EVENTS);
    server = new TestServer(store, data);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void append(int count) throws Exception {
    List<IndexableEvent> events = new ArrayList<>();
    for (SampleEvents.Sample sample : samples.list(count)) {
      events.add(sample.at(partition, offset++));
    }
    store.append(events);
  }

  @Test
  void pages_give_every_event_once_while_others_arrive() throws Exception {
    List<String> atFirst = ids(ok("/api/v1/events?limit=1000"));
    List<String> paged = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = ok("/api/v1/events?order=asc&limit=60" + cursor);
      paged.addAll(ids(page));
      append(10);
      cursor = page.get("next").isNull() ? "" : "&cursor=" + page.get("next").asString();
    } while (!cursor.isEmpty());
    assertThat(paged).doesNotHaveDuplicates().containsAll(atFirst);
    assertThat(atFirst).hasSize(EVENTS);
  }

  private static List<String> ids(JsonNode page) {
    return page.get("events").valueStream().map(event -> event.get("id").asString()).toList();
  }

  @Test
  void a_cursor_goes_on_with_its_own_search_only() throws Exception {
    String next = ok("/api/v1/events?limit=10").get("next").asString();
    assertThat(server.get("/api/v1/events?limit=10&cursor=" + next).statusCode()).isEqualTo(200);
    for (String other :
        List.of("q=verb:get&cursor=" + next, "order=asc&cursor=" + next, "cursor=A" + next)) {
      JsonNode error = error("/api/v1/events?" + other, 400);
      assertThat(error.get("detail").get("parameter").asString()).isEqualTo("cursor");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          user:alice AND code:[400 TO | 28
          (verb:get                   | 10
          code:abc                    | 6
          """)
  void a_wrong_query_is_answered_with_the_column(String query, int column) throws Exception {
    String encoded = URLEncoder.encode(query, StandardCharsets.UTF_8);
    for (String path : List.of("events?", "events/count?", "events/top?field=user&")) {
      JsonNode error = error("/api/v1/" + path + "q=" + encoded, 400);
      assertThat(error.get("code").asString()).isEqualTo("bad_query");
      assertThat(error.get("detail").get("column").asInt()).isEqualTo(column);
      assertThat(error.get("detail").get("expected").asString()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "events?limit=1001",
        "events?limit=0",
        "events?limit=-1",
        "events?limit=1e3",
        "events?order=up",
        "events?size=3",
        "events?q=a&q=b",
        "events?from=yesterday",
        "events?from=now%2B999999y",
        "events?to=now%2B999999y",
        "events/histogram?from=now-999999y",
        "events?from=now&to=now-1h",
        "events/histogram?buckets=2001",
        "events/histogram?by=timestamp",
        "events/top",
        "events/top?field=user&size=1001",
        "events/top?field=nothing",
        "fields/uri%00/values"
      })
  void a_wrong_parameter_is_answered_400(String path) throws Exception {
    assertThat(server.get("/api/v1/" + path).statusCode()).isEqualTo(400);
  }

  @Test
  void a_query_past_its_limits_is_refused_and_not_run() throws Exception {
    assertThat(server.get("/api/v1/events?q=" + "a".repeat(10_001)).statusCode()).isEqualTo(400);
    assertThat(server.get("/api/v1/events?q=" + "(".repeat(65) + "a").statusCode()).isEqualTo(400);
    assertThat(server.get("/api/v1/events?q=" + "a".repeat(140_000)).statusCode()).isEqualTo(414);
    assertThat(server.accessLog.entries)
        .hasSize(2)
        .allMatch(entry -> entry.outcome() == Outcome.REFUSED);
  }

  @ParameterizedTest
  @CsvSource({
    "events, SEARCH",
    "events/histogram, HISTOGRAM",
    "events/top?field=user, TOP",
    "events/count, COUNT",
    "events/cardinality?field=user, CARDINALITY",
    "fields/user/values, VALUES"
  })
  void a_query_that_cannot_be_read_leaves_an_entry_too(String path, Action action)
      throws Exception {
    String more = path.contains("?") ? "&" : "?";
    error("/api/v1/" + path + more + "q=code:abc&from=2026-11-20", 400);
    error("/api/v1/" + path + more + "q=verb:get&from=yesterday", 400);
    server.send(server.request("/api/v1/" + path + more + "q=code:abc"));
    assertThat(server.accessLog.entries).hasSize(2);
    AccessEntry entry = server.accessLog.entries.getFirst();
    assertThat(entry.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(entry.action()).isEqualTo(action);
    assertThat(entry.user()).isEqualTo("admin");
    assertThat(entry.query()).isEqualTo("code:abc");
    assertThat(entry.parameters()).containsEntry("from", "2026-11-20").doesNotContainKey("q");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          events?q=a&q=b                     | SEARCH      | a&b
          events?q=user:x&page=2             | SEARCH      | user:x
          events?q=%zz                       | SEARCH      | ''
          events/histogram?q=a&size=3        | HISTOGRAM   | a
          events/top?q=a                     | TOP         | a
          events/count?q=a&field=user        | COUNT       | a
          events/cardinality?q=a             | CARDINALITY | a
          fields/user/values?q=a&field=verb  | VALUES      | a
          events/%s?pretty                   | VIEW        |
          events/%s/raw?pretty               | RAW         |
          """)
  void parameters_that_the_route_does_not_take_leave_an_entry_too(
      String path, Action action, String query) throws Exception {
    String id = "A".repeat(43);
    String answer = server.exchange(get("/api/v1/" + path.replace("%s", id)));
    assertThat(answer).startsWith("HTTP/1.1 400 ");
    assertThat(server.accessLog.entries).hasSize(1);
    AccessEntry entry = server.accessLog.entries.getFirst();
    assertThat(entry.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(entry.action()).isEqualTo(action);
    assertThat(entry.user()).isEqualTo("admin");
    assertThat(entry.query()).isEqualTo(query);
    assertThat(entry.event()).isEqualTo(path.contains("%s") ? id : null);
  }

  private String get(String path) {
    return "GET %s HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\nConnection: close\r\n\r\n"
        .formatted(path, server.server.address(), server.token);
  }

  @Test
  void the_field_whose_values_were_asked_for_is_written_down() throws Exception {
    ok("/api/v1/fields/user/values?prefix=a");
    assertThat(server.accessLog.entries.getFirst().parameters())
        .containsOnly(entry("field", "user"), entry("prefix", "a"));
  }

  @Test
  void nothing_is_shown_before_its_entry_is_durable() throws Exception {
    CompletableFuture<Void> durable = new CompletableFuture<>();
    server.accessLog.acknowledgement = () -> durable;
    CompletableFuture<HttpResponse<String>> answer =
        CompletableFuture.supplyAsync(() -> {
          try {
            return server.get("/api/v1/events?q=verb:get&limit=5");
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
    // The entry never becomes durable, so after a second the answer is a refusal and no event.
    HttpResponse<String> refused = answer.join();
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.body()).doesNotContain("\"events\"");
    assertThat(server.accessLog.entries.getFirst().outcome()).isEqualTo(Outcome.ASKED);
    durable.complete(null);
  }

  @Test
  void every_look_leaves_an_entry_before_and_one_after() throws Exception {
    JsonNode page = ok("/api/v1/events?q=verb:get&from=2026-11-20&limit=5");
    String id = page.get("events").get(0).get("id").asString();
    ok("/api/v1/events/" + id);
    ok("/api/v1/events/" + id + "/raw");
    ok("/api/v1/events/count");
    error("/api/v1/events/" + "x".repeat(43), 404);
    List<AccessEntry> entries = server.accessLog.entries;
    assertThat(entries)
        .extracting(AccessEntry::action)
        .containsExactly(
            Action.SEARCH, Action.SEARCH,
            Action.VIEW, Action.VIEW,
            Action.RAW, Action.RAW,
            Action.COUNT, Action.COUNT,
            Action.VIEW, Action.VIEW);
    assertThat(entries.get(0).query()).isEqualTo("verb:get");
    assertThat(entries.get(0).user()).isEqualTo("admin");
    assertThat(entries.get(1).outcome()).isEqualTo(Outcome.ANSWERED);
    assertThat(entries.get(1).results()).isEqualTo(5);
    assertThat(entries.get(3).event()).isEqualTo(id);
    assertThat(entries.getLast().outcome()).isEqualTo(Outcome.NOT_FOUND);
  }

  private JsonNode ok(String path) throws Exception {
    HttpResponse<String> answer = server.get(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return StrictJson.MAPPER.readTree(answer.body());
  }

  private JsonNode error(String path, int status) throws Exception {
    HttpResponse<String> answer = server.get(path);
    assertThat(answer.statusCode()).as(path).isEqualTo(status);
    return StrictJson.MAPPER.readTree(answer.body()).get("error");
  }
}
