package io.kubescribe.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.access.Scope;
import io.kubescribe.core.audit.AuditEventId;
import io.kubescribe.core.query.EventField;
import io.kubescribe.core.query.Query;
import io.kubescribe.core.store.AppendOutcome;
import io.kubescribe.core.store.Checkpoint;
import io.kubescribe.core.store.Count;
import io.kubescribe.core.store.EventPage;
import io.kubescribe.core.store.EventSearch.Order;
import io.kubescribe.core.store.IndexableEvent;
import io.kubescribe.core.store.Selection;
import io.kubescribe.core.store.StoredEvent;
import io.kubescribe.core.store.TopValues;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What is written: each event once, byte-exact, durable with its checkpoint, gone with its slice.
interface WritingContract extends StoreUnderTest {
  @Test
  default void a_new_store_is_empty() throws IOException {
    assertThat(store().checkpoint()).isEqualTo(Checkpoint.NONE);
    assertThat(store().count(Selection.ALL)).isZero();
    EventPage page = store().search(newest(new Query.All(), 10, null));
    assertThat(page).isEqualTo(new EventPage(List.of(), null, new Count(0, true)));
    assertThat(store().histogram(Selection.ALL, 10, null).buckets()).isEmpty();
    assertThat(store().top(Selection.ALL, EventField.VERB, 5, ""))
        .isEqualTo(new TopValues(List.of(), 0));
  }

  @Test
  default void an_event_comes_back_with_its_exact_bytes_and_envelope() throws IOException {
    List<IndexableEvent> events = samples(200);
    appendVisibly(events);
    for (IndexableEvent event : events) {
      StoredEvent stored = store().get(event.id(), new Query.All()).orElseThrow();
      assertThat(stored.raw()).isEqualTo(event.raw());
      assertThat(stored.envelope()).isEqualTo(event.envelope());
      assertThat(stored.id()).isEqualTo(event.id());
    }
    AuditEventId unknown = new AuditEventId("A".repeat(43));
    assertThat(store().get(unknown, new Query.All())).isEmpty();
  }

  @Test
  default void an_event_outside_the_scope_is_not_given() throws IOException {
    List<IndexableEvent> events = samples(100);
    appendVisibly(events);
    Query scope = new Scope(List.of("prod"), List.of("shop-*")).toQuery();
    for (IndexableEvent event : events) {
      boolean inScope =
          event.event().cluster().value().equals("prod")
              && Optional.ofNullable(event.event().namespace()).orElse("").startsWith("shop-");
      assertThat(store().get(event.id(), scope).isPresent()).isEqualTo(inScope);
    }
  }

  @Test
  default void an_event_is_kept_once_however_often_it_is_appended() throws IOException {
    List<IndexableEvent> events = samples(300);
    List<IndexableEvent> twice = new ArrayList<>(events);
    twice.addAll(events);
    List<AppendOutcome> outcomes = store().append(twice);
    assertThat(outcomes.subList(0, 300)).containsOnly(AppendOutcome.ADDED);
    assertThat(outcomes.subList(300, 600)).containsOnly(AppendOutcome.DUPLICATE);
    letASecondPass();
    assertThat(store().count(Selection.ALL)).isEqualTo(300);
    assertThat(store().append(events)).containsOnly(AppendOutcome.DUPLICATE);
    store().commit(Checkpoint.NONE.with(PARTITION, 300));
    assertThat(store().append(events)).containsOnly(AppendOutcome.DUPLICATE);
    reopen();
    assertThat(store().append(events)).containsOnly(AppendOutcome.DUPLICATE);
    letASecondPass();
    assertThat(store().count(Selection.ALL)).isEqualTo(300);
  }

  /// Bad inputs B22 and B23: such an event is kept by received time, and a redelivery has another.
  @Test
  default void an_event_without_a_usable_time_is_kept_once_at_any_age() throws IOException {
    Instant received = Instant.parse("2026-09-01T00:00:00Z");
    for (String time :
        List.of(
            "\"verb\":\"get\"",
            "\"stageTimestamp\":\"0001-01-01T00:00:00Z\"",
            "\"stageTimestamp\":\"9999-01-01T00:00:00Z\"",
            "\"stageTimestamp\":\"2026-11-23T10:00:00+14:99\"",
            "\"stageTimestamp\":\"2026-11-23T23:59:60Z\"",
            "\"stageTimestamp\":\"2026-09-03T00:00:00.000001Z\"")) {
      String auditId = "b22-" + time.hashCode();
      assertThat(store().append(List.of(event(auditId, time, received))))
          .containsExactly(AppendOutcome.ADDED);
      store().commit(Checkpoint.NONE.with(PARTITION, 1));
      for (int days : List.of(0, 1, 40, 80)) {
        IndexableEvent again = event(auditId, time, received.plus(Duration.ofDays(days)));
        assertThat(store().append(List.of(again)))
            .as("%s, redelivered after %d days", time, days)
            .containsExactly(AppendOutcome.DUPLICATE);
        assertThat(again.event().flags().isEmpty()).isEqualTo(days > 1 && time.contains("09-03"));
      }
    }
    letASecondPass();
    assertThat(store().count(Selection.ALL)).isEqualTo(6);
    assertThat(allIds(new Query.All(), Order.NEWEST_FIRST, 2)).hasSize(6).doesNotHaveDuplicates();
  }

  /// Bad input B20: a copied Audit-ID hides nothing.
  @Test
  default void events_that_share_audit_id_and_stage_are_both_kept() throws IOException {
    appendVisibly(List.of(event("same", "\"verb\":\"get\""), event("same", "\"verb\":\"list\"")));
    assertThat(store().count(selection(new Query.Term(EventField.AUDIT_ID, "same")))).isEqualTo(2);
  }

  @Test
  default void what_was_appended_is_seen_after_a_second_without_a_commit() throws IOException {
    List<IndexableEvent> events = samples(50);
    for (int i = 0; i < events.size(); i++) {
      appendVisibly(events.subList(i, i + 1));
      assertThat(store().count(Selection.ALL)).isEqualTo(i + 1);
      assertThat(store().get(events.get(i).id(), new Query.All())).isPresent();
    }
  }

  @Test
  default void a_commit_makes_events_and_checkpoint_durable_together() throws IOException {
    List<IndexableEvent> events = samples(400);
    Checkpoint first =
        new Checkpoint(Map.of(PARTITION, 100L), Map.of(PARTITION.topic(), "topic-id_1"));
    store().append(events.subList(0, 100));
    store().commit(first);
    store().append(events.subList(100, 250));
    reopen();
    assertThat(store().checkpoint()).isEqualTo(first);
    assertThat(store().count(Selection.ALL)).isEqualTo(100);
    assertThat(store().append(events.subList(100, 400))).containsOnly(AppendOutcome.ADDED);
    store().commit(first.with(PARTITION, 400));
    reopen();
    assertThat(store().checkpoint()).isEqualTo(first.with(PARTITION, 400));
    assertThat(store().count(Selection.ALL)).isEqualTo(400);
  }

  @Test
  default void a_checkpoint_may_move_without_events() throws IOException {
    store().commit(Checkpoint.NONE.with(PARTITION, 7));
    store().commit(Checkpoint.NONE.with(PARTITION, 9));
    reopen();
    assertThat(store().checkpoint()).isEqualTo(Checkpoint.NONE.with(PARTITION, 9));
  }

  @Test
  default void old_slices_go_by_received_time() throws IOException {
    String old = "\"stageTimestamp\":\"2025-01-01T00:00:00Z\"";
    appendVisibly(
        List.of(
            event("old", old, Instant.parse("2025-01-01T00:00:01Z")),
            event("late", "\"stageTimestamp\":\"2025-03-01T00:00:00Z\""),
            event("new", "\"stageTimestamp\":\"2026-11-23T10:00:00Z\"")));
    store().commit(Checkpoint.NONE.with(PARTITION, 3));
    assertThat(store().dropReceivedBefore(Instant.parse("2024-12-01T00:00:00Z"))).isZero();
    assertThat(store().dropReceivedBefore(Instant.parse("2026-11-01T00:00:00Z"))).isEqualTo(1);
    assertThat(store().count(Selection.ALL)).isEqualTo(2);
    assertThat(store().count(selection(new Query.Term(EventField.AUDIT_ID, "old")))).isZero();
    reopen();
    assertThat(store().count(Selection.ALL)).isEqualTo(2);
    assertThat(store().checkpoint()).isEqualTo(Checkpoint.NONE.with(PARTITION, 3));
  }
}
