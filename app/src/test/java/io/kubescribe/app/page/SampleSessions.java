package io.kubescribe.app.page;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Route;
import io.kubescribe.core.json.StrictJson;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Answers in the API's place whatever a page asks of sessions: 120 of them, each with the
/// [SampleTerminal]. A segment's snapshot is all output so far, so that it can't be wrong.
final class SampleSessions {
  static final Instant START = Instant.parse("2026-11-20T09:00:00Z");
  static final int COUNT = 120;

  /// Index of the session that is live; those of the others are sealed but for the two below.
  static final int LIVE = 0;

  static final int INTERRUPTED = 1;
  static final int TORN = 2;
  static final int SEALED = 3;

  private static final Pattern SESSIONS = Pattern.compile(".*/api/v1/sessions([/?].*)?");
  private static final Pattern PATH = Pattern.compile("/api/v1/sessions(?:/([^/]+)(/.*)?)?");
  private static final Pattern SEGMENT = Pattern.compile("/replay/(\\d+)\\.json");
  private static final int PAGE = 50;
  private static final int BUCKETS = 300;

  private final List<SampleTerminal.Change> changes = SampleTerminal.changes();
  private final double[] starts;

  /// Requests that came, as `METHOD path?query` behind `/api/v1/sessions`.
  final List<String> asked = new CopyOnWriteArrayList<>();

  /// Segments from this number on are answered 503.
  volatile int failFrom = Integer.MAX_VALUE;

  /// @param starts times at which segments begin, the first 0
  SampleSessions(double... starts) {
    this.starts = starts;
  }

  static String id(int index) {
    return "01936a00-0000-7000-8000-%012d".formatted(index);
  }

  SampleSessions answerIn(BrowserContext context) {
    context.route(SESSIONS, this::answer);
    return this;
  }

  private void answer(Route route) {
    URI uri = URI.create(route.request().url());
    Matcher path = PATH.matcher(uri.getPath());
    if (!path.matches()) {
      throw new IllegalStateException("not a session's: " + uri);
    }
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    asked.add(
        route.request().method()
            + " "
            + uri.getPath().substring("/api/v1/sessions".length())
            + query);
    String id = path.group(1);
    String what = path.group(2) == null ? "" : path.group(2);
    if (id == null) {
      json(route, page(query));
      return;
    }
    if (id.equals("search")) {
      json(route, hits());
      return;
    }
    int index = IntStream.range(0, COUNT).filter(i -> id(i).equals(id)).findFirst().orElse(-1);
    if (index < 0) {
      error(route, 404, "not_found");
      return;
    }
    Matcher segment = SEGMENT.matcher(what);
    if (segment.matches()) {
      int number = Integer.parseInt(segment.group(1));
      if (number >= failFrom) {
        error(route, 503, "busy");
      } else {
        json(route, segment(number));
      }
      return;
    }
    switch (what) {
      case "" -> {
        if (route.request().method().equals("DELETE")) {
          fulfill(route, 202, "application/json", "{\"ending\":true}");
        } else {
          json(route, details(index));
        }
      }
      case "/replay/index.json" -> json(route, index());
      case "/timeline" -> json(route, timeline());
      case "/transcript" -> json(route, Map.of("lines", transcript()));
      case "/events" -> json(route, Map.of("events", List.of(), "tookMs", 1));
      case "/verify" -> json(route, verification(index));
      case "/screen" -> fulfill(route, 200, "text/plain; charset=utf-8", "root@web:/srv# ls");
      case "/thumbnail.svg" ->
          fulfill(route, 200, "image/svg+xml", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
      default -> error(route, 404, "not_found");
    }
  }

  private static Map<String, Object> page(String query) {
    Matcher cursor = Pattern.compile("cursor=(\\d+)").matcher(query);
    int from = cursor.find() ? Integer.parseInt(cursor.group(1)) : 0;
    IntStream shown =
        query.contains("state%3Alive")
            ? IntStream.of(LIVE)
            : query.contains("user%3Anobody")
                ? IntStream.empty()
                : IntStream.range(from, Math.min(from + PAGE, COUNT));
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("sessions", shown.mapToObj(SampleSessions::session).toList());
    boolean more = query.matches("\\?limit=\\d+(&cursor=\\d+)?") && from + PAGE < COUNT;
    page.put("next", more ? String.valueOf(from + PAGE) : null);
    return page;
  }

  private static Map<String, Object> session(int index) {
    Instant start = START.minusSeconds(3_600L * index);
    Map<String, Object> session = new LinkedHashMap<>();
    session.put("id", id(index));
    session.put("cluster", "prod");
    session.put("namespace", "shop");
    session.put("pod", "web-" + index);
    session.put("container", "web");
    session.put("user", index % 2 == 0 ? "fay@example.com" : "system:serviceaccount:ci:deploy-bot");
    session.put("impersonatedUser", null);
    session.put("command", index == TORN ? null : "bash -l " + index);
    session.put("kind", "exec");
    session.put("tty", true);
    session.put("start", start.toString());
    session.put(
        "end", index == LIVE ? null : start.plusSeconds((long) SampleTerminal.DURATION).toString());
    session.put("durationMs", (long) (SampleTerminal.DURATION * 1000));
    session.put(
        "state",
        switch (index) {
          case LIVE -> "live";
          case INTERRUPTED -> "interrupted";
          case TORN -> "torn";
          default -> "sealed";
        });
    session.put("reason", index == INTERRUPTED ? "no heartbeat for 60 s" : null);
    session.put("bytes", 123_456);
    session.put("exitCode", index == SEALED ? 130 : null);
    session.put("gaps", index == TORN ? 1 : 0);
    session.put("auditID", id(index));
    return session;
  }

  private static Map<String, Object> hits() {
    List<Object> hits = new ArrayList<>();
    for (double time : List.of(SampleTerminal.RARE_AT, SampleTerminal.RARE_AT + 2)) {
      Map<String, Object> hit = session(SEALED);
      hit.put("session", hit.remove("id"));
      hit.put("kind", "screen");
      hit.put("seconds", time);
      hit.put("timestamp", START.toString());
      hit.put("line", SampleTerminal.RARE);
      int at = SampleTerminal.RARE.indexOf("lighthouse");
      hit.put("highlight", List.of(List.of(at, SampleTerminal.RARE.length())));
      hits.add(hit);
    }
    return Map.of("hits", hits, "sessions", Map.of("value", 1, "exact", true), "tookMs", 3);
  }

  private static Map<String, Object> details(int index) {
    Map<String, Object> details = session(index);
    details.put("groups", List.of("sre"));
    details.put(
        "holes",
        index == TORN
            ? List.of(
                Map.of(
                    "cause", "torn", "sequence", 9, "records", 3, "from", 20, "to", 24, "bytes", 0))
            : List.of());
    details.put("records", 900);
    details.put("storedBytes", 20_000);
    details.put("epochs", 1);
    details.put("rootHash", index == LIVE ? null : "ab".repeat(32));
    return details;
  }

  private Map<String, Object> index() {
    List<Object> segments = new ArrayList<>();
    for (int number = 0; number < starts.length; number++) {
      segments.add(Map.of("start", starts[number], "url", number + ".json"));
    }
    return Map.of(
        "version",
        1,
        "duration",
        SampleTerminal.DURATION,
        "term",
        Map.of("cols", 80, "rows", 24),
        "segments",
        segments);
  }

  private Map<String, Object> segment(int number) {
    double from = starts[number];
    double to = number + 1 < starts.length ? starts[number + 1] : Double.MAX_VALUE;
    StringBuilder before = new StringBuilder();
    List<Object> events = new ArrayList<>();
    if (number > 0) {
      events.add(List.of(from, "o", ""));
    }
    boolean wide = false;
    for (SampleTerminal.Change change : changes) {
      if (change.time() < from) {
        wide |= change.code().equals("r");
        before.append(change.code().equals("o") ? change.data() : "");
      } else if (change.time() < to) {
        events.add(List.of(change.time(), change.code(), change.data()));
      }
    }
    return Map.of(
        "snapshot",
        Map.of("cols", wide ? 100 : 80, "rows", wide ? 30 : 24, "init", before.toString()),
        "events",
        events);
  }

  private Map<String, Object> timeline() {
    long[] activity = new long[BUCKETS];
    for (SampleTerminal.Change change : changes) {
      int bucket = (int) (change.time() / SampleTerminal.DURATION * BUCKETS);
      activity[Math.min(bucket, BUCKETS - 1)] += change.data().length();
    }
    Map<String, Object> command = new LinkedHashMap<>();
    List<Object> commands = new ArrayList<>();
    for (int number = 0; number < 3; number++) {
      command = new LinkedHashMap<>(command);
      command.put("time", 5 + 20 * number);
      command.put("prompt", "root@web:/srv# ");
      command.put("text", number == 2 ? "[no echo, 8 keys]" : "ls -l /etc/part" + number);
      command.put("confidence", number == 1 ? "low" : "high");
      command.put("source", "screen");
      command.put("sequence", number);
      command.put("exitCode", number == 1 ? 2 : null);
      commands.add(command);
    }
    return Map.of(
        "duration", SampleTerminal.DURATION,
        "bucket", SampleTerminal.DURATION / BUCKETS,
        "activity", Arrays.stream(activity).boxed().toList(),
        "idle", List.of(Map.of("from", SampleTerminal.IDLE_FROM, "to", SampleTerminal.IDLE_TO)),
        "alternate", List.of(Map.of("from", 14, "to", 30.5)),
        "resizes", List.of(Map.of("time", SampleTerminal.RESIZE_AT, "columns", 100, "rows", 30)),
        "commands", commands,
        "gaps", List.of());
  }

  private List<Object> transcript() {
    List<Object> lines = new ArrayList<>();
    for (SampleTerminal.Change change : changes) {
      if (change.data().endsWith("\r\n") && !change.data().contains("\033")) {
        lines.add(
            Map.of("time", change.time(), "screen", "primary", "text", change.data().strip()));
      }
    }
    return lines;
  }

  private static Map<String, Object> verification(int index) {
    boolean torn = index == TORN;
    Map<String, Object> verification = new LinkedHashMap<>();
    verification.put("ok", !torn);
    verification.put("chunks", 41);
    verification.put("rootHash", "ab".repeat(32));
    verification.put("recomputed", torn ? null : "ab".repeat(32));
    verification.put(
        "faults",
        torn
            ? List.of(Map.of("epoch", 1, "chunk", 14, "position", 99, "what", "checksum differs"))
            : List.of());
    return verification;
  }

  private static void json(Route route, Object value) {
    fulfill(route, 200, "application/json", StrictJson.MAPPER.writeValueAsString(value));
  }

  private static void error(Route route, int status, String code) {
    fulfill(
        route,
        status,
        "application/json",
        "{\"error\":{\"code\":\"" + code + "\",\"message\":\"" + code + "\"}}");
  }

  private static void fulfill(Route route, int status, String type, String body) {
    route.fulfill(new Route.FulfillOptions().setStatus(status).setContentType(type).setBody(body));
  }
}
