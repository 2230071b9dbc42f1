package io.kubescribe.ingest.simulated;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a request is about, by its decoded path, as kube-apiserver reads it.
///
/// @param uri target in origin form, as sent
/// @param path decoded
/// @param resource empty when the path is none of a resource
/// @param name empty for lists
/// @param subresource empty if there is none
/// @param rest what follows a `proxy` subresource
record RequestInfo(
    String uri,
    String path,
    Parameters parameters,
    String verb,
    String apiGroup,
    String apiVersion,
    String namespace,
    String resource,
    String name,
    String subresource,
    List<String> rest) {

  /// @return empty if the target is no path that a server of Go's would serve
  static Optional<RequestInfo> of(String method, String target) {
    String uri = target;
    if (!uri.startsWith("/")) {
      try {
        URI absolute = new URI(target);
        uri =
            (absolute.getRawPath() == null ? "" : absolute.getRawPath())
                + (absolute.getRawQuery() == null ? "" : "?" + absolute.getRawQuery());
      } catch (URISyntaxException e) {
        return Optional.empty();
      }
    }
    int question = uri.indexOf('?');
    String raw = question < 0 ? uri : uri.substring(0, question);
    Parameters parameters = Parameters.of(question < 0 ? "" : uri.substring(question + 1));
    String path = Parameters.decode(raw, false);
    List<String> parts = new ArrayList<>(Arrays.asList(trim(path).split("/", -1)));
    if (path.contains("//") || parts.contains("..") || parts.contains(".")) {
      return Optional.empty();
    }
    return Optional.of(new Builder(uri, path, parameters, parts).build(method));
  }

  private static String trim(String path) {
    int start = 0;
    int end = path.length();
    while (start < end && path.charAt(start) == '/') {
      start++;
    }
    while (end > start && path.charAt(end - 1) == '/') {
      end--;
    }
    return path.substring(start, end);
  }

  boolean isResource() {
    return !resource.isEmpty();
  }

  /// With its subresource, as rules name it.
  String fullResource() {
    return subresource.isEmpty() ? resource : resource + "/" + subresource;
  }

  /// Whether the audit log tells its start and its end apart.
  boolean isLongRunning() {
    return verb.equals("watch")
        || List.of("exec", "attach", "portforward", "proxy", "log").contains(subresource);
  }

  private record Builder(String uri, String path, Parameters parameters, List<String> parts) {
    RequestInfo build(String method) {
      String group = "";
      String version = "";
      List<String> left = List.of();
      if (parts.getFirst().equals("api") && parts.size() > 2) {
        version = parts.get(1);
        left = parts.subList(2, parts.size());
      } else if (parts.getFirst().equals("apis") && parts.size() > 3) {
        group = parts.get(1);
        version = parts.get(2);
        left = parts.subList(3, parts.size());
      }
      String namespace = "";
      if (left.size() > 2 && left.getFirst().equals("namespaces") && !isNamespaceItself(left)) {
        namespace = left.get(1);
        left = left.subList(2, left.size());
      } else if (left.size() >= 2 && left.getFirst().equals("namespaces")) {
        namespace = left.get(1);
      }
      String resource = left.isEmpty() ? "" : left.getFirst();
      String name = left.size() > 1 ? left.get(1) : "";
      String subresource = left.size() > 2 ? left.get(2) : "";
      List<String> rest = left.size() > 3 ? left.subList(3, left.size()) : List.of();
      return new RequestInfo(
          uri,
          path,
          parameters,
          verb(method, resource, name),
          group,
          version,
          namespace,
          resource,
          name,
          subresource,
          List.copyOf(rest));
    }

    private static boolean isNamespaceItself(List<String> left) {
      return List.of("status", "finalize").contains(left.get(2));
    }

    private String verb(String method, String resource, String name) {
      if (resource.isEmpty()) {
        return method.toLowerCase(Locale.ROOT);
      }
      return switch (method) {
        case "POST" -> "create";
        case "PUT" -> "update";
        case "PATCH" -> "patch";
        case "DELETE" -> name.isEmpty() ? "deletecollection" : "delete";
        default -> !name.isEmpty() ? "get" : parameters.flag("watch") ? "watch" : "list";
      };
    }
  }

  /// For reading a query, which keeps its order.
  record Parameters(List<String[]> pairs) {
    static Parameters of(String query) {
      List<String[]> pairs = new ArrayList<>();
      for (String pair : query.split("&", -1)) {
        if (!pair.isEmpty()) {
          int equals = pair.indexOf('=');
          pairs.add(
              equals < 0
                  ? new String[] {decode(pair, true), ""}
                  : new String[] {
                    decode(pair.substring(0, equals), true),
                    decode(pair.substring(equals + 1), true)
                  });
        }
      }
      return new Parameters(pairs);
    }

    List<String> all(String name) {
      return pairs.stream().filter(pair -> pair[0].equals(name)).map(pair -> pair[1]).toList();
    }

    Optional<String> first(String name) {
      return all(name).stream().findFirst();
    }

    String text(String name) {
      return first(name).orElse("");
    }

    /// As Kubernetes converts: absent, `0` and `false` are false, all else is true, and only the
    /// first counts.
    boolean flag(String name) {
      return first(name)
          .map(value -> !value.equals("0") && !value.equalsIgnoreCase("false"))
          .orElse(false);
    }

    private static String decode(String text, boolean plus) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      byte[] out = new byte[bytes.length];
      int length = 0;
      for (int i = 0; i < bytes.length; i++) {
        byte b = bytes[i];
        if (b == '%' && i + 2 < bytes.length) {
          int high = Character.digit(bytes[i + 1], 16);
          int low = Character.digit(bytes[i + 2], 16);
          if (high >= 0 && low >= 0) {
            b = (byte) ((high << 4) | low);
            i += 2;
          }
        } else if (plus && b == '+') {
          b = ' ';
        }
        out[length++] = b;
      }
      return new String(out, 0, length, StandardCharsets.UTF_8);
    }
  }
}
