package io.kubescribe.queryapi.http;

import io.javalin.http.Context;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsConnectContext;
import io.kubescribe.core.recording.LiveView;
import io.kubescribe.core.recording.Recording;
import io.kubescribe.core.recording.Replays;
import io.kubescribe.queryapi.access.AccessEntry.Action;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Watching a session while it runs: a WebSocket that sends frames of ALiS. Each watcher has a
/// thread, which waits for its client: one that reads slowly gets what it missed later, and one
/// that does not read is let go.
final class LiveRoute implements Closeable {
  static final String PATH = SessionRoutes.SESSION + "/live";
  static final String PROTOCOL = "v1.alis";

  /// Codes from 4000 on tell the player that the stream is over, and why; after others it comes
  /// back.
  static final int ENDED = 4000;

  private static final int GOING_AWAY = 1001;
  private static final int SERVER_ERROR = 1011;

  /// Silence means that there is nothing to see, or that the connection is gone: a ping finds out.
  private static final Duration PING = Duration.ofSeconds(15);

  private static final long PATIENCE_SECONDS = 30;
  private static final int MOST_WATCHERS = 64;
  private static final String CALL = "call";
  private static final Logger log = LoggerFactory.getLogger(LiveRoute.class);

  private final Replays replays;
  private final Sessions sessions;
  private final Witness witness;
  private final Map<Session, Thread> watchers = new ConcurrentHashMap<>();

  LiveRoute(Replays replays, Sessions sessions, Witness witness) {
    this.replays = replays;
    this.sessions = sessions;
    this.witness = witness;
  }

  Route route() {
    return Route.look(
        Action.WATCH,
        PATH,
        SessionRoutes.REPLAY,
        List.of(),
        _ -> {
          throw new ApiException(
              ErrorCode.UPGRADE_REQUIRED, "this is a WebSocket with the subprotocol " + PROTOCOL);
        });
  }

  /// Before the handshake is answered; refuses by an exception.
  void admit(RouteGuard guard, Context context) throws Exception {
    Call call = guard.admitSocket(route(), context);
    String offered = context.header("Sec-WebSocket-Protocol");
    if (offered == null || !offered.split(",", 2)[0].strip().equals(PROTOCOL)) {
      throw ApiException.parameter("Sec-WebSocket-Protocol", PROTOCOL);
    }
    if (watchers.size() >= MOST_WATCHERS) {
      throw new ApiException(ErrorCode.BUSY, "too many watchers at once: try again");
    }
    witness.observeOne(
        call,
        () -> {
          Recording session = sessions.find(call.pathPart("session"), call.principal());
          context.attribute(
              CALL, new Watch(session, replays.live(session, ReplayRoutes.sight(call))));
          return Answer.json(_ -> {});
        });
  }

  private record Watch(Recording session, LiveView view) {}

  void configure(WsConfig socket) {
    socket.onConnect(this::connected);
    socket.onClose(context -> leave(context.session));
    socket.onError(context -> leave(context.session));
  }

  private void connected(WsConnectContext context) {
    Watch watch = Objects.requireNonNull(context.<Watch>attribute(CALL), "admitted before");
    Session client = context.session;
    Thread thread =
        Thread.ofVirtual()
            .name("watch-" + watch.session().id())
            .unstarted(() -> watch(watch, client));
    watchers.put(client, thread);
    thread.start();
  }

  private void leave(Session client) {
    Thread thread = watchers.remove(client);
    if (thread != null) {
      thread.interrupt();
    }
  }

  private void watch(Watch watch, Session client) {
    try (LiveView view = watch.view()) {
      while (client.isOpen()) {
        byte @Nullable [] frame = view.next(PING);
        if (frame != null) {
          send(callback -> client.sendBinary(ByteBuffer.wrap(frame), callback));
        } else if (view.hasEnded()) {
          client.close(ENDED, "the session has ended", Callback.NOOP);
          return;
        } else {
          send(callback -> client.sendPing(ByteBuffer.allocate(0), callback));
        }
      }
    } catch (InterruptedException e) {
      client.close(GOING_AWAY, "the server stops", Callback.NOOP);
    } catch (ExecutionException | TimeoutException e) {
      log.atDebug().setCause(e).log("a watcher is gone");
      client.disconnect();
    } catch (IOException | RuntimeException e) {
      log.atWarn()
          .addKeyValue("session", watch.session().id())
          .setCause(e)
          .log("watching a session broke off");
      client.close(SERVER_ERROR, "the recording can't be read: try again", Callback.NOOP);
    } finally {
      watchers.remove(client);
    }
  }

  /// Sends something.
  @FunctionalInterface
  private interface Sending {
    void send(Callback callback);
  }

  private static void send(Sending sending)
      throws InterruptedException, ExecutionException, TimeoutException {
    Callback.Completable sent = new Callback.Completable();
    sending.send(sent);
    sent.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    watchers.values().forEach(Thread::interrupt);
  }
}
