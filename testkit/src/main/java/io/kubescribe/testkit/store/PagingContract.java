package io.kubescribe.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubescribe.core.query.EventField;
import io.kubescribe.core.query.Query;
import io.kubescribe.core.store.Checkpoint;
import io.kubescribe.core.store.Count;
import io.kubescribe.core.store.EventPage;
import io.kubescribe.core.store.EventSearch;
import io.kubescribe.core.store.EventSearch.Order;
import io.kubescribe.core.store.IndexableEvent;
import io.kubescribe.core.store.Selection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Pages: complete, in order, stable while events arrive.
interface PagingContract extends StoreUnderTest {
  @Test
  default void pages_hold_every_event_once_in_order() throws IOException {
    List<IndexableEvent> events = samples(500);
    appendVisibly(events);
    List<String> oldest = events.stream().sorted(BY_TIME).map(event -> event.id().value()).toList();
    for (int limit : List.of(1, 7, 100, 499, 500, 1000)) {
      assertThat(allIds(new Query.All(), Order.OLDEST_FIRST, limit)).isEqualTo(oldest);
      assertThat(allIds(new Query.All(), Order.NEWEST_FIRST, limit)).isEqualTo(oldest.reversed());
    }
  }

  @Test
  default void pages_stay_stable_while_events_arrive() throws IOException {
    List<IndexableEvent> events = samples(600);
    appendVisibly(events.subList(0, 200));
    List<String> before = events.subList(0, 200).stream().map(event -> event.id().value()).toList();
    List<String> seen = new ArrayList<>();
    String cursor = null;
    int next = 200;
    do {
      EventPage page = store().search(newest(new Query.All(), 20, cursor));
      assertThat(page.total()).isEqualTo(new Count(200, true));
      seen.addAll(ids(page.events().stream()));
      cursor = page.next();
      appendVisibly(events.subList(next, next + 10));
      next += 10;
    } while (cursor != null);
    assertThat(seen).doesNotHaveDuplicates().containsAll(before);
  }

  @Test
  default void a_page_ends_with_the_event_that_fills_its_bytes() throws IOException {
    List<IndexableEvent> events = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      String pad = "p".repeat(i == 4 ? 300_000 : 100_000);
      events.add(event("bytes-" + i, "\"requestObject\":{\"data\":\"" + pad + "\"}"));
    }
    appendVisibly(events);
    for (Order order : Order.values()) {
      List<Integer> sizes = new ArrayList<>();
      List<String> seen = new ArrayList<>();
      String cursor = null;
      do {
        EventPage page = store().search(new EventSearch(Selection.ALL, order, 3, 150_000, cursor));
        sizes.add(page.events().size());
        seen.addAll(ids(page.events().stream()));
        cursor = page.next();
      } while (cursor != null);
      assertThat(sizes).containsExactly(2, 2, 1, 2, 2);
      List<String> oldest =
          events.stream().sorted(BY_TIME).map(event -> event.id().value()).toList();
      assertThat(seen).isEqualTo(order == Order.OLDEST_FIRST ? oldest : oldest.reversed());
    }
    EventPage least =
        store().search(new EventSearch(Selection.ALL, Order.NEWEST_FIRST, 9, 1, null));
    assertThat(least.events()).hasSize(1);
    assertThat(least.total()).isEqualTo(new Count(9, true));
  }

  @Test
  default void events_of_one_instant_are_paged_by_their_place_in_the_log() throws IOException {
    List<IndexableEvent> events = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      IndexableEvent same = event("at-" + i, "\"stageTimestamp\":\"2026-11-23T10:00:00.000001Z\"");
      events.add(
          new IndexableEvent(
              same.id(),
              same.event(),
              same.envelope(),
              same.raw(),
              new Checkpoint.Partition(PARTITION.topic(), i % 3),
              i));
    }
    appendVisibly(events);
    List<String> wanted = events.stream().sorted(BY_TIME).map(event -> event.id().value()).toList();
    assertThat(allIds(new Query.All(), Order.OLDEST_FIRST, 7)).isEqualTo(wanted);
    assertThat(allIds(new Query.All(), Order.NEWEST_FIRST, 7)).isEqualTo(wanted.reversed());
  }

  /// Bad input B50.
  @Test
  default void a_foreign_cursor_or_limit_is_refused() throws IOException {
    appendVisibly(samples(30));
    String cursor = store().search(newest(new Query.All(), 10, null)).next();
    for (String wrong : List.of("", "x", "AAAA", "%%%", "x" + cursor)) {
      assertThatThrownBy(() -> store().search(newest(new Query.All(), 10, wrong)))
          .isInstanceOf(IllegalArgumentException.class);
    }
    EventSearch otherOrder = new EventSearch(Selection.ALL, Order.OLDEST_FIRST, 10, cursor);
    assertThatThrownBy(() -> store().search(otherOrder))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> newest(new Query.All(), 1_000_000, null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  default void totals_are_exact_up_to_ten_thousand() throws IOException {
    List<IndexableEvent> events = new ArrayList<>();
    for (int i = 0; i < 10_001; i++) {
      events.add(event("total-" + i, "\"verb\":\"" + (i < 10_000 ? "get" : "list") + "\""));
    }
    appendVisibly(events);
    Query gets = new Query.Term(EventField.VERB, "get");
    assertThat(store().search(newest(gets, 1, null)).total()).isEqualTo(new Count(10_000, true));
    assertThat(store().search(newest(new Query.All(), 1, null)).total())
        .isEqualTo(new Count(10_000, false));
    assertThat(store().count(Selection.ALL)).isEqualTo(10_001);
  }
}
