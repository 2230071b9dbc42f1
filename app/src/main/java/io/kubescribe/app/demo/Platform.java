package io.kubescribe.app.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/// What the platform team installed: monitoring, ingress, certificates, the portal; the load
/// balancer's probes; and strangers who knock on the public address.
final class Platform implements Actor {
  static final String METRICS_AGENT_RULE =
      "RBAC: allowed by ClusterRoleBinding \"metrics-agent\" of ClusterRole \"metrics-agent\" to"
          + " ServiceAccount \"metrics-agent/monitoring\"";

  private static final List<String> SCANNED =
      List.of("/", "/api", "/version", "/login", "/.env", "/api/v1/secrets", "/metrics");

  private final SplittableRandom random;
  private final Caller prometheus =
      Caller.serviceAccount(
          "monitoring", "prometheus", "10.20.0.23", "Prometheus/3.5.0", "prometheus");
  private final Caller metricsAgent = metricsAgent();
  private final Caller ingress =
      Caller.serviceAccount(
          "ingress",
          "ingress-controller",
          "10.20.0.21",
          "ingress-controller/v1.14.0 (linux/amd64)",
          "ingress-controller");
  private final Caller certificates =
      Caller.serviceAccount(
          "cert-manager",
          "cert-manager",
          "10.20.0.22",
          "cert-manager-controller/v1.19.1 (linux/amd64) cert-manager",
          "cert-manager");
  private final Caller portal =
      Caller.serviceAccount(
          "platform", "portal", "10.20.0.24", "portal-backend/2026.10 (node)", "portal");
  private final Caller balancer = Caller.anonymous("10.20.0.5", "lb-health/1.2");

  Platform(SplittableRandom random) {
    this.random = random;
  }

  /// The agent on its own node with its own client.
  static Caller metricsAgent() {
    return Caller.serviceAccount(
            "monitoring", "metrics-agent", "10.20.0.23", "metrics-agent/v2.3.1 (linux/amd64)", "")
        .allowedBy(METRICS_AGENT_RULE);
  }

  @Override
  public void plan(Slice slice, Timeline out) {
    planMonitoring(slice, out);
    planOperators(slice, out);
    for (Instant at : slice.every(Duration.ofMinutes(2), 3)) {
      out.add(at, Call.nonResource(balancer, "/version").took(Duration.ofMillis(2)));
    }
    for (Instant at : slice.scattered(0.35, random)) {
      planScan(at, out);
    }
    for (Instant at : slice.scattered(80 * slice.bustle(), random)) {
      DemoCluster.Workload of = DemoCluster.any(DemoCluster.WORKLOADS, random);
      out.add(
          at,
          Call.of(portal, "list", Target.pod(of.namespace(), null))
              .actingAs(DemoCluster.any(People.DEVELOPERS, random) + "@example.com"));
    }
  }

  private void planMonitoring(Slice slice, Timeline out) {
    for (Instant at : slice.every(Duration.ofMinutes(1), 7)) {
      out.add(at, Call.nonResource(prometheus, "/metrics").took(Duration.ofMillis(45)));
    }
    for (int i = 0; i < 3; i++) {
      Target watched =
          Target.core(List.of("pods", "services", "endpoints").get(i), "monitoring", null);
      for (Instant at : slice.every(Duration.ofMinutes(9), 40L + i)) {
        out.add(at, Call.watch(prometheus, watched, Duration.ofMinutes(9)));
      }
    }
    for (Instant at : slice.every(Duration.ofMinutes(2), 17)) {
      out.add(
          at,
          Call.of(metricsAgent, "list", Target.in("metrics.k8s.io", "v1beta1", "nodes", null, null))
              .took(Duration.ofMillis(21)));
      out.add(
          at.plusMillis(40),
          Call.of(metricsAgent, "list", Target.pod(null, null))
              .query("limit=500&resourceVersion=0")
              .took(Duration.ofMillis(60)));
    }
  }

  private void planOperators(Slice slice, Timeline out) {
    for (Instant at : slice.every(Duration.ofMinutes(1), 23)) {
      Target state = Target.core("configmaps", "ingress", "ingress-controller-leader");
      Call update = Call.of(ingress, "update", state);
      out.add(at, random.nextInt(40) == 0 ? update.conflict() : update);
    }
    for (Instant at : slice.every(Duration.ofMinutes(9), 60)) {
      Target ingresses = Target.in("networking.k8s.io", "v1", "ingresses", null, null);
      out.add(at, Call.watch(ingress, ingresses, Duration.ofMinutes(9)));
    }
    for (Instant at : slice.scattered(10, random)) {
      DemoCluster.Workload of = DemoCluster.any(DemoCluster.WORKLOADS, random);
      Target certificate =
          Target.in("cert-manager.io", "v1", "certificates", of.namespace(), of.name() + "-tls");
      out.add(at, Call.of(certificates, "get", certificate));
      Call status = Call.of(certificates, "update", certificate.sub("status"));
      out.add(at.plusMillis(30), random.nextInt(8) == 0 ? status.conflict() : status);
    }
    for (Instant at : slice.scattered(0.5, random)) {
      DemoCluster.Workload of = DemoCluster.any(DemoCluster.WORKLOADS, random);
      String name = of.name() + "-tls";
      String body =
          Bodies.secret(
              of.namespace(), name, "kubernetes.io/tls", "tls.key", "sample key of " + name);
      out.add(
          at,
          Call.of(certificates, "update", Target.core("secrets", of.namespace(), name))
              .bodies(body, body));
    }
  }

  private void planScan(Instant at, Timeline out) {
    boolean second = random.nextBoolean();
    Caller stranger =
        Caller.anonymous(
            second ? "198.51.100.23" : "192.0.2.140",
            second ? "Mozilla/5.0 (compatible; scan/1.0)" : "Go-http-client/1.1");
    for (int i = 0; i < SCANNED.size(); i++) {
      Call call =
          SCANNED.get(i).equals("/api/v1/secrets")
              ? Call.of(stranger, "list", Target.core("secrets", null, null))
              : Call.nonResource(stranger, SCANNED.get(i));
      boolean open = SCANNED.get(i).equals("/version");
      out.add(at.plusMillis(310L * i), open ? call : call.forbidden());
    }
  }
}
