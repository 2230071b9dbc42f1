package io.kubescribe.app.page;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/// Events that callers have chosen with care: what they send into every field is there to break a
/// page or to mislead its reader.
final class OddEvents {
  static final String CLUSTER = "odd";

  /// Each would set `window.broken` if a page took it for markup, script or address.
  static final List<String> PAYLOADS =
      List.of(
          "<img src=x onerror=window.broken=1>",
          "\"><script>window.broken=1</script>",
          "<svg/onload=window.broken=1>",
          "javascript:window.broken=1",
          "{{constructor.constructor('window.broken=1')()}}",
          "'-(window.broken=1)-'",
          "</textarea><iframe srcdoc=\"<script>parent.broken=1</script>\">",
          "<style>@import 'http://198.51.100.1/x.css'</style>");

  /// Right-to-left override: shown as it is, the name would read "gnp.exe".
  static final String OVERRIDE = "alice\u202eexe.png";

  /// A zero-width space and a Cyrillic letter in a name that looks like another.
  static final String LOOKALIKE = "\u0430dmin\u200b@example.com";

  static final String LONG = "n".repeat(300);
  static final int LARGE = 60 << 10;

  private static final JsonMapper JSON = new JsonMapper();

  private OddEvents() {}

  /// Every payload in every field that a client can write.
  static byte[] payloads() {
    return list(
        IntStream.range(0, PAYLOADS.size())
            .mapToObj(i -> event(i, PAYLOADS.get(i), PAYLOADS.get(i), PAYLOADS.get(i)))
            .toList());
  }

  /// Names that are long, turned round or not what they look like, and one of 60 KB.
  static byte[] names() {
    return list(
        List.of(
            event(100, OVERRIDE, "web", "ok"),
            event(101, LOOKALIKE, "web", "ok"),
            event(102, LONG, LONG, LONG),
            event(103, "large", "web", "v".repeat(LARGE)),
            event(104, "שלום\u2066עולם", "日本語", "ok")));
  }

  private static Map<String, Object> event(int number, String user, String name, String body) {
    Map<String, Object> event = new TreeMap<>();
    event.put("level", "RequestResponse");
    event.put("auditID", "odd-" + number + "-" + name.substring(0, Math.min(name.length(), 60)));
    event.put("stage", "ResponseComplete");
    event.put("requestURI", "/api/v1/namespaces/x/pods/" + name);
    event.put("verb", number % 2 == 0 ? "create" : name);
    event.put(
        "user",
        Map.of(
            "username",
            user,
            "groups",
            List.of(name, "system:authenticated"),
            "extra",
            Map.of(name, List.of(body))));
    event.put("impersonatedUser", Map.of("username", user));
    event.put("sourceIPs", List.of(name, "192.0.2.7"));
    event.put("userAgent", body);
    event.put(
        "objectRef",
        Map.of("resource", name, "namespace", name, "name", name, "subresource", name));
    event.put("responseStatus", Map.of("code", 403, "reason", name, "message", body));
    event.put("requestObject", Map.of("kind", "Pod", name, body, "spec", Map.of("text", body)));
    event.put("annotations", Map.of("authorization.k8s.io/decision", "forbid", name, body));
    event.put("stageTimestamp", "2026-11-20T13:%02d:00.%06dZ".formatted(number % 60, number));
    event.put(
        "requestReceivedTimestamp", "2026-11-20T13:%02d:00.%06dZ".formatted(number % 60, number));
    return event;
  }

  private static byte[] list(List<Map<String, Object>> events) {
    Map<String, Object> list =
        Map.of("kind", "EventList", "apiVersion", "audit.k8s.io/v1", "items", events);
    return JSON.writeValueAsBytes(list);
  }
}
