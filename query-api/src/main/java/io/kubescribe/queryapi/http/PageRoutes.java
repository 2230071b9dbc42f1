package io.kubescribe.queryapi.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The pages: static files from the class path, as the build of `web-static` packs them. They hold
/// no data, so they need no sign-in. Any other path that a browser opens gets the one page, whose
/// script reads the address.
final class PageRoutes {
  private static final String ROOT = "META-INF/resources/kubescribe";
  private static final Pattern FILE =
      Pattern.compile("(?:/[A-Za-z0-9_@-][A-Za-z0-9._@-]*)+\\.([a-z0-9]{2,11})");
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("html", "text/html; charset=utf-8"),
          Map.entry("js", "text/javascript; charset=utf-8"),
          Map.entry("css", "text/css; charset=utf-8"),
          Map.entry("json", "application/json"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("png", "image/png"),
          Map.entry("ico", "image/x-icon"),
          Map.entry("woff2", "font/woff2"),
          Map.entry("txt", "text/plain; charset=utf-8"),
          Map.entry("webmanifest", "application/manifest+json"));

  private static final String NOT_BUILT =
      """
      <!doctype html><meta charset="utf-8"><title>Kubescribe</title>
      <h1>Kubescribe</h1>
      <p>The pages are not part of this build. <code>mvn package</code> in the project's folder \
      builds them (Node 20 or newer). The API is at <code>/api/v1</code>, described by \
      <a href="/openapi.json">/openapi.json</a>.</p>
      """;

  private final ClassLoader classPath;
  private final Set<String> otherMethods;

  /// @param otherMethods paths that answer other methods only
  PageRoutes(ClassLoader classPath, Set<String> otherMethods) {
    this.classPath = classPath;
    this.otherMethods = Set.copyOf(otherMethods);
  }

  List<Route> routes() {
    Permission open = new Permission.Open();
    // Pages read their own parameters; the address bar may hold any.
    return List.of(
        Route.get("/", open, Route.ANY_PARAMETERS, this::page),
        Route.get("/*", open, Route.ANY_PARAMETERS, this::page));
  }

  private Answer page(Call call) throws IOException {
    String path = call.context().path();
    if (otherMethods.contains(path)) {
      throw new ApiException(ErrorCode.METHOD_NOT_ALLOWED, "this path does not answer GET");
    }
    if (path.startsWith("/api/")) {
      throw ApiException.notFound();
    }
    var file = FILE.matcher(path);
    if (file.matches()) {
      String type = TYPES.get(file.group(1));
      byte[] bytes = type == null ? null : read(path);
      if (type != null && bytes != null) {
        return new Answer(200, type, bytes, Map.of("Cache-Control", caching(path)), 1);
      }
    }
    String accept = call.context().header("Accept");
    if (!path.equals("/") && (accept == null || !accept.contains("text/html"))) {
      throw ApiException.notFound();
    }
    byte[] index = read("/index.html");
    return index == null
        ? Answer.text(200, "text/html; charset=utf-8", NOT_BUILT).with("Cache-Control", "no-cache")
        : new Answer(
            200,
            "text/html; charset=utf-8",
            index,
            Map.of(
                "Cache-Control", "no-cache", SecurityHeaders.POLICY, SecurityHeaders.PAGE_POLICY),
            1);
  }

  /// Files under `assets` have a hash of their content in their name.
  private static String caching(String path) {
    return path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache";
  }

  private byte @Nullable [] read(String path) throws IOException {
    try (InputStream in = classPath.getResourceAsStream(ROOT + path)) {
      return in == null ? null : in.readAllBytes();
    }
  }
}
