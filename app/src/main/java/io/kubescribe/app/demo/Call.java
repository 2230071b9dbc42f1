package io.kubescribe.app.demo;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One request to the API server and how it went. Values are set before it is put on the
/// [Timeline]; used by one thread.
final class Call {
  final Caller caller;
  final String verb;
  final @Nullable Target target;
  final String path;
  String query = "";
  int code = 200;
  @Nullable String message;
  @Nullable String reason;
  boolean denied;
  String level = "Metadata";
  @Nullable String requestObject;
  @Nullable String responseObject;
  @Nullable String actingAs;
  @Nullable String extraAnnotation;
  Duration took = Duration.ofMillis(4);
  boolean longRunning;
  boolean announced;
  @Nullable String container;
  @Nullable DemoRecording recording;

  private Call(Caller caller, String verb, @Nullable Target target, String path) {
    this.caller = caller;
    this.verb = verb;
    this.target = target;
    this.path = path;
    this.code = verb.equals("create") ? 201 : 200;
    this.longRunning = verb.equals("watch");
  }

  static Call of(Caller caller, String verb, Target target) {
    return new Call(caller, verb, target, target.path(verb));
  }

  /// A request to a path that is no resource, such as `/version`.
  static Call nonResource(Caller caller, String path) {
    return new Call(caller, "get", null, path);
  }

  /// A watch that ends after `lasted`.
  static Call watch(Caller caller, Target target, Duration lasted) {
    Call call = of(caller, "watch", target);
    call.query = "allowWatchBookmarks=true&timeoutSeconds=" + lasted.toSeconds() + "&watch=true";
    call.took = lasted;
    return call;
  }

  /// An exec, attach or port-forward that ends after `lasted`: `get` over WebSocket, `create` over
  /// SPDY.
  static Call stream(Caller caller, String verb, Target target, String query, Duration lasted) {
    Call call = of(caller, verb, target);
    call.query = query;
    call.code = 101;
    call.took = lasted;
    call.longRunning = true;
    call.announced = true;
    return call;
  }

  /// An exec into a container of a pod whose session was recorded: takes as long as the recording.
  ///
  /// @param name of the recording
  static Call recorded(Caller caller, String verb, Target pod, String container, String name) {
    DemoRecording recording = DemoRecording.read(name);
    StringBuilder query = new StringBuilder();
    for (String part : recording.command()) {
      query.append("command=").append(URLEncoder.encode(part, StandardCharsets.UTF_8)).append('&');
    }
    query.append("container=").append(container);
    query.append(recording.tty() ? "&stdin=true&stdout=true&tty=true" : "&stderr=true&stdout=true");
    Call call = stream(caller, verb, pod.sub("exec"), query.toString(), recording.duration());
    call.container = container;
    call.recording = recording;
    return call;
  }

  Call query(String text) {
    query = text;
    return this;
  }

  Call took(Duration duration) {
    took = duration;
    return this;
  }

  Call actingAs(String user) {
    actingAs = user;
    return this;
  }

  Call annotation(String name, String value) {
    extraAnnotation = Json.quote(name) + ":" + Json.quote(value);
    return this;
  }

  /// Logged at `RequestResponse` with these bodies.
  Call bodies(@Nullable String request, @Nullable String response) {
    level = "RequestResponse";
    requestObject = request;
    responseObject = response;
    return this;
  }

  /// Followed to the end like a watch: `ResponseStarted`, then `ResponseComplete`.
  Call streamed() {
    longRunning = true;
    return this;
  }

  /// Refused by the authorizer.
  Call forbidden() {
    denied = true;
    Target object = target;
    String what =
        object == null
            ? "forbidden: User \"%s\" cannot get path \"%s\"".formatted(caller.username(), path)
            : "%s is forbidden: User \"%s\" cannot %s resource \"%s\" in API group \"%s\" %s"
                .formatted(
                    named(object),
                    caller.username(),
                    verb,
                    object.subresource() == null
                        ? object.resource()
                        : object.resource() + "/" + object.subresource(),
                    object.group(),
                    object.namespace() == null
                        ? "at the cluster scope"
                        : "in the namespace \"" + object.namespace() + "\"");
    return failed(403, "Forbidden", what);
  }

  /// Let in by the authorizer and refused by an admission check.
  Call refused(String why) {
    return failed(
        403, "Forbidden", (target == null ? "" : named(target) + " is forbidden: ") + why);
  }

  Call notFound() {
    return failed(404, "NotFound", (target == null ? "path" : named(target)) + " not found");
  }

  Call conflict() {
    return failed(
        409,
        "Conflict",
        "Operation cannot be fulfilled on "
            + (target == null ? "" : named(target))
            + ": the object has been modified; please apply your changes to the latest version and"
            + " try again");
  }

  Call alreadyExists() {
    return failed(409, "AlreadyExists", (target == null ? "" : named(target)) + " already exists");
  }

  Call unauthorized() {
    return failed(401, "Unauthorized", "Unauthorized");
  }

  private Call failed(int status, String why, String text) {
    code = status;
    reason = why;
    message = text;
    return this;
  }

  private static String named(Target object) {
    return object.name() == null
        ? object.qualifiedResource()
        : object.qualifiedResource() + " \"" + object.name() + "\"";
  }

  String uri() {
    return query.isEmpty() ? path : path + "?" + query;
  }
}
