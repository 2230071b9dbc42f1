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
import java.util.concurrent.CopyOnWriteArrayList;

/// Answers `/api/v1/events` with pages of given events; the cursor is a position.
final class FakeApi implements AutoCloseable {
  static final String TOKEN = "t".repeat(43);

  final List<String> events = new ArrayList<>();
  final List<Map<String, String>> asked = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private int status = 200;
  private String error = "";

  FakeApi() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/v1/events", this::answer);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  void failWith(int newStatus, String body) {
    status = newStatus;
    error = body;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, String> parameters = new HashMap<>();
      for (String pair : exchange.getRequestURI().getRawQuery().split("&")) {
        String[] parts = pair.split("=", 2);
        parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
      }
      asked.add(parameters);
      boolean known =
          ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
      byte[] body =
          (known ? status == 200 ? page(parameters) : error : "{}")
              .getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(known ? status : 401, body.length);
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
