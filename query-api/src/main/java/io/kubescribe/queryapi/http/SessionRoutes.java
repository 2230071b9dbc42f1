package io.kubescribe.queryapi.http;

import io.kubescribe.core.access.Right;
import io.kubescribe.core.recording.Recording;
import io.kubescribe.core.recording.Verification;
import io.kubescribe.queryapi.RecordedSessions;
import io.kubescribe.queryapi.access.AccessEntry.Action;
import io.kubescribe.queryapi.http.Route.Parameter;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// Sessions and facts about them.
final class SessionRoutes {
  static final String SESSIONS = "/api/v1/sessions";
  static final String SESSION = SESSIONS + "/{session}";
  static final Permission REPLAY = new Permission.Needs(Right.REPLAY);

  /// It is shown on somebody's terminal, and stands in a record.
  private static final int LONGEST_WHY = 200;

  private final RecordedSessions recorded;
  private final Sessions sessions;
  private final ReadGate gate;
  private final Witness witness;
  private final SessionPages pages;
  private final SessionEvents events;

  SessionRoutes(
      RecordedSessions recorded,
      Sessions sessions,
      ReadGate gate,
      Witness witness,
      SessionPages pages,
      SessionEvents events) {
    this.recorded = recorded;
    this.sessions = sessions;
    this.gate = gate;
    this.witness = witness;
    this.pages = pages;
    this.events = events;
  }

  List<Route> routes() {
    return List.of(
        look(Action.SESSIONS, SESSIONS, EventRoutes.selecting("limit", "cursor"), pages::list),
        look(Action.SESSION, SESSION, List.of(), this::view),
        look(
            Action.SEARCH,
            SESSION + "/events",
            List.of(
                Parameter.optional("of"),
                Parameter.optional("limit"),
                Parameter.optional("cursor"),
                Parameter.optional("order")),
            events::search),
        look(Action.VERIFY, SESSION + "/verify", List.of(), this::verify),
        Route.delete(
            Action.END_SESSION,
            SESSION,
            new Permission.Needs(Right.END),
            List.of(Parameter.optional("why")),
            this::end));
  }

  private static Route look(
      Action look, String path, List<Parameter> parameters, Route.RouteHandler handler) {
    return Route.look(look, path, REPLAY, parameters, handler);
  }

  private Recording find(Call call) throws Exception {
    return sessions.find(call.pathPart("session"), call.principal());
  }

  private Answer view(Call call) throws Exception {
    return witness.observeOne(
        call,
        () -> {
          Recording session = find(call);
          return Answer.json(json -> SessionJson.writeDetails(json, session));
        });
  }

  private Answer verify(Call call) throws Exception {
    return witness.observeOne(
        call,
        () -> {
          Recording session = find(call);
          Verification verification =
              gate.read(() -> recorded.recordings().verify(session.id()))
                  .orElseThrow(ApiException::notFound);
          return Answer.json(json -> write(json, session, verification));
        });
  }

  private static void write(JsonGenerator json, Recording session, Verification verification) {
    boolean same = session.rootHash() == null || session.rootHash().equals(verification.rootHash());
    json.writeStringProperty("id", session.id().toString());
    json.writeBooleanProperty("ok", verification.ok() && same);
    json.writeStringProperty("state", session.state().wireName());
    json.writeNumberProperty("chunks", verification.chunks());
    Json.text(json, "rootHash", session.rootHash());
    Json.text(json, "recomputed", verification.rootHash());
    json.writeName("faults");
    json.writeStartArray();
    for (Verification.Fault fault : verification.faults()) {
      json.writeStartObject();
      json.writeNumberProperty("epoch", fault.epoch());
      json.writeNumberProperty("chunk", fault.chunk());
      json.writeNumberProperty("position", fault.position());
      Json.text(json, "what", fault.what());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private Answer end(Call call) throws Exception {
    return witness.observeOne(
        call,
        () -> {
          String why = call.parameters().text("why", "");
          if (why.length() > LONGEST_WHY || why.chars().anyMatch(Character::isISOControl)) {
            throw ApiException.parameter(
                "why", "one line of at most " + LONGEST_WHY + " characters");
          }
          Recording session = find(call);
          if (!session.isLive()) {
            throw new ApiException(ErrorCode.CONFLICT, "the session has ended already");
          }
          if (!recorded.control().end(session.id(), call.principal().name(), why)) {
            throw new ApiException(
                ErrorCode.UNAVAILABLE, "no gateway could be told to end the session: try again");
          }
          return Answer.json(
                  json -> {
                    json.writeStringProperty("id", session.id().toString());
                    json.writeBooleanProperty("ending", true);
                  })
              .withStatus(202);
        });
  }
}
