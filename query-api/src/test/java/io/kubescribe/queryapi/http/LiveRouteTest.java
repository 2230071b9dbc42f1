package io.kubescribe.queryapi.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubescribe.core.access.Principal;
import io.kubescribe.core.access.Right;
import io.kubescribe.core.access.Scope;
import io.kubescribe.core.recording.RecordingState;
import io.kubescribe.core.session.SessionStart;
import io.kubescribe.queryapi.access.AccessEntry;
import io.kubescribe.testkit.Eventually;
import io.kubescribe.testkit.replay.SampleSessions;
import io.kubescribe.testkit.store.BruteForceSearchStore;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Frames go to whoever may watch, in order, and the connection says when the session has ended.
final class LiveRouteTest {
  private static final Principal SHOP =
      new Principal("shop", Set.of(Right.REPLAY), new Scope(List.of("prod"), List.of("shop")));
  private static final Principal VIEWER =
      new Principal("viewer", Set.of(Right.SEARCH), Scope.EVERYTHING);

  private final HttpClient client = HttpClient.newHttpClient();
  private TestServer server;

  /// What a watcher gets.
  private static final class Watcher implements WebSocket.Listener {
    private final List<String> frames = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();

    @Override
    public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
      byte[] bytes = new byte[data.remaining()];
      data.get(bytes);
      frames.add(new String(bytes, StandardCharsets.UTF_8));
      socket.request(1);
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      closed.complete(code);
      return CompletableFuture.completedFuture(null);
    }
  }

  @BeforeEach
  void start(@TempDir Path data) throws Exception {
    server = new TestServer(new BruteForceSearchStore(), data);
    SessionStart shop = SampleSessions.start(1, "prod", "shop", "alice", "sh");
    server.recordings.put(SampleSessions.recording(1, shop, RecordingState.LIVE));
    SessionStart other = SampleSessions.start(2, "prod", "dev", "alice", "sh");
    server.recordings.put(SampleSessions.recording(2, other, RecordingState.LIVE));
  }

  @AfterEach
  void stop() {
    server.close();
    client.close();
  }

  private WebSocket.Builder asAdmin() {
    return client.newWebSocketBuilder().header("Authorization", "Bearer " + server.token);
  }

  private WebSocket.Builder as(Principal principal) {
    String cookie = server.as(principal, "/").build().headers().firstValue("Cookie").orElseThrow();
    return client.newWebSocketBuilder().header("Cookie", cookie);
  }

  private URI uri(int number) {
    return URI.create(
        "ws://"
            + server.server.address()
            + "/api/v1/sessions/"
            + SampleSessions.id(number)
            + "/live");
  }

  private static WebSocket open(WebSocket.Builder builder, URI uri, Watcher watcher) {
    return builder.subprotocols("v1.alis").buildAsync(uri, watcher).join();
  }

  private static int refused(WebSocket.Builder builder, URI uri) {
    try {
      open(builder, uri, new Watcher());
    } catch (CompletionException e) {
      if (e.getCause() instanceof WebSocketHandshakeException refused) {
        return refused.getResponse().statusCode();
      }
      throw e;
    }
    throw new AssertionError("was admitted");
  }

  @Test
  void a_watcher_gets_the_frames_in_order_and_learns_of_the_end() throws Exception {
    for (int i = 0; i < 100; i++) {
      server.replays.frames.add(("frame " + i).getBytes(StandardCharsets.UTF_8));
    }
    server.replays.frames.add(new byte[0]);
    Watcher watcher = new Watcher();
    WebSocket socket = open(asAdmin(), uri(1), watcher);
    assertThat(socket.getSubprotocol()).isEqualTo("v1.alis");
    assertThat(watcher.closed.get(10, TimeUnit.SECONDS)).isEqualTo(LiveRoute.ENDED);
    assertThat(watcher.frames).hasSize(100).startsWith("frame 0").endsWith("frame 99");
    assertThat(server.accessLog.entries)
        .anyMatch(entry ->
            entry.action() == AccessEntry.Action.WATCH
                && SampleSessions.id(1).toString().equals(entry.session())
                && entry.outcome() == AccessEntry.Outcome.ANSWERED);
  }

  @Test
  void a_watcher_that_leaves_is_let_go() {
    WebSocket socket = open(asAdmin(), uri(1), new Watcher());
    Eventually.within(Duration.ofSeconds(5), () -> server.replays.watchers.get() == 1, () -> "in");
    socket.abort();
    Eventually.within(Duration.ofSeconds(5), () -> server.replays.watchers.get() == 0, () -> "out");
  }

  @Test
  void whoever_has_no_right_or_scope_is_refused() {
    String own = "http://" + server.server.address();
    assertThat(refused(client.newWebSocketBuilder(), uri(1))).isEqualTo(401);
    assertThat(refused(as(VIEWER).header("Origin", own), uri(1))).isEqualTo(403);
    assertThat(refused(as(SHOP).header("Origin", own), uri(2))).isEqualTo(404);
    assertThat(refused(as(SHOP), uri(1))).isEqualTo(403);
    assertThat(refused(as(SHOP).header("Origin", "http://evil.example"), uri(1))).isEqualTo(403);
    Watcher watcher = new Watcher();
    open(as(SHOP).header("Origin", own), uri(1), watcher).abort();
  }

  @Test
  void another_protocol_is_refused() {
    assertThatThrownBy(() ->
            asAdmin().subprotocols("other", "v1.alis").buildAsync(uri(1), new Watcher()).join())
        .cause()
        .isInstanceOfSatisfying(
            WebSocketHandshakeException.class,
            e -> assertThat(e.getResponse().statusCode()).isEqualTo(400));
  }

  @Test
  void a_server_that_stops_lets_its_watchers_go() throws Exception {
    Watcher watcher = new Watcher();
    open(asAdmin(), uri(1), watcher);
    Eventually.within(Duration.ofSeconds(5), () -> server.replays.watchers.get() == 1, () -> "in");
    server.server.close();
    assertThat(watcher.closed.get(10, TimeUnit.SECONDS)).isEqualTo(1001);
    Eventually.within(Duration.ofSeconds(5), () -> server.replays.watchers.get() == 0, () -> "out");
  }
}
