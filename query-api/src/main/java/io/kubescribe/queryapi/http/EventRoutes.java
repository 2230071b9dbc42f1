package io.kubescribe.queryapi.http;

import io.kubescribe.core.access.Right;
import io.kubescribe.core.audit.AuditEventId;
import io.kubescribe.core.query.EventField;
import io.kubescribe.core.store.Count;
import io.kubescribe.core.store.Histogram;
import io.kubescribe.core.store.SearchStore;
import io.kubescribe.core.store.StoredEvent;
import io.kubescribe.core.store.TopValues;
import io.kubescribe.queryapi.access.AccessEntry.Action;
import io.kubescribe.queryapi.http.Route.Parameter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;

/// Events and counts of events.
final class EventRoutes {
  private static final String EVENTS = "/api/v1/events";
  private static final Permission SEARCH = new Permission.Needs(Right.SEARCH);
  private static final int MAX_SIZE = 1_000;
  private static final int MAX_BUCKETS = 2_000;

  private final SearchStore store;
  private final EventSessions sessions;
  private final ReadGate gate;
  private final Witness witness;
  private final EventPages pages;

  EventRoutes(
      SearchStore store, EventSessions sessions, ReadGate gate, Witness witness, EventPages pages) {
    this.store = store;
    this.sessions = sessions;
    this.gate = gate;
    this.witness = witness;
    this.pages = pages;
  }

  List<Route> routes() {
    return List.of(
        look(Action.SEARCH, "", selecting("limit", "cursor", "order"), pages::search),
        look(Action.HISTOGRAM, "/histogram", selecting("buckets", "by"), this::histogram),
        look(Action.TOP, "/top", selectingOf("size"), this::top),
        look(Action.COUNT, "/count", selecting(), this::count),
        look(Action.CARDINALITY, "/cardinality", selectingOf(), this::cardinality),
        look(Action.VIEW, "/{id}", List.of(), this::view),
        Route.look(
            Action.RAW,
            EVENTS + "/{id}/raw",
            new Permission.Needs(Right.RAW),
            List.of(),
            this::raw));
  }

  private static Route look(
      Action look, String path, List<Parameter> parameters, Route.RouteHandler handler) {
    return Route.look(look, EVENTS + path, SEARCH, parameters, handler);
  }

  /// `q`, `from`, `to` and more.
  static List<Parameter> selecting(String... more) {
    List<Parameter> parameters = new ArrayList<>();
    for (String name : List.of("q", "from", "to")) {
      parameters.add(Parameter.optional(name));
    }
    for (String name : more) {
      parameters.add(Parameter.optional(name));
    }
    return parameters;
  }

  private static List<Parameter> selectingOf(String... more) {
    List<Parameter> parameters = selecting(more);
    parameters.addFirst(Parameter.required("field"));
    return parameters;
  }

  private Answer view(Call call) throws Exception {
    return witness.observeOne(
        call,
        () -> {
          StoredEvent event = find(call);
          return Answer.json(json -> EventJson.writeMembers(json, event, sessions));
        });
  }

  private Answer raw(Call call) throws Exception {
    return witness.observeOne(
        call,
        () -> {
          StoredEvent event = find(call);
          return new Answer(
              200,
              Answer.JSON,
              event.raw(),
              Map.of("Content-Disposition", "attachment; filename=\"" + event.id() + ".json\""),
              1);
        });
  }

  private StoredEvent find(Call call) throws IOException, InterruptedException {
    String id = call.pathPart("id");
    if (!AuditEventId.isValid(id)) {
      throw ApiException.notFound();
    }
    return gate.read(() -> store.get(new AuditEventId(id), call.principal().scope().toQuery()))
        .orElseThrow(ApiException::notFound);
  }

  private Answer histogram(Call call) throws Exception {
    return witness.observe(
        call,
        () -> {
          int buckets = call.parameters().number("buckets", 120, MAX_BUCKETS);
          EventField by = call.parameters().facet("by");
          Asked asked = Asked.read(call, call.time());
          return new Witness.Question(
              asked,
              () -> {
                Histogram histogram =
                    gate.read(() -> store.histogram(asked.selection(), buckets, by));
                return Answer.json(json -> write(json, histogram))
                    .withResults(histogram.buckets().size());
              });
        });
  }

  private Answer top(Call call) throws Exception {
    return witness.observe(
        call,
        () -> {
          EventField field = field(call);
          int size = call.parameters().number("size", 10, MAX_SIZE);
          Asked asked = Asked.read(call, call.time());
          return new Witness.Question(
              asked,
              () -> {
                TopValues top = gate.read(() -> store.top(asked.selection(), field, size, ""));
                return Answer.json(
                        json -> {
                          json.writeStringProperty("field", field.text());
                          write(json, top.values());
                          json.writeNumberProperty("other", top.other());
                        })
                    .withResults(top.values().size());
              });
        });
  }

  private Answer count(Call call) throws Exception {
    return witness.observe(
        call,
        () -> {
          Asked asked = Asked.read(call, call.time());
          return new Witness.Question(
              asked,
              () -> answer(new Count(gate.read(() -> store.count(asked.selection())), true)));
        });
  }

  private Answer cardinality(Call call) throws Exception {
    return witness.observe(
        call,
        () -> {
          EventField field = field(call);
          Asked asked = Asked.read(call, call.time());
          return new Witness.Question(
              asked, () -> answer(gate.read(() -> store.cardinality(asked.selection(), field))));
        });
  }

  private static EventField field(Call call) {
    return Objects.requireNonNull(call.parameters().facet("field"), "required parameter");
  }

  private static Answer answer(Count count) {
    return Answer.json(json -> write(json, count)).withResults(count.value());
  }

  private static void write(JsonGenerator json, Count count) {
    json.writeNumberProperty("count", count.value());
    json.writeBooleanProperty("exact", count.exact());
  }

  static void write(JsonGenerator json, List<TopValues.ValueCount> values) {
    json.writeName("values");
    json.writeStartArray();
    for (TopValues.ValueCount value : values) {
      json.writeStartObject();
      Json.text(json, "value", value.value());
      json.writeNumberProperty("count", value.count());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, Histogram histogram) {
    json.writeStringProperty("interval", histogram.interval().toString());
    json.writeName("buckets");
    json.writeStartArray();
    for (Histogram.Bucket bucket : histogram.buckets()) {
      json.writeStartObject();
      Json.time(json, "start", bucket.start());
      json.writeNumberProperty("count", bucket.count());
      Json.object(
          json,
          "by",
          by ->
              new TreeMap<>(bucket.by())
                  .forEach((value, count) -> {
                    by.writeName(Json.wellFormed(value));
                    by.writeNumber(count);
                  }));
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
