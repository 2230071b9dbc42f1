package io.kubescribe.ingest.simulated;

import io.kubescribe.core.json.StrictJson;
import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The audit events of one request, in the shape that kube-apiserver 1.32 sends to a webhook. For
/// one thread.
final class Audit {
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
  private static final int LONGEST_AGENT = 1024;

  private final Consumer<byte[]> sink;
  private final InstantSource clock;
  private final ObjectNode common = StrictJson.MAPPER.createObjectNode();
  private final Instant received;
  private @Nullable Caller impersonated;
  private @Nullable String decision;
  private String reason = "";
  private @Nullable JsonNode requestObject;
  private @Nullable JsonNode responseObject;
  private boolean started;

  Audit(Consumer<byte[]> sink, InstantSource clock, String auditId) {
    this.sink = sink;
    this.clock = clock;
    this.received = clock.instant();
    common.put("level", "Metadata");
    common.put("auditID", auditId);
    common.put("stage", "");
  }

  void request(RequestInfo info, @Nullable Caller user) {
    common.put("requestURI", info.uri());
    common.put("verb", info.verb());
    ObjectNode who = common.putObject("user");
    if (user != null) {
      user.write(who);
    }
  }

  /// @param claimed addresses that the client names, which come first
  void source(List<String> claimed, InetAddress peer, @Nullable String agent) {
    ArrayNode ips = common.putArray("sourceIPs");
    claimed.forEach(ips::add);
    String last = peer.getHostAddress();
    if (claimed.isEmpty() || !claimed.getLast().equals(last)) {
      ips.add(last);
    }
    if (agent != null) {
      common.put(
          "userAgent",
          agent.length() > LONGEST_AGENT
              ? agent.substring(0, LONGEST_AGENT) + "...TRUNCATED"
              : agent);
    }
  }

  void object(RequestInfo info) {
    if (!info.isResource()) {
      return;
    }
    ObjectNode ref = common.putObject("objectRef");
    ref.put("resource", info.resource());
    put(ref, "namespace", info.namespace());
    put(ref, "name", info.name());
    put(ref, "apiGroup", info.apiGroup());
    ref.put("apiVersion", info.apiVersion());
    put(ref, "subresource", info.subresource());
  }

  private static void put(ObjectNode node, String name, String value) {
    if (!value.isEmpty()) {
      node.put(name, value);
    }
  }

  void impersonated(Caller user) {
    this.impersonated = user;
  }

  void decided(boolean allowed, String reason) {
    this.decision = allowed ? "allow" : "forbid";
    this.reason = reason;
  }

  /// From now on the level is RequestResponse.
  void bodies(JsonNode request) {
    common.put("level", "RequestResponse");
    this.requestObject = request;
  }

  void response(JsonNode response) {
    this.responseObject = response;
  }

  void received() {
    emit("RequestReceived", null);
  }

  /// The head of a long-running answer is written.
  void started(ObjectNode responseStatus) {
    started = true;
    emit("ResponseStarted", responseStatus);
  }

  boolean isStarted() {
    return started;
  }

  void complete(ObjectNode responseStatus) {
    emit("ResponseComplete", responseStatus);
  }

  /// The `responseStatus` of an answer without a `Status`.
  static ObjectNode code(int code) {
    ObjectNode status = StrictJson.MAPPER.createObjectNode();
    status.putObject("metadata");
    status.put("code", code);
    return status;
  }

  private void emit(String stage, @Nullable ObjectNode responseStatus) {
    ObjectNode event = common.deepCopy();
    event.put("stage", stage);
    if (responseStatus != null) {
      @Nullable Caller other = impersonated;
      if (other != null) {
        other.write(event.putObject("impersonatedUser"));
      }
      ObjectNode status = responseStatus.deepCopy();
      status.remove("kind");
      status.remove("apiVersion");
      event.set("responseStatus", status);
      if (requestObject != null) {
        event.set("requestObject", requestObject);
      }
      if (responseObject != null && stage.equals("ResponseComplete")) {
        event.set("responseObject", responseObject);
      }
    }
    Instant now = stage.equals("RequestReceived") ? received : clock.instant();
    event.put("requestReceivedTimestamp", MICROS.format(received));
    event.put("stageTimestamp", MICROS.format(now));
    if (responseStatus != null && decision != null) {
      event
          .putObject("annotations")
          .put("authorization.k8s.io/decision", decision)
          .put("authorization.k8s.io/reason", reason);
    }
    sink.accept(StrictJson.MAPPER.writeValueAsBytes(event));
  }
}
