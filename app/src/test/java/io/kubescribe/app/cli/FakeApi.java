package io.kubescribe.app.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// Answers `/api/v1/events` with pages of given events, where the cursor is a position, and other
/// paths with what is given for them.
final class FakeApi implements AutoCloseable {
  static final String TOKEN = "t".repeat(43);

  final List<String> events = new ArrayList<>();
  final List<Map<String, String>> asked = new CopyOnWriteArrayList<>();

  /// What is answered for a path.
  final Map<String, String> files = new ConcurrentHashMap<>();

  /// Whether answers for paths end in their middle.
  volatile boolean breakOff;

  /// How many pages are given; then each is refused.
  final AtomicInteger answersLeft = new AtomicInteger(Integer.MAX_VALUE);

  private final HttpServer server;
  private int status = 200;
  private String error = "";

  FakeApi() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/v1/events", this::answer);
    server.createContext("/", this::file);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  void failWith(int newStatus, String body) {
    status = newStatus;
    error = body;
  }

  private static Map<String, String> parameters(HttpExchange exchange) {
    Map<String, String> parameters = new HashMap<>();
    String query = exchange.getRequestURI().getRawQuery();
    for (String pair : query == null ? new String[0] : query.split("&")) {
      String[] parts = pair.split("=", 2);
      parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return parameters;
  }

  private void file(HttpExchange exchange) throws IOException {
    try (exchange) {
      asked.add(parameters(exchange));
      String text = files.get(exchange.getRequestURI().getPath());
      String none = "{\"error\":{\"code\":\"not_found\",\"message\":\"no such thing\"}}";
      byte[] body = (text == null ? none : text).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(
          text == null ? 404 : 200, breakOff ? body.length + 1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, String> parameters = parameters(exchange);
      asked.add(parameters);
      boolean known =
          ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
      int code = !known ? 401 : answersLeft.getAndDecrement() > 0 ? status : 503;
      String text =
          switch (code) {
            case 200 -> page(parameters);
            case 401, 503 -> code == status ? error : "{}";
            default -> error;
          };
      byte[] body = text.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(code, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private String page(Map<String, String> parameters) {
    int from = Integer.parseInt(parameters.getOrDefault("cursor", "0"));
    int to = Math.min(events.size(), from + Integer.parseInt(parameters.get("limit")));
    return "{\"events\":[%s],\"next\":%s,\"total\":{\"value\":%d,\"exact\":true},\"tookMs\":2}"
        .formatted(
            String.join(",", events.subList(from, to)),
            to < events.size() ? "\"" + to + "\"" : "null",
            events.size());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
