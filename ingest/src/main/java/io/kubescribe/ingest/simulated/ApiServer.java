package io.kubescribe.ingest.simulated;

import io.kubescribe.ingest.simulated.http.Exchange;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/// Takes each request through audit, authentication, impersonation and authorization to its route,
/// in kube-apiserver's order. Safe for use by many threads.
final class ApiServer {
  private static final Logger log = LoggerFactory.getLogger(ApiServer.class);
  private static final Set<String> HEALTH = Set.of("/healthz", "/livez", "/readyz");

  /// Where events and requests go besides the answer.
  record Sinks(Consumer<byte[]> audit, Consumer<SeenRequest> requests) {}

  /// The handlers behind the filters.
  record Routes(
      ObjectRoutes objects,
      LogRoutes logs,
      StreamRoutes streams,
      ReviewRoutes reviews,
      PodProxy proxy) {}

  private final Authenticator authenticator;
  private final Authorizer authorizer;
  private final Routes routes;
  private final Sinks sinks;
  private final InstantSource clock;

  ApiServer(
      Authenticator authenticator,
      Authorizer authorizer,
      Routes routes,
      Sinks sinks,
      InstantSource clock) {
    this.authenticator = authenticator;
    this.authorizer = authorizer;
    this.routes = routes;
    this.sinks = sinks;
    this.clock = clock;
  }

  void handle(Exchange exchange) {
    String auditId = auditId(exchange.headers());
    sinks.requests.accept(
        new SeenRequest(
            exchange.method(), exchange.target(), exchange.headers().entries(), auditId));
    try {
      Optional<RequestInfo> info = RequestInfo.of(exchange.method(), exchange.target());
      if (info.isPresent()) {
        authenticate(exchange, info.get(), auditId);
      } else {
        exchange.answer(
            404,
            Call.unchecked().add("Audit-Id", auditId).add("Content-Type", "text/plain"),
            "404 page not found\n".getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      log.atDebug().setCause(e).log("a client has gone before its answer");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// The client's first value whatever it is, as kube-apiserver takes it.
  private static String auditId(HttpHeaders headers) {
    String claimed = headers.get("Audit-ID", "");
    return claimed.isEmpty() ? UUID.randomUUID().toString() : claimed;
  }

  private void authenticate(Exchange exchange, RequestInfo info, String auditId)
      throws IOException, InterruptedException {
    HttpHeaders headers = exchange.headers();
    Audit audit = new Audit(sinks.audit, clock, auditId);
    Optional<SimulatedUser> user = authenticator.user(headers);
    Caller caller =
        user.map(known -> known.equals(Authenticator.ANONYMOUS) ? anonymous() : Caller.of(known))
            .orElseGet(() -> new Caller("", "", List.of(), Map.of()));
    audit.request(info, user.isEmpty() ? null : caller);
    audit.source(forwardedFor(headers), exchange.peer(), headers.get("User-Agent"));
    audit.object(info);
    Call call = new Call(exchange, info, caller, audit, auditId, clock);
    if (user.isEmpty()) {
      call.unauthorized();
      return;
    }
    audit.received();
    try {
      Optional<Caller> impersonated = Authenticator.impersonated(headers, user.get());
      impersonated.ifPresent(audit::impersonated);
      Caller effective = impersonated.orElse(caller);
      authorize(effective, info, audit);
      route(new Call(exchange, info, effective, audit, auditId, clock));
    } catch (ApiException e) {
      call.answer(e.code(), e.status());
    }
  }

  private static Caller anonymous() {
    return new Caller(
        Authenticator.ANONYMOUS.name(), "", Authenticator.ANONYMOUS.groups(), Map.of());
  }

  private static List<String> forwardedFor(HttpHeaders headers) {
    List<String> claimed = new ArrayList<>();
    for (String line : headers.getAll("X-Forwarded-For")) {
      Arrays.stream(line.split(",", -1))
          .map(String::strip)
          .filter(address -> !address.isEmpty())
          .forEach(claimed::add);
    }
    String real = headers.get("X-Real-Ip", "").strip();
    if (!real.isEmpty() && !claimed.contains(real)) {
      claimed.add(real);
    }
    return claimed;
  }

  private void authorize(Caller caller, RequestInfo info, Audit audit) throws ApiException {
    try {
      authorizer.require(caller, info);
      audit.decided(true, "simulated: a right of the user covers it");
    } catch (ApiException e) {
      audit.decided(false, "");
      throw e;
    }
  }

  private void route(Call call) throws ApiException, IOException, InterruptedException {
    RequestInfo info = call.info();
    if (!info.isResource()) {
      document(call);
    } else if (info.apiGroup().startsWith("auth")) {
      routes.reviews.serve(call);
    } else if (info.resource().equals("pods") && !info.subresource().isEmpty()) {
      pod(call);
    } else {
      Optional<ApiResource> resource = ApiResource.of(info.apiGroup(), info.resource());
      if (resource.isEmpty() || !isServed(info)) {
        throw ApiException.noSuchPath();
      }
      routes.objects.serve(call, resource.get());
    }
  }

  private static boolean isServed(RequestInfo info) {
    return info.subresource().isEmpty() || info.subresource().equals("status");
  }

  private void document(Call call) throws ApiException, IOException {
    String path = call.info().path();
    if (HEALTH.contains(path)) {
      call.text(200, "ok");
      return;
    }
    String trimmed = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    Optional<JsonNode> document = Discovery.document(trimmed);
    call.answer(200, document.orElseThrow(ApiException::noSuchPath));
  }

  private void pod(Call call) throws ApiException, IOException, InterruptedException {
    switch (call.info().subresource()) {
      case "exec" -> routes.streams.remote(call, true);
      case "attach" -> routes.streams.remote(call, false);
      case "portforward" -> routes.streams.portForward(call);
      case "log" -> routes.logs.serve(call);
      case "proxy" -> routes.proxy.serve(call);
      case "ephemeralcontainers" -> routes.objects.ephemeralContainers(call);
      case "status" -> routes.objects.serve(call, ApiResource.PODS);
      default -> throw ApiException.noSuchPath();
    }
  }
}
