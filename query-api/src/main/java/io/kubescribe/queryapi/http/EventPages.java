package io.kubescribe.queryapi.http;

import io.kubescribe.core.store.EventPage;
import io.kubescribe.core.store.EventSearch;
import io.kubescribe.core.store.EventSearch.Order;
import io.kubescribe.core.store.SearchStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import tools.jackson.core.JsonGenerator;

/// Searches, page by page.
final class EventPages {
  private static final int DEFAULT_LIMIT = 100;
  private static final int MAX_LIMIT = 1_000;

  private final SearchStore store;
  private final EventSessions sessions;
  private final ReadGate gate;
  private final Witness witness;
  private final Cursors cursors;
  private final InstantSource clock;

  EventPages(
      SearchStore store,
      EventSessions sessions,
      ReadGate gate,
      Witness witness,
      Cursors cursors,
      InstantSource clock) {
    this.store = store;
    this.sessions = sessions;
    this.gate = gate;
    this.witness = witness;
    this.cursors = cursors;
    this.clock = clock;
  }

  Answer search(Call call) throws Exception {
    return witness.observe(
        call,
        () -> {
          int limit = call.parameters().number("limit", DEFAULT_LIMIT, MAX_LIMIT);
          Order order = order(call);
          String binding = binding(call);
          String cursor = call.parameters().text("cursor");
          Instant first = call.time().truncatedTo(ChronoUnit.MICROS);
          Cursors.Opened opened = cursor == null ? null : cursors.open(cursor, binding);
          Instant now = opened == null ? first : opened.now();
          Asked asked = Asked.read(call, now);
          EventSearch search =
              new EventSearch(
                  asked.selection(), order, limit, opened == null ? null : opened.storeCursor());
          return new Witness.Question(asked, () -> answer(call, search, now, binding));
        });
  }

  /// @param now what `now` means
  /// @param binding all that must be the same on the next page
  Answer answer(Call call, EventSearch search, Instant now, String binding)
      throws IOException, InterruptedException {
    EventPage page = gate.read(() -> store.search(search));
    String next = page.next() == null ? null : cursors.seal(now, page.next(), binding);
    return Answer.json(
            json -> {
              write(json, page);
              Json.text(json, "next", next);
              writeTotal(json, page);
              json.writeNumberProperty(
                  "tookMs", Duration.between(call.time(), clock.instant()).toMillis());
            })
        .withResults(page.events().size());
  }

  static Order order(Call call) {
    return switch (call.parameters().text("order", "desc")) {
      case "desc" -> Order.NEWEST_FIRST;
      case "asc" -> Order.OLDEST_FIRST;
      default -> throw ApiException.parameter("order", "desc or asc");
    };
  }

  /// All that decides which events come in which order.
  private static String binding(Call call) {
    Parameters parameters = call.parameters();
    return String.join(
        "\0",
        parameters.text("q", ""),
        parameters.text("from", ""),
        parameters.text("to", ""),
        parameters.text("order", "desc"),
        call.principal().scope().toString());
  }

  private void write(JsonGenerator json, EventPage page) {
    json.writeName("events");
    json.writeStartArray();
    page.events().forEach(event -> EventJson.write(json, event, sessions));
    json.writeEndArray();
  }

  private static void writeTotal(JsonGenerator json, EventPage page) {
    Json.object(
        json,
        "total",
        total -> {
          total.writeNumberProperty("value", page.total().value());
          total.writeBooleanProperty("exact", page.total().exact());
        });
  }
}
