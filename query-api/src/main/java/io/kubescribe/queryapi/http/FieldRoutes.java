package io.kubescribe.queryapi.http;

import io.kubescribe.core.access.Right;
import io.kubescribe.core.query.EventField;
import io.kubescribe.core.store.SearchStore;
import io.kubescribe.core.store.TopValues;
import io.kubescribe.queryapi.access.AccessEntry.Action;
import java.util.List;
import java.util.Locale;

/// The fields of the query language and their values, for completion.
final class FieldRoutes {
  private static final Permission SEARCH = new Permission.Needs(Right.SEARCH);
  private static final int MAX_SIZE = 1_000;

  private final SearchStore store;
  private final ReadGate gate;
  private final Witness witness;

  FieldRoutes(SearchStore store, ReadGate gate, Witness witness) {
    this.store = store;
    this.gate = gate;
    this.witness = witness;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/v1/fields", SEARCH, List.of(), _ -> fields()),
        Route.look(
            Action.VALUES,
            "/api/v1/fields/{field}/values",
            SEARCH,
            EventRoutes.selecting("prefix", "size"),
            this::values));
  }

  private static Answer fields() {
    return Answer.json(json -> {
      json.writeName("fields");
      json.writeStartArray();
      for (EventField field : EventField.values()) {
        json.writeStartObject();
        json.writeStringProperty("name", field.text());
        Json.texts(json, "aliases", field.aliases());
        json.writeStringProperty("type", field.type().name().toLowerCase(Locale.ROOT));
        json.writeStringProperty("description", field.description());
        json.writeBooleanProperty("facet", field.facet());
        json.writeEndObject();
      }
      json.writeEndArray();
    });
  }

  private Answer values(Call call) throws Exception {
    return witness.observe(
        call,
        () -> {
          EventField field = Parameters.facetNamed("field", call.pathPart("field"));
          int size = call.parameters().number("size", 10, MAX_SIZE);
          String prefix = call.parameters().text("prefix", "");
          Asked asked = Asked.read(call, call.time());
          return new Witness.Question(
              asked,
              () -> {
                TopValues top = gate.read(() -> store.top(asked.selection(), field, size, prefix));
                return Answer.json(
                        json -> {
                          json.writeStringProperty("field", field.text());
                          EventRoutes.write(json, top.values());
                        })
                    .withResults(top.values().size());
              });
        });
  }
}
