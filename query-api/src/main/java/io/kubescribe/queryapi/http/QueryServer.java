package io.kubescribe.queryapi.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.kubescribe.core.CheckResult;
import io.kubescribe.core.Component;
import io.kubescribe.core.ConfigException;
import io.kubescribe.core.config.HostPort;
import io.kubescribe.core.crypto.DataKey;
import io.kubescribe.core.derived.SessionSearch;
import io.kubescribe.core.forward.ForwarderStatus;
import io.kubescribe.core.store.ImportTallies;
import io.kubescribe.core.store.SearchStore;
import io.kubescribe.queryapi.QueryConfig;
import io.kubescribe.queryapi.RecordedSessions;
import io.kubescribe.queryapi.access.AccessLog;
import io.kubescribe.queryapi.access.Authenticator;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Pages and query API over HTTP. Owns the listener's threads; stores, logs and keys stay the
/// caller's to close.
public final class QueryServer implements Component {
  private static final Logger log = LoggerFactory.getLogger(QueryServer.class);

  /// Reads at once; each keeps one core busy.
  private static final int READS_PER_CORE = 4;

  private final QueryConfig config;
  private final Authenticator authenticator;
  private final List<Route> routes;
  private final RouteGuard guard;
  private final @Nullable LiveRoute live;
  private volatile @Nullable Javalin listener;

  /// @param recorded what is told of sessions; null where no recordings are kept, and nothing is
  /// @param search finds sessions by what they showed; null where that is not searchable
  /// @param key of the data folder; cursors are signed with it
  /// @param metrics what `/metrics` shows; requests are timed there
  /// @param components what `/healthz` and `/readyz` list, asked at each request
  public QueryServer(
      QueryConfig config,
      SearchStore store,
      @Nullable RecordedSessions recorded,
      @Nullable SessionSearch search,
      ImportTallies tallies,
      ForwarderStatus forwarders,
      Authenticator authenticator,
      AccessLog accessLog,
      DataKey key,
      PrometheusMeterRegistry metrics,
      Supplier<List<Component>> components,
      InstantSource clock) {
    this.config = config;
    this.authenticator = authenticator;
    Witness witness = new Witness(accessLog, clock);
    RefusedCredentials refused = new RefusedCredentials(authenticator, clock);
    Supplier<SessionCookie> cookie = () -> SessionCookie.ofPort(address().port());
    this.guard =
        new RouteGuard(
            new HostCheck(config), authenticator, refused, witness, cookie, metrics, clock);
    ReadGate gate = new ReadGate(READS_PER_CORE * Runtime.getRuntime().availableProcessors());
    Cursors cursors = new Cursors(key);
    EventSessions eventSessions = new EventSessions(search);
    EventPages pages = new EventPages(store, eventSessions, gate, witness, cursors, clock);
    List<Route> all = new ArrayList<>();
    all.addAll(new EventRoutes(store, eventSessions, gate, witness, pages).routes());
    all.addAll(new FieldRoutes(store, gate, witness).routes());
    SessionParts sessions =
        recorded == null ? null : new SessionParts(recorded, gate, witness, pages, cursors);
    if (search != null) {
      // Before the sessions: theirs would take `search` for an id.
      all.addAll(new SessionSearchRoutes(search, gate, witness, cursors, clock).routes());
    }
    if (sessions != null) {
      all.addAll(sessions.routes());
    }
    this.live = sessions == null ? null : sessions.live();
    all.addAll(new ImportRoutes(tallies).routes());
    all.addAll(new ForwarderRoutes(forwarders, witness).routes());
    all.addAll(new SignInRoutes(authenticator, refused, witness, cookie).routes());
    all.addAll(new OperationRoutes(components, metrics).routes());
    // Last, because they match every path.
    Set<String> posts =
        all.stream().filter(Route::changesState).map(Route::path).collect(Collectors.toSet());
    all.addAll(new PageRoutes(QueryServer.class.getClassLoader(), posts).routes());
    this.routes = List.copyOf(all);
  }

  /// Starts to listen.
  ///
  /// @throws ConfigException if the address is in use or not ours
  public void start() {
    Javalin started = Javalin.create(this::configure);
    try {
      started.start();
    } catch (RuntimeException e) {
      started.stop();
      throw new ConfigException(
          "query.listen: can't listen on " + config.listen() + ": " + reason(e), e);
    }
    listener = started;
    log.atInfo().addKeyValue("address", address()).log("query API listens");
  }

  private void configure(JavalinConfig javalin) {
    JettySettings.apply(javalin, config.listen());
    for (Route route : routes) {
      javalin.routes.addHttpHandler(
          HandlerType.findOrCreate(route.method()),
          route.path(),
          context -> guard.handle(route, context));
    }
    LiveRoute watching = live;
    if (watching != null) {
      javalin.routes.wsBeforeUpgrade(LiveRoute.PATH, context -> watching.admit(guard, context));
      javalin.routes.ws(LiveRoute.PATH, watching::configure);
    }
    // Javalin has a handler of its own for its own exceptions, which Exception would not replace.
    javalin.routes.exception(HttpResponseException.class, QueryServer::sendError);
    javalin.routes.exception(Exception.class, QueryServer::sendError);
  }

  private static void sendError(Exception failure, Context context) {
    RouteGuard.send(ErrorAnswers.of(failure, "-"), context);
  }

  private static String reason(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }

  /// Every path with what it needs; for the test that compares them with `openapi.json`.
  List<Route> routes() {
    return routes;
  }

  /// Where it listens; the configured address before [#start].
  public HostPort address() {
    Javalin started = listener;
    return started == null ? config.listen() : config.listen().withPort(started.port());
  }

  /// The address as a browser on this machine reaches it.
  public URI uri() {
    return URI.create("http://" + address().reachable());
  }

  /// A link that signs the first user in, once.
  public URI signInLink() {
    return uri().resolve("/login?link=" + authenticator.issueLink());
  }

  @Override
  public String name() {
    return "query-api";
  }

  @Override
  public CheckResult check() {
    return listener == null
        ? CheckResult.failed("does not listen")
        : CheckResult.ok("listens on " + address());
  }

  @Override
  public void close() {
    Javalin started = listener;
    listener = null;
    if (live != null) {
      live.close();
    }
    if (started != null) {
      started.stop();
    }
  }
}
