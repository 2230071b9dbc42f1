package io.kubescribe.ingest.gateway;

import io.kubescribe.core.json.StrictJson;
import io.kubescribe.core.session.SessionId;
import io.kubescribe.ingest.gateway.identity.ShortMemory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// What `kubectl debug` and `kubectl run` have made lately, so that the attach that follows names
/// it. By credential, so that nobody's attach is linked with another's pod. Safe for use by many
/// threads.
final class PodOrigins {
  private static final Duration KEPT = Duration.ofMinutes(10);
  private static final int MOST = 1_000;
  private static final int LONGEST = 1_024;

  private final ShortMemory<Place, Map<String, String>> origins;

  /// @param credential its key
  private record Place(String credential, String namespace, String pod) {}

  PodOrigins(InstantSource clock) {
    origins = new ShortMemory<>(MOST, KEPT, clock);
  }

  /// A change of ephemeral containers.
  ///
  /// @param body JSON, a patch or the pod; others are left alone
  void debugged(String credential, String namespace, String pod, SessionId request, byte[] body) {
    JsonNode containers = read(body).path("spec").path("ephemeralContainers");
    if (containers.isArray() && !containers.isEmpty()) {
      JsonNode last = containers.get(containers.size() - 1);
      add(new Place(credential, namespace, pod), "debug", request, last);
    }
  }

  /// A new pod.
  ///
  /// @param body JSON; others are left alone
  void made(String credential, String namespace, SessionId request, byte[] body) {
    JsonNode pod = read(body);
    String name = pod.path("metadata").path("name").asString("");
    JsonNode containers = pod.path("spec").path("containers");
    if (!name.isEmpty() && containers.isArray() && !containers.isEmpty()) {
      add(new Place(credential, namespace, name), "run", request, containers.get(0));
    }
  }

  private static JsonNode read(byte[] body) {
    try {
      return StrictJson.MAPPER.readTree(body);
    } catch (JacksonException e) {
      return StrictJson.MAPPER.missingNode();
    }
  }

  private void add(Place place, String how, SessionId request, JsonNode container) {
    Map<String, String> claims = new LinkedHashMap<>();
    claims.put("origin", how);
    claims.put("originAuditId", request.toString());
    put(claims, "originContainer", container.path("name").asString(""));
    put(claims, "originImage", container.path("image").asString(""));
    StringJoiner command = new StringJoiner(" ");
    for (String part : new String[] {"command", "args"}) {
      container.path(part).forEach(word -> command.add(word.asString("")));
    }
    put(claims, "originCommand", command.toString());
    origins.put(place, claims);
  }

  private static void put(Map<String, String> claims, String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      claims.put(name, value.length() > LONGEST ? value.substring(0, LONGEST) : value);
    }
  }

  /// Claims for a session in this pod; empty when it was not made by this credential lately.
  Map<String, String> of(String credential, String namespace, String pod) {
    return origins.get(new Place(credential, namespace, pod)).orElse(Map.of());
  }
}
