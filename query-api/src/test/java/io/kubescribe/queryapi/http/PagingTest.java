package io.kubescribe.queryapi.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.audit.ClusterName;
import io.kubescribe.core.audit.EventEnvelope;
import io.kubescribe.core.json.StrictJson;
import io.kubescribe.core.store.Checkpoint;
import io.kubescribe.queryapi.QueryConfig;
import io.kubescribe.testkit.SampleEvents;
import io.kubescribe.testkit.TestClock;
import io.kubescribe.testkit.store.BruteForceSearchStore;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Pages of a search that goes on while events arrive.
final class PagingTest {
  private static final Instant START = Instant.parse("2026-11-20T08:00:00Z");
  private static final int EVENTS = 60;

  private final BruteForceSearchStore store = new BruteForceSearchStore();
  private final TestClock clock = new TestClock(START.plusSeconds(60));
  private final Random random = new Random(5);
  private int appended;
  private TestServer server;

  @BeforeEach
  void start(@TempDir Path data) throws Exception {
    for (int i = 0; i < EVENTS; i++) {
      append(START.plusSeconds(random.nextInt(3)));
    }
    server = new TestServer(store, data, QueryConfig.DEFAULT, clock);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /// An event of this time, in one of three partitions.
  private void append(Instant time) {
    byte[] raw =
        SampleEvents.event("a-" + appended, "\"verb\":\"get\",\"stageTimestamp\":\"" + time + "\"");
    store.append(
        List.of(
            new SampleEvents.Sample(raw, envelope(time))
                .at(new Checkpoint.Partition("t", appended % 3), appended++)));
  }

  private static EventEnvelope envelope(Instant time) {
    return new EventEnvelope(new ClusterName("prod"), "webhook", time, List.of(), null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"asc", "desc"})
  void every_event_comes_once_though_others_of_the_same_times_arrive(String order)
      throws Exception {
    List<String> atFirst = ids(page("order=" + order + "&limit=1000"));
    List<String> paged = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = page("order=" + order + "&limit=" + (1 + random.nextInt(5)) + cursor);
      paged.addAll(ids(page));
      append(START.plusSeconds(random.nextInt(3)));
      cursor = page.get("next").isNull() ? "" : "&cursor=" + page.get("next").asString();
    } while (!cursor.isEmpty());
    assertThat(paged).doesNotHaveDuplicates();
    List<String> ofTheFirst = new ArrayList<>(paged);
    ofTheFirst.retainAll(atFirst);
    assertThat(ofTheFirst).isEqualTo(atFirst).hasSize(EVENTS);
  }

  @Test
  void now_stays_what_it_was_on_the_first_page() throws Exception {
    String query =
        "q=" + encoded("timestamp:<=now") + "&from=now-1h&to=now%2B1h&order=asc&limit=50";
    JsonNode first = page(query);
    clock.advance(Duration.ofHours(2));
    append(clock.instant().minusSeconds(1));
    JsonNode second = page(query + "&cursor=" + first.get("next").asString());
    assertThat(ids(first)).hasSize(50);
    assertThat(ids(second)).hasSize(10);
    assertThat(second.get("next").isNull()).isTrue();
    assertThat(ids(page(query))).hasSize(1);
  }

  @Test
  void a_page_of_large_events_ends_early_and_goes_on() throws Exception {
    String members = "\"requestObject\":{\"data\":\"" + "x".repeat(12 << 20) + "\"}";
    for (int i = 0; i < 4; i++) {
      byte[] raw = SampleEvents.event("large-" + i, members);
      store.append(
          List.of(
              new SampleEvents.Sample(raw, envelope(START))
                  .at(new Checkpoint.Partition("t", 0), appended++)));
    }
    String query = "q=" + encoded("auditID:large-*");
    JsonNode first = page(query);
    assertThat(ids(first)).hasSize(3);
    JsonNode second = page(query + "&cursor=" + first.get("next").asString());
    assertThat(ids(second)).hasSize(1);
    assertThat(second.get("next").isNull()).isTrue();
  }

  private JsonNode page(String parameters) throws Exception {
    HttpResponse<String> answer = server.get("/api/v1/events?" + parameters);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return StrictJson.MAPPER.readTree(answer.body());
  }

  private static List<String> ids(JsonNode page) {
    return page.get("events").valueStream().map(event -> event.get("id").asString()).toList();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
