package io.kubescribe.ingest.simulated;

import io.kubescribe.core.json.StrictJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/// A simulated cluster over plain HTTP with three users, whose audit events and requests are kept.
public final class SimulatedFixture implements AutoCloseable {
  public static final String ADMIN = "admin-token";
  public static final String VIEWER = "viewer-token";
  public static final String GATEWAY = "gateway-token";

  private static final List<SimulatedUser> USERS =
      List.of(
          new SimulatedUser(
              "alice", "u-alice", List.of("devs"), ADMIN, List.of(SimulatedUser.Right.ALL)),
          new SimulatedUser("bob", "", List.of(), VIEWER, List.of(SimulatedUser.Right.VIEW)),
          new SimulatedUser(
              "gateway",
              "",
              List.of(),
              GATEWAY,
              List.of(
                  new SimulatedUser.Right(
                      List.of("impersonate"), List.of("users", "groups"), List.of("*")))));

  public final SimulatedCluster cluster;
  public final List<SeenRequest> requests = new CopyOnWriteArrayList<>();
  private final List<byte[]> events = new CopyOnWriteArrayList<>();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  public SimulatedFixture() {
    this(builder -> builder);
  }

  public SimulatedFixture(UnaryOperator<SimulatedCluster.Builder> change) {
    cluster =
        change
            .apply(
                SimulatedCluster.builder().users(USERS).audit(events::add).requests(requests::add))
            .build();
    cluster.start();
  }

  /// The audit events of one request, in the order in which they came.
  public List<JsonNode> events(String auditId) {
    return events.stream()
        .map(StrictJson.MAPPER::readTree)
        .filter(event -> event.path("auditID").asString("").equals(auditId))
        .toList();
  }

  public List<String> stages(String auditId) {
    return events(auditId).stream().map(event -> event.path("stage").asString("")).toList();
  }

  /// @param headers names and values in turn
  public HttpRequest.Builder request(String path, String token, String... headers) {
    HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(cluster.url() + path));
    if (!token.isEmpty()) {
      builder.header("Authorization", "Bearer " + token);
    }
    if (headers.length > 0) {
      builder.headers(headers);
    }
    return builder;
  }

  public HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  public <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body)
      throws IOException, InterruptedException {
    return client.send(request.build(), body);
  }

  public HttpResponse<String> get(String path, String token, String... headers)
      throws IOException, InterruptedException {
    return send(request(path, token, headers));
  }

  /// @param type of the content
  public HttpResponse<String> send(String method, String path, String type, String body)
      throws IOException, InterruptedException {
    return send(
        request(path, ADMIN, "Content-Type", type)
            .method(method, HttpRequest.BodyPublishers.ofString(body)));
  }

  public RawClient connect() throws IOException {
    return new RawClient(cluster.address().port());
  }

  @Override
  public void close() throws IOException {
    client.shutdownNow();
    cluster.close();
  }
}
