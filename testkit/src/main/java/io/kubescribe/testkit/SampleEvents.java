package io.kubescribe.testkit;

import io.kubescribe.core.audit.AuditEvent;
import io.kubescribe.core.audit.AuditEventId;
import io.kubescribe.core.audit.AuditEventParser;
import io.kubescribe.core.audit.ClusterName;
import io.kubescribe.core.audit.EventEnvelope;
import io.kubescribe.core.audit.Redaction;
import io.kubescribe.core.audit.UnreadableEventException;
import io.kubescribe.core.json.StrictJson;
import io.kubescribe.core.store.Checkpoint;
import io.kubescribe.core.store.IndexableEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/// A seeded stream of audit events such as an API server sends: mostly controllers and nodes, some
/// people, bodies at some levels, with the oddities of real life among them (missing times, other
/// scripts, keys with dots, numbers as text). The same seed gives the same bytes.
///
/// Not safe for use by many threads.
public final class SampleEvents {
  /// An event as it comes out of the log.
  ///
  /// @param raw its bytes
  @SuppressWarnings("ArrayRecordComponent") // bytes are passed on, never compared
  public record Sample(byte[] raw, EventEnvelope envelope) {
    /// The event as the indexer hands it to a search store.
    public IndexableEvent at(Checkpoint.Partition partition, long offset) {
      try {
        AuditEvent event = AuditEventParser.parse(raw, envelope);
        AuditEventId id = AuditEventId.of(event.cluster(), event.auditId(), event.stage(), raw);
        return new IndexableEvent(id, event, envelope, raw, partition, offset);
      } catch (UnreadableEventException e) {
        throw new IllegalStateException("a sample is always readable", e);
      }
    }
  }

  private static final List<String> USERS =
      List.of(
          "system:kube-scheduler",
          "system:kube-controller-manager",
          "system:serviceaccount:kube-system:replicaset-controller",
          "system:node:node-1",
          "system:node:node-2",
          "system:anonymous",
          "alice",
          "bob@example.com",
          "ci-deployer",
          "ci-runner",
          "Käthe Größe");
  private static final List<String> NAMESPACES =
      List.of("default", "kube-system", "shop-prod", "shop-dev", "prod", "team-a");
  private static final List<String> RESOURCES =
      List.of("pods", "leases", "configmaps", "secrets", "deployments", "nodes", "events");
  private static final List<String> VERBS =
      List.of("get", "list", "watch", "create", "update", "patch", "delete");
  private static final List<String> AGENTS =
      List.of(
          "kube-scheduler/v1.32.13 (linux/amd64) kubernetes/63adf01/leader-election",
          "kubectl/v1.32.5 (linux/amd64) kubernetes/9894294",
          "kubelet/v1.31.0 (linux/arm64) kubernetes/abcdef0",
          "python-requests/2.31.0",
          "curl/7.88.1");
  private static final List<String> IMAGES =
      List.of("nginx:1.27", "registry.example.com/shop/api:2.4.1", "busybox", "xmrig/xmrig:6");
  private static final List<String> MESSAGES =
      List.of(
          "Back-off restarting failed container",
          "Successfully assigned default/web to node-1",
          "Größe überschritten – 日本語 ログ",
          "cat /etc/shadow && rm -r /tmp/x",
          "");
  private static final List<String> COMMANDS = List.of("sh", "cat /etc/shadow", "ls -la /", "env");

  private final Random random;
  private final Instant start;
  private final Duration span;
  private final List<ClusterName> clusters;

  /// Events of three days from 2026-11-20, of the clusters `prod` and `staging`.
  public SampleEvents(long seed) {
    this(
        seed,
        Instant.parse("2026-11-20T00:00:00Z"),
        Duration.ofDays(3),
        List.of(new ClusterName("prod"), new ClusterName("staging")));
  }

  /// @param start time of the earliest event
  /// @param span within which the times lie, at random
  public SampleEvents(long seed, Instant start, Duration span, List<ClusterName> clusters) {
    this.random = new Random(seed);
    this.start = start;
    this.span = span;
    this.clusters = List.copyOf(clusters);
  }

  /// The next `count` events.
  public List<Sample> list(int count) {
    List<Sample> samples = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      samples.add(next());
    }
    return samples;
  }

  /// The next `count` events as the indexer hands them on, over four partitions of the audit log,
  /// offsets from `firstOffset`.
  public List<IndexableEvent> indexable(int count, long firstOffset) {
    List<IndexableEvent> events = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Checkpoint.Partition partition = new Checkpoint.Partition("kubescribe.audit", i % 4);
      events.add(next().at(partition, firstOffset + i / 4));
    }
    return events;
  }

  /// The next event.
  public Sample next() {
    Instant time = start.plus(random.nextLong(span.toMillis() * 1000), ChronoUnit.MICROS);
    boolean odd = random.nextInt(40) == 0;
    Map<String, Object> event = new LinkedHashMap<>();
    if (random.nextBoolean()) {
      event.put("kind", "Event");
      event.put("apiVersion", "audit.k8s.io/v1");
    }
    String level = one(List.of("Metadata", "Metadata", "Request", "RequestResponse"));
    event.put("level", odd && random.nextBoolean() ? "Verbose" : level);
    event.put("auditID", new UUID(random.nextLong(), random.nextLong()).toString());
    event.put("stage", random.nextInt(5) == 0 ? "RequestReceived" : "ResponseComplete");
    target(event);
    event.put("user", user());
    if (random.nextInt(20) == 0) {
      event.put("impersonatedUser", Map.of("username", "admin", "groups", List.of("ops")));
    }
    event.put("sourceIPs", addresses());
    event.put("userAgent", one(AGENTS));
    status(event);
    if (!level.equals("Metadata")) {
      event.put("requestObject", body());
    }
    if (level.equals("RequestResponse")) {
      event.put("responseObject", random.nextInt(4) == 0 ? failure() : body());
    }
    times(event, time, odd);
    event.put("annotations", annotations());
    Instant received = time.plusMillis(random.nextInt(30_000)).truncatedTo(ChronoUnit.MILLIS);
    EventEnvelope envelope =
        new EventEnvelope(
            one(clusters),
            random.nextInt(10) == 0 ? "import" : "webhook",
            received,
            random.nextInt(50) == 0
                ? List.of(new Redaction("/requestObject/data/token", "secret-data", 42))
                : List.of(),
            null);
    return new Sample(StrictJson.MAPPER.writeValueAsBytes(event), envelope);
  }

  private void target(Map<String, Object> event) {
    if (random.nextInt(15) == 0) {
      event.put("requestURI", one(List.of("/healthz", "/openapi/v3?timeout=32s", "/version")));
      event.put("verb", "get");
      return;
    }
    String namespace = one(NAMESPACES);
    String resource = one(RESOURCES);
    String name = resource + "-" + Integer.toString(random.nextInt(300), 36);
    boolean exec = resource.equals("pods") && random.nextInt(3) == 0;
    String uri = "/api/v1/namespaces/" + namespace + "/" + resource + "/" + name;
    if (exec) {
      uri += "/exec?container=main&command=" + String.join("&command=", one(COMMANDS).split(" "));
    }
    event.put("requestURI", uri);
    event.put("verb", exec ? one(List.of("get", "create")) : one(VERBS));
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("resource", resource);
    object.put("namespace", namespace);
    object.put("name", name);
    object.put("apiVersion", "v1");
    if (resource.equals("leases")) {
      object.put("apiGroup", "coordination.k8s.io");
    }
    if (exec) {
      object.put("subresource", "exec");
    }
    event.put("objectRef", object);
  }

  private Map<String, Object> user() {
    if (random.nextInt(60) == 0) {
      return Map.of();
    }
    Map<String, Object> user = new LinkedHashMap<>();
    String name = one(USERS);
    user.put("username", name);
    if (random.nextBoolean()) {
      user.put("uid", "u-" + Math.abs(name.hashCode() % 1000));
    }
    user.put(
        "groups",
        name.startsWith("system:node")
            ? List.of("system:nodes", "system:authenticated")
            : random.nextBoolean() ? List.of("system:authenticated") : List.of("ops", "on call"));
    user.put(
        "extra",
        Map.of(
            "authentication.kubernetes.io/credential-id",
            List.of("X509SHA256=" + Long.toHexString(random.nextInt(8)).repeat(64))));
    return user;
  }

  private List<String> addresses() {
    String last =
        switch (random.nextInt(4)) {
          case 0 -> "2001:db8::" + Integer.toHexString(random.nextInt(1, 64));
          case 1 -> "192.168.1." + random.nextInt(256);
          default -> "10.0." + random.nextInt(4) + "." + random.nextInt(256);
        };
    return random.nextInt(10) == 0 ? List.of("203.0.113.7", last) : List.of(last);
  }

  private void status(Map<String, Object> event) {
    if (random.nextInt(8) == 0) {
      return;
    }
    int code = one(List.of(200, 200, 200, 201, 403, 404, 409, 500));
    Map<String, Object> status = new LinkedHashMap<>();
    status.put("metadata", Map.of());
    if (code == 403) {
      status.put("reason", "Forbidden");
    }
    status.put("code", code);
    event.put("responseStatus", status);
  }

  private void times(Map<String, Object> event, Instant time, boolean odd) {
    Instant stage = odd && random.nextInt(3) == 0 ? time.plus(Duration.ofDays(9)) : time;
    if (!odd || random.nextInt(3) != 0) {
      event.put("requestReceivedTimestamp", stage.minusMillis(3).toString());
      event.put("stageTimestamp", stage.toString());
    }
  }

  private Map<String, Object> annotations() {
    Map<String, Object> annotations = new LinkedHashMap<>();
    annotations.put("authorization.k8s.io/decision", random.nextInt(9) == 0 ? "forbid" : "allow");
    annotations.put("authorization.k8s.io/reason", one(MESSAGES));
    return annotations;
  }

  private Map<String, Object> failure() {
    // `status` is a text here and an object in every other resource.
    return Map.of("kind", "Status", "status", "Failure", "code", 403, "message", one(MESSAGES));
  }

  private Map<String, Object> body() {
    Map<String, Object> container = new LinkedHashMap<>();
    container.put("image", one(IMAGES));
    container.put("args", List.of("--port", Integer.toString(random.nextInt(9000))));
    container.put("securityContext", Map.of("privileged", random.nextInt(5) == 0));
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("name", "web-" + random.nextInt(100));
    metadata.put("labels", Map.of("app.kubernetes.io/name", one(List.of("web", "Web", "api"))));
    metadata.put("generation", random.nextInt(40));
    metadata.put("deletionTimestamp", null);
    metadata.put(
        "managedFields", List.of(Map.of("manager", "kubectl-edit", "operation", "Update")));
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("replicas", random.nextInt(12));
    spec.put("weight", random.nextInt(100) / 10.0);
    spec.put("hostPID", random.nextInt(6) == 0);
    spec.put("containers", List.of(container, Map.of("image", one(IMAGES))));
    spec.put("note", one(MESSAGES));
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("kind", "Pod");
    body.put("metadata", metadata);
    body.put("spec", spec);
    body.put("status", Map.of("phase", one(List.of("Running", "Pending"))));
    if (random.nextInt(30) == 0) {
      body.put("blob", "A" + "b1".repeat(40 + random.nextInt(60)));
    }
    return body;
  }

  private <T> T one(List<T> of) {
    // The first ones more often.
    int bound = random.nextInt(of.size()) + 1;
    return of.get(random.nextInt(bound));
  }

  /// A smallest event with these members at its top level, as raw bytes; `members` is JSON without
  /// the braces, such as `"verb":"get"`.
  public static byte[] event(String auditId, String members) {
    String json =
        "{\"level\":\"Metadata\",\"auditID\":\""
            + auditId
            + "\",\"stage\":\"ResponseComplete\""
            + (members.isEmpty() ? "" : "," + members)
            + "}";
    return json.getBytes(StandardCharsets.UTF_8);
  }
}
