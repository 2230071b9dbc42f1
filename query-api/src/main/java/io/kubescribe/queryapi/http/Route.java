package io.kubescribe.queryapi.http;

import io.kubescribe.queryapi.access.AccessEntry.Action;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One path of the listener with all that [RouteGuard] checks before its handler runs.
///
/// @param method `GET`, `POST` or `DELETE`
/// @param path as Javalin takes it: `{name}` is a part of it
/// @param parameters query parameters that it takes; any other is refused
/// @param look as what [Witness] records a request, null for what tells nothing of events and
///   sessions
record Route(
    String method,
    String path,
    Permission permission,
    List<Parameter> parameters,
    @Nullable Action look,
    RouteHandler handler) {
  /// In place of a list: the route's parameters are not looked at.
  static final List<Parameter> ANY_PARAMETERS = List.of(new Parameter("*", false));

  /// A query parameter.
  record Parameter(String name, boolean required) {
    static Parameter optional(String name) {
      return new Parameter(name, false);
    }

    static Parameter required(String name) {
      return new Parameter(name, true);
    }
  }

  /// What a route does.
  @FunctionalInterface
  interface RouteHandler {
    Answer handle(Call call) throws Exception;
  }

  Route {
    parameters = List.copyOf(parameters);
  }

  static Route get(
      String path, Permission permission, List<Parameter> parameters, RouteHandler handler) {
    return new Route("GET", path, permission, parameters, null, handler);
  }

  /// A route that tells of events or sessions: each request is recorded, refused ones too.
  static Route look(
      Action look,
      String path,
      Permission permission,
      List<Parameter> parameters,
      RouteHandler handler) {
    return new Route("GET", path, permission, parameters, look, handler);
  }

  static Route post(String path, Permission permission, RouteHandler handler) {
    return new Route("POST", path, permission, List.of(), null, handler);
  }

  static Route delete(
      Action look,
      String path,
      Permission permission,
      List<Parameter> parameters,
      RouteHandler handler) {
    return new Route("DELETE", path, permission, parameters, look, handler);
  }

  boolean changesState() {
    return !method.equals("GET");
  }
}
