package io.kubescribe.app.setup;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.kubescribe.app.cli.TestTerminal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `setup --apply` against a server that takes everything, or refuses one path.
class ApplyTest {
  private final TestTerminal terminal = new TestTerminal();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private volatile String refused = "nothing";

  @TempDir private Path folder;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    Files.writeString(
        folder.resolve("config"),
        """
        current-context: c
        clusters: [{name: c, cluster: {server: "http://127.0.0.1:%d"}}]
        users: [{name: c, user: {token: "secret-of-the-operator"}}]
        contexts: [{name: c, context: {cluster: c, user: c}}]
        """
            .formatted(server.getAddress().getPort()));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String path = exchange.getRequestURI().getPath();
    requests.add(
        exchange.getRequestMethod()
            + " "
            + exchange.getRequestURI()
            + " "
            + exchange.getRequestHeaders().getFirst("Content-Type"));
    boolean refuse = path.contains(refused);
    byte[] answer =
        refuse
            ? "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"message\":\"not you\",\"code\":403}"
                .getBytes(StandardCharsets.UTF_8)
            : body;
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(refuse ? 403 : 200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private int apply(String... more) {
    List<String> arguments =
        new java.util.ArrayList<>(
            List.of("setup", "--apply", "--kubeconfig", folder.resolve("config").toString()));
    arguments.addAll(List.of(more));
    return terminal.run(new SetupCommand(terminal.open()), arguments.toArray(String[]::new));
  }

  @Test
  void every_object_is_applied_on_the_server_in_order() {
    assertThat(apply()).isZero();
    assertThat(requests)
        .hasSize(8)
        .allMatch(request -> request.startsWith("PATCH "))
        .allMatch(request -> request.contains("fieldManager=kubescribe-setup"))
        .allMatch(request -> request.contains("application/apply-patch+yaml"));
    assertThat(requests.getFirst()).contains("/api/v1/namespaces/kubescribe?");
    assertThat(terminal.out().lines()).hasSize(8).allMatch(line -> line.endsWith(": applied"));
    assertThat(terminal.err())
        .contains("policy, webhook and flags can't be applied", "kubescribe-tls")
        .doesNotContain("secret-of-the-operator");
  }

  @Test
  void a_refused_object_is_named_and_the_others_are_applied() {
    refused = "clusterroles/";
    assertThat(apply("rbac")).isEqualTo(1);
    assertThat(requests).hasSize(4);
    assertThat(terminal.out())
        .contains("ClusterRole kubescribe-gateway: failed: not you")
        .contains("ClusterRoleBinding kubescribe-gateway: applied");
  }

  @Test
  void a_context_that_is_not_there_is_refused() {
    assertThat(apply("--context", "other")).isEqualTo(2);
    assertThat(requests).isEmpty();
    assertThat(terminal.err()).contains("no context 'other'");
  }

  @Test
  void a_cluster_that_is_away_is_said_once() {
    server.stop(0);
    assertThat(apply()).isEqualTo(1);
    assertThat(terminal.out().lines())
        .hasSize(1)
        .allMatch(line -> line.contains("does not answer"));
  }
}
