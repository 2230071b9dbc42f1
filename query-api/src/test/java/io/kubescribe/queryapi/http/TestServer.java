package io.kubescribe.queryapi.http;

import io.kubescribe.core.Component;
import io.kubescribe.core.config.HostPort;
import io.kubescribe.core.crypto.DataKey;
import io.kubescribe.core.store.ImportTallies;
import io.kubescribe.core.store.SearchStore;
import io.kubescribe.queryapi.QueryConfig;
import io.kubescribe.queryapi.access.AdminToken;
import io.kubescribe.queryapi.access.Authenticator;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A server on a free port of the loopback address, over any store.
final class TestServer implements Closeable {
  final RecordingAccessLog accessLog = new RecordingAccessLog();
  final Map<String, ImportTallies.ImportTally> tallies = new HashMap<>();
  final String token;
  final QueryServer server;
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  TestServer(SearchStore store, Path data) throws IOException {
    this(store, data, QueryConfig.DEFAULT, InstantSource.system());
  }

  TestServer(SearchStore store, Path data, QueryConfig config, InstantSource clock)
      throws IOException {
    Path file = data.resolve("admin.token");
    Authenticator authenticator = new Authenticator(config.auth(), AdminToken.open(file), clock);
    token = Files.readString(file).strip();
    List<Component> components = List.of(store);
    server =
        new QueryServer(
            new QueryConfig(new HostPort("127.0.0.1", 0), config.hosts(), config.auth()),
            store,
            id -> Optional.ofNullable(tallies.get(id)),
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
