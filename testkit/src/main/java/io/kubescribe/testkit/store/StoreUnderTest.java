package io.kubescribe.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.audit.ClusterName;
import io.kubescribe.core.audit.EventEnvelope;
import io.kubescribe.core.query.Query;
import io.kubescribe.core.query.TimeRange;
import io.kubescribe.core.store.Checkpoint;
import io.kubescribe.core.store.EventPage;
import io.kubescribe.core.store.EventSearch;
import io.kubescribe.core.store.EventSearch.Order;
import io.kubescribe.core.store.IndexableEvent;
import io.kubescribe.core.store.SearchStore;
import io.kubescribe.core.store.Selection;
import io.kubescribe.core.store.StoredEvent;
import io.kubescribe.testkit.SampleEvents;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The store that a contract is held against, and what the contracts share.
interface StoreUnderTest {
  /// Printed by every assertion that rests on generated events.
  long SEED = Long.getLong("kubescribe.seed", 20261123);

  Checkpoint.Partition PARTITION = new Checkpoint.Partition("kubescribe.audit", 0);

  Comparator<IndexableEvent> BY_TIME =
      Comparator.comparing((IndexableEvent event) -> event.event().timestamp())
          .thenComparingInt(event -> event.partition().number())
          .thenComparingLong(IndexableEvent::offset);

  /// The store, new and empty at the start of each test.
  SearchStore store();

  /// Closes and opens the store, as a restart does.
  void reopen() throws IOException;

  /// Makes a second pass for the store, after which it must show what was appended.
  void letASecondPass();

  /// An offset that no event has yet.
  long nextOffset();

  default List<IndexableEvent> samples(int count) {
    return new SampleEvents(SEED).indexable(count, 0);
  }

  default IndexableEvent event(String auditId, String members, Instant received) {
    return event(SampleEvents.event(auditId, members), received);
  }

  default IndexableEvent event(String auditId, String members) {
    return event(auditId, members, Instant.parse("2026-11-23T11:00:00Z"));
  }

  default IndexableEvent event(byte[] raw, Instant received) {
    return new SampleEvents.Sample(
            raw, new EventEnvelope(new ClusterName("prod"), "webhook", received, List.of(), null))
        .at(PARTITION, nextOffset());
  }

  default void appendVisibly(List<IndexableEvent> events) throws IOException {
    store().append(events);
    letASecondPass();
  }

  default Selection selection(Query query) {
    return new Selection(query, TimeRange.ALL);
  }

  default EventSearch newest(Query query, int limit, @Nullable String cursor) {
    return new EventSearch(selection(query), Order.NEWEST_FIRST, limit, cursor);
  }

  default List<String> ids(Stream<StoredEvent> events) {
    return events.map(event -> event.id().value()).toList();
  }

  default List<String> allIds(Query query, Order order, int limit) throws IOException {
    List<String> found = new ArrayList<>();
    String cursor = null;
    do {
      EventPage page = store().search(new EventSearch(selection(query), order, limit, cursor));
      assertThat(page.events().size()).isLessThanOrEqualTo(limit);
      found.addAll(ids(page.events().stream()));
      cursor = page.next();
    } while (cursor != null);
    return found;
  }
}
