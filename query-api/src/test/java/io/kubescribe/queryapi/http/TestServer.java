package io.kubescribe.queryapi.http;

import io.kubescribe.core.Component;
import io.kubescribe.core.access.Principal;
import io.kubescribe.core.config.HostPort;
import io.kubescribe.core.crypto.DataKey;
import io.kubescribe.core.store.ImportTallies;
import io.kubescribe.core.store.SearchStore;
import io.kubescribe.queryapi.QueryConfig;
import io.kubescribe.queryapi.RecordedSessions;
import io.kubescribe.queryapi.access.AdminToken;
import io.kubescribe.queryapi.access.Authenticator;
import io.kubescribe.testkit.derived.BruteForceSessionStore;
import io.kubescribe.testkit.replay.FakeControl;
import io.kubescribe.testkit.replay.FakeRecordings;
import io.kubescribe.testkit.replay.FakeReplays;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// A server on a free port of the loopback address, over any store.
final class TestServer implements Closeable {
  final RecordingAccessLog accessLog = new RecordingAccessLog();
  final Map<String, ImportTallies.ImportTally> tallies = new HashMap<>();
  final FakeRecordings recordings = new FakeRecordings();
  final FakeReplays replays = new FakeReplays();
  final FakeControl control = new FakeControl();
  final BruteForceSessionStore sessions = new BruteForceSessionStore();
  final String token;
  final QueryServer server;
  final FakeForwarders forwarders = new FakeForwarders();
  final List<Component> components = new CopyOnWriteArrayList<>();
  private final Authenticator authenticator;
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  TestServer(SearchStore store, Path data) throws IOException {
    this(store, data, QueryConfig.DEFAULT, InstantSource.system());
  }

  TestServer(SearchStore store, Path data, QueryConfig config, InstantSource clock)
      throws IOException {
    Path file = data.resolve("admin.token");
    authenticator = new Authenticator(config.auth(), AdminToken.open(file), clock);
    token = Files.readString(file).strip();
    components.add(store);
    server =
        new QueryServer(
            new QueryConfig(new HostPort("127.0.0.1", 0), config.hosts(), config.auth()),
            store,
            new RecordedSessions(recordings, replays, control),
            sessions,
            id -> Optional.ofNullable(tallies.get(id)),
            forwarders,
            authenticator,
            accessLog,
            new DataKey(new byte[32]),
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
            () -> components,
            clock);
    server.start();
  }

  URI uri(String path) {
    return URI.create("http://" + server.address() + path);
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(20));
  }

  HttpRequest.Builder asAdmin(String path) {
    return request(path).header("Authorization", "Bearer " + token);
  }

  /// As somebody who is signed in with a cookie.
  HttpRequest.Builder as(Principal principal, String path) {
    return request(path)
        .header("Cookie", cookieName() + "=" + authenticator.openSession(principal));
  }

  String cookieName() {
    return SessionCookie.ofPort(server.address().port()).name();
  }

  /// Sends a request as it stands, which the JDK's client refuses to.
  ///
  /// @return all that comes until the server closes the connection
  String exchange(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.address().port())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(asAdmin(path));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
