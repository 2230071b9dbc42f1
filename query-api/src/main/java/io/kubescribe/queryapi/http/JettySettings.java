package io.kubescribe.queryapi.http;

import io.javalin.config.JavalinConfig;
import io.kubescribe.core.config.HostPort;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// The listener's limits, each set because Jetty has none or a looser one.
final class JettySettings {
  /// A query of 10,000 characters takes up to 90,000 bytes in an address.
  private static final int MAX_REQUEST_HEAD = 128 << 10;

  private static final int MAX_RESPONSE_HEAD = 16 << 10;
  private static final long MAX_BODY = 64L << 10;
  private static final long IDLE_MILLIS = 30_000;
  private static final long MAX_MESSAGE = 1 << 10;

  /// More than three of the pings that keep it up.
  private static final Duration SOCKET_IDLE = Duration.ofMinutes(1);

  private static final int MAX_CONNECTIONS = 1_024;
  private static final int ACCEPT_QUEUE = 128;
  private static final int MAX_THREADS = 32;
  private static final long STOP_MILLIS = 5_000;

  private JettySettings() {}

  static void apply(JavalinConfig config, HostPort listen) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.prefer405over404 = true;
    config.http.maxRequestSize = MAX_BODY;
    config.jetty.threadPool = threads();
    config.jetty.modifyHttpConfiguration(JettySettings::limit);
    config.jetty.addConnector((server, http) -> connector(server, http, listen));
    config.jetty.modifyWebSocketServletFactory(sockets -> {
      // Watchers have nothing to say.
      sockets.setMaxTextMessageSize(MAX_MESSAGE);
      sockets.setMaxBinaryMessageSize(MAX_MESSAGE);
      sockets.setIdleTimeout(SOCKET_IDLE);
    });
    config.jetty.modifyServer(server -> {
      server.setStopTimeout(STOP_MILLIS);
      server.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, server));
      server.setErrorHandler(new PlainErrors());
    });
  }

  private static QueuedThreadPool threads() {
    QueuedThreadPool pool = new QueuedThreadPool(MAX_THREADS);
    pool.setName("query-jetty");
    pool.setVirtualThreadsExecutor(
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("query-", 0).factory()));
    return pool;
  }

  private static void limit(HttpConfiguration http) {
    http.setRequestHeaderSize(MAX_REQUEST_HEAD);
    http.setMaxResponseHeaderSize(MAX_RESPONSE_HEAD);
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
    http.setHttpCompliance(HttpCompliance.STRICT);
    http.setIdleTimeout(IDLE_MILLIS);
  }

  private static ServerConnector connector(Server server, HttpConfiguration http, HostPort listen) {
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost(listen.host());
    connector.setPort(listen.port());
    connector.setIdleTimeout(IDLE_MILLIS);
    connector.setAcceptQueueSize(ACCEPT_QUEUE);
    return connector;
  }

  /// What Jetty answers itself: requests that are no HTTP or past a limit.
  private static final class PlainErrors extends ErrorHandler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      Answer answer = ErrorAnswers.ofStatus(response.getStatus());
      HttpFields.Mutable headers = response.getHeaders();
      SecurityHeaders.ALL.forEach(headers::put);
      answer.headers().forEach(headers::put);
      headers.put(HttpHeader.CONTENT_TYPE, answer.contentType());
      response.write(true, ByteBuffer.wrap(answer.body()), callback);
      return true;
    }
  }
}
