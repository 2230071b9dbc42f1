package io.kubescribe.ingest.gateway.request;

import io.kubescribe.core.session.SessionKind;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The target of a request line, split and decoded as kube-apiserver does it, so that what is
/// judged is what is executed: the apiserver takes `p/%65xec` and `exec/` for an exec.
///
/// Paths that two readers could take for different ones are refused: empty and dot segments,
/// encoded slashes, backslashes, `;`, control characters, UTF-8 that is none, and escapes within
/// escapes. Behind `…/proxy/`, where the path is a workload's own, only dot segments, backslashes
/// and control characters are.
///
/// @param uri path and query as they go upstream: the client's bytes, without scheme and host
/// @param path decoded
/// @param segments of the decoded path
public record RequestTarget(String uri, String path, List<String> segments, QueryParameters query) {
  private static final Pattern ABSOLUTE = Pattern.compile("(?i:https?)://[^/?#]+(?<rest>.*)");

  /// Slashes, dots, percent signs and backslashes that hide from whoever does not decode.
  private static final Pattern HIDDEN = Pattern.compile("(?i)%(2f|25|5c)|;");

  /// The kubelet's paths that give a shell, a connection or the runtime's streams.
  private static final Set<String> SHELLS =
      Set.of("exec", "attach", "run", "portforward", "cri", "debug");

  public RequestTarget {
    segments = List.copyOf(segments);
  }

  /// @param target as in the request line
  /// @throws RefusedException if it is not a path, or one that can be read in two ways
  public static RequestTarget parse(String target) throws RefusedException {
    Matcher absolute = ABSOLUTE.matcher(target);
    String uri = target;
    if (absolute.matches()) {
      String rest = absolute.group("rest");
      uri = rest.startsWith("/") ? rest : "/" + rest;
    }
    for (int i = 0; i < uri.length(); i++) {
      char c = uri.charAt(i);
      if (c <= ' ' || c >= 0x7f || c == '#') {
        throw RefusedException.badRequest("the path holds a character that must be encoded");
      }
    }
    if (!uri.startsWith("/")) {
      throw RefusedException.badRequest("the request has no path");
    }
    int question = uri.indexOf('?');
    String raw = question < 0 ? uri : uri.substring(0, question);
    String path =
        PercentCoding.decode(raw, false)
            .orElseThrow(() ->
                RefusedException.badRequest("the path holds a broken escape, or is not UTF-8"));
    List<String> segments = List.of(trimmed(path).substring(1).split("/", -1));
    requirePlain(raw, path, segments);
    return new RequestTarget(
        uri,
        path,
        segments,
        question < 0 ? QueryParameters.NONE : QueryParameters.parse(uri.substring(question + 1)));
  }

  /// Without slashes at its end, of which the apiserver does not care.
  private static String trimmed(String path) {
    int end = path.length();
    while (end > 1 && path.charAt(end - 1) == '/') {
      end--;
    }
    return path.substring(0, end);
  }

  private static void requirePlain(String raw, String path, List<String> segments)
      throws RefusedException {
    for (int i = 0; i < path.length(); i++) {
      if (Character.isISOControl(path.charAt(i)) || path.charAt(i) == '\\') {
        throw RefusedException.badRequest("the path holds a control character or a backslash");
      }
    }
    if (segments.contains(".") || segments.contains("..")) {
      throw RefusedException.badRequest("the path holds a segment '.' or '..'");
    }
    // The proxied part is the workload's; an escape before it could move where it begins.
    String judged = beforeProxied(raw, segments);
    if (judged.contains("//")) {
      throw RefusedException.badRequest("the path holds an empty segment");
    }
    if (HIDDEN.matcher(judged).find()) {
      throw RefusedException.badRequest("the path holds an encoded '/', '%' or '\\', or a ';'");
    }
  }

  /// The raw path up to the `proxy` of a proxied request, all of it for others.
  private static String beforeProxied(String raw, List<String> segments) {
    int last =
        switch (purpose("GET", segments)) {
          case Purpose.NodeProxy _ -> 4;
          case Purpose.WorkloadProxy _ -> 6;
          case Purpose.Session _,
              Purpose.EphemeralContainers _,
              Purpose.PodCreation _,
              Purpose.Other _ ->
              0;
        };
    if (last == 0) {
      return raw;
    }
    // One more for the empty text before the first slash, one for the rest.
    String[] parts = raw.split("/", last + 3);
    return parts.length < last + 3
        ? raw
        : raw.substring(0, raw.length() - parts[last + 2].length());
  }

  /// What it is for.
  public Purpose purpose(String method) {
    return purpose(method, segments);
  }

  private static Purpose purpose(String method, List<String> segments) {
    if (segments.size() < 4 || !segments.get(0).equals("api")) {
      return new Purpose.Other();
    }
    if (segments.size() >= 5
        && segments.get(2).equals("nodes")
        && segments.get(4).equals("proxy")) {
      String below = segments.size() > 5 ? segments.get(5).toLowerCase(Locale.ROOT) : "";
      return new Purpose.NodeProxy(segments.get(3), SHELLS.contains(below));
    }
    if (!segments.get(2).equals("namespaces") || segments.size() < 5) {
      return new Purpose.Other();
    }
    String namespace = segments.get(3);
    String resource = segments.get(4);
    if (segments.size() == 5) {
      return resource.equals("pods") && method.equals("POST")
          ? new Purpose.PodCreation(namespace)
          : new Purpose.Other();
    }
    String name = segments.get(5);
    String subresource = segments.size() > 6 ? segments.get(6) : "";
    if (resource.equals("services") && subresource.equals("proxy")) {
      return new Purpose.WorkloadProxy(resource, namespace, name);
    }
    if (!resource.equals("pods")) {
      return new Purpose.Other();
    }
    return switch (subresource) {
      case "exec" -> new Purpose.Session(SessionKind.EXEC, namespace, name);
      case "attach" -> new Purpose.Session(SessionKind.ATTACH, namespace, name);
      case "portforward" -> new Purpose.Session(SessionKind.PORT_FORWARD, namespace, name);
      case "proxy" -> new Purpose.WorkloadProxy(resource, namespace, name);
      case "ephemeralcontainers" ->
          method.equals("PATCH") || method.equals("PUT")
              ? new Purpose.EphemeralContainers(namespace, name)
              : new Purpose.Other();
      default -> new Purpose.Other();
    };
  }
}
