package io.kubescribe.ingest.gateway;

import io.kubescribe.ingest.http.Wire;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// An apiserver that does on each connection what a test says. Answers `SelfSubjectReview` by
/// itself: the user is the token's text.
final class ScriptedServer implements Closeable {
  /// A request as it came, with headers as they came.
  record Request(String line, List<String> headers, Wire wire) {
    String method() {
      return line.split(" ")[0];
    }

    String uri() {
      return line.split(" ")[1];
    }

    List<String> all(String name) {
      String prefix = name.toLowerCase(Locale.ROOT) + ":";
      return headers.stream()
          .filter(header -> header.toLowerCase(Locale.ROOT).startsWith(prefix))
          .map(header -> header.substring(prefix.length()).strip())
          .toList();
    }

    String header(String name) {
      return all(name).isEmpty() ? "" : all(name).getFirst();
    }

    void answer(String head) throws IOException {
      wire.send("HTTP/1.1 " + head);
    }
  }

  @FunctionalInterface
  interface Script {
    /// @return whether another request may follow on the connection
    boolean serve(Request request) throws IOException;
  }

  final List<Request> requests = new CopyOnWriteArrayList<>();
  volatile Script script;
  volatile String reviewStatus = "201 Created";
  private final ServerSocket socket;
  private final Thread accepting;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  ScriptedServer(Script script) throws IOException {
    this(new ServerSocket(0, 100, InetAddress.getLoopbackAddress()), script);
  }

  /// @param socket such as one that speaks TLS
  ScriptedServer(ServerSocket socket, Script script) {
    this.script = script;
    this.socket = socket;
    this.accepting = Thread.ofVirtual().name("scripted").start(this::accept);
  }

  int port() {
    return socket.getLocalPort();
  }

  int connections() {
    return open.size();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = socket.accept();
        open.add(client);
        Thread.ofVirtual().name("scripted").start(() -> serve(client));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void serve(Socket client) {
    try (Wire wire = new Wire(client)) {
      while (one(wire)) {}
    } catch (IOException e) {
      // The client went.
    } finally {
      open.remove(client);
    }
  }

  private boolean one(Wire wire) throws IOException {
    String line = wire.line();
    List<String> headers = new CopyOnWriteArrayList<>();
    for (String header = wire.line(); !header.isEmpty(); header = wire.line()) {
      headers.add(header);
    }
    Request request = new Request(line, headers, wire);
    if (request.uri().endsWith("/selfsubjectreviews")) {
      review(request);
      return true;
    }
    requests.add(request);
    return script.serve(request);
  }

  private void review(Request request) throws IOException {
    var _ = request.wire().bytes(Integer.parseInt(request.header("Content-Length")));
    String user =
        request.all("Impersonate-User").isEmpty()
            ? request.header("Authorization").replace("Bearer ", "")
            : request.header("Impersonate-User");
    String body =
        "{\"kind\":\"SelfSubjectReview\",\"status\":{\"userInfo\":{\"username\":\""
            + user
            + "\",\"groups\":[\"system:authenticated\"]}}}";
    request.answer(reviewStatus + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
  }

  @Override
  public void close() throws IOException {
    socket.close();
    try {
      // A virtual thread in accept() keeps the closed socket listening until it has woken up.
      accepting.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (Socket client : open) {
      client.close();
    }
  }
}
