package io.kubescribe.queryapi.http;

import io.kubescribe.core.access.Right;
import io.kubescribe.core.recording.Recording;
import io.kubescribe.core.recording.ReplayFile;
import io.kubescribe.core.recording.ReplayTimeline;
import io.kubescribe.core.recording.Replays;
import io.kubescribe.core.recording.ScreenForm;
import io.kubescribe.core.recording.SeenCommand;
import io.kubescribe.core.recording.Sight;
import io.kubescribe.queryapi.access.AccessEntry.Action;
import io.kubescribe.queryapi.http.Route.Parameter;
import java.util.List;
import java.util.regex.Pattern;

/// What sessions showed: whole, in parts, as text and as pictures. Secrets are masked for whoever
/// has not the right to see them.
final class ReplayRoutes {
  private static final Pattern VERSION_3 =
      Pattern.compile("application/x-asciicast\\s*;\\s*version=\"?3\"?.*");
  private static final Pattern SEGMENT = Pattern.compile("(\\d{1,6})\\.json");

  private final Replays replays;
  private final Sessions sessions;
  private final ReadGate gate;
  private final ReadGate downloads;
  private final Witness witness;

  /// @param downloads bounds what is written while the client reads, so for as long as that takes
  ReplayRoutes(
      Replays replays, Sessions sessions, ReadGate gate, ReadGate downloads, Witness witness) {
    this.replays = replays;
    this.sessions = sessions;
    this.gate = gate;
    this.downloads = downloads;
    this.witness = witness;
  }

  List<Route> routes() {
    Parameter format = Parameter.optional("format");
    return List.of(
        look(
            Action.DOWNLOAD,
            "/recording.cast",
            List.of(
                Parameter.optional("version"),
                Parameter.optional("from"),
                Parameter.optional("to")),
            this::cast),
        look(Action.DOWNLOAD, "/transcript", List.of(format), this::transcript),
        look(Action.REPLAY, "/replay/index.json", List.of(), this::index),
        look(
            Action.REPLAY,
            "/replay/{segment}",
            List.of(Parameter.optional("until")),
            this::segment),
        look(Action.REPLAY, "/commands", List.of(), this::commands),
        look(Action.REPLAY, "/timeline", List.of(), this::timeline),
        look(Action.REPLAY, "/screen", List.of(Parameter.required("at"), format), this::screen),
        look(Action.REPLAY, "/thumbnail.svg", List.of(), this::thumbnail));
  }

  private static Route look(
      Action look, String path, List<Parameter> parameters, Route.RouteHandler handler) {
    return Route.look(
        look, SessionRoutes.SESSION + path, SessionRoutes.REPLAY, parameters, handler);
  }

  /// Does something with a session.
  @FunctionalInterface
  private interface Showing {
    Answer show(Recording session, Sight sight) throws Exception;
  }

  private Answer show(Call call, Showing showing) throws Exception {
    return witness.observeOne(
        call,
        () -> showing.show(sessions.find(call.pathPart("session"), call.principal()), sight(call)));
  }

  static Sight sight(Call call) {
    return call.principal().may(Right.REVEAL) ? Sight.REVEALED : Sight.REDACTED;
  }

  private Answer cast(Call call) throws Exception {
    return show(
        call,
        (session, sight) -> {
          int version = version(call);
          long from = call.parameters().seconds("from", 0);
          long to = call.parameters().seconds("to", Long.MAX_VALUE);
          if (to < from) {
            throw ApiException.parameter("to", "not before 'from'");
          }
          return Answer.stream(
                  "application/x-asciicast; version=" + version,
                  out ->
                      downloads.read(() -> {
                        replays.cast(session, version, from, to, sight, out);
                        return session;
                      }))
              .with("Content-Disposition", attachment(session, ".cast"))
              .with("Vary", "Accept");
        });
  }

  private static int version(Call call) {
    String accept = call.context().header("Accept");
    String given = call.parameters().text("version");
    if (given == null) {
      return accept != null && VERSION_3.matcher(accept).matches() ? 3 : 2;
    }
    return switch (given) {
      case "2" -> 2;
      case "3" -> 3;
      default -> throw ApiException.parameter("version", "2 or 3");
    };
  }

  private static String attachment(Recording session, String ending) {
    return "attachment; filename=\"" + session.id() + ending + "\"";
  }

  private Answer transcript(Call call) throws Exception {
    return show(
        call,
        (session, sight) ->
            switch (call.parameters().text("format", "text")) {
              case "text" ->
                  Answer.stream(
                          "text/plain; charset=utf-8",
                          out ->
                              downloads.read(() -> {
                                Transcripts.text(
                                    lines -> replays.transcript(session, sight, lines), out);
                                return session;
                              }))
                      .with("Content-Disposition", attachment(session, ".txt"));
              case "json" ->
                  Answer.stream(
                      Answer.JSON,
                      out ->
                          downloads.read(() -> {
                            Transcripts.json(
                                lines -> replays.transcript(session, sight, lines), out);
                            return session;
                          }));
              default -> throw ApiException.parameter("format", "text or json");
            });
  }

  private Answer index(Call call) throws Exception {
    return show(
        call,
        (session, sight) ->
            ReplayFiles.answer(
                call, gate.read(() -> replays.index(session, sight)), ReplayFiles.ASK_AGAIN));
  }

  private Answer segment(Call call) throws Exception {
    return show(
        call,
        (session, sight) -> {
          var name = SEGMENT.matcher(call.pathPart("segment"));
          if (!name.matches()) {
            throw ApiException.notFound();
          }
          int number = Integer.parseInt(name.group(1));
          long until = call.parameters().nanos("until", Long.MAX_VALUE);
          ReplayFile file =
              gate.read(() -> replays.segment(session, number, until, sight))
                  .orElseThrow(ApiException::notFound);
          return ReplayFiles.answer(
              call, file, file.complete() ? ReplayFiles.KEEP : ReplayFiles.ASK_AGAIN);
        });
  }

  private Answer commands(Call call) throws Exception {
    return show(
        call,
        (session, sight) -> {
          List<SeenCommand> commands = gate.read(() -> replays.commands(session, sight));
          return Answer.json(json -> ReplayJson.write(json, commands)).withResults(commands.size());
        });
  }

  private Answer timeline(Call call) throws Exception {
    return show(
        call,
        (session, sight) -> {
          ReplayTimeline timeline = gate.read(() -> replays.timeline(session, sight));
          return Answer.json(json -> ReplayJson.write(json, session, timeline));
        });
  }

  private Answer screen(Call call) throws Exception {
    return show(
        call,
        (session, sight) -> {
          ScreenForm form =
              switch (call.parameters().text("format", "text")) {
                case "text" -> ScreenForm.TEXT;
                case "svg" -> ScreenForm.SVG;
                default -> throw ApiException.parameter("format", "text or svg");
              };
          long at = call.parameters().seconds("at", 0);
          String screen = gate.read(() -> replays.screen(session, at, form, sight));
          return switch (form) {
            case TEXT -> Answer.text(200, "text/plain; charset=utf-8", screen);
            case SVG -> Answer.text(200, ReplayFiles.SVG, screen);
          };
        });
  }

  private Answer thumbnail(Call call) throws Exception {
    return show(
        call,
        (session, sight) -> {
          String picture = gate.read(() -> replays.thumbnail(session, sight));
          return ReplayFiles.answer(call, ReplayFiles.SVG, picture);
        });
  }
}
