package io.kubescribe.app.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;

/// What the intruder does with the token of the pipeline, and with what it finds by it.
///
/// | minute | what |
/// | --- | --- |
/// | 14 | as `deploy-bot`: refused by Pod Security, then a privileged pod on the control plane |
/// | 20 | commands on that node: etcd's certificates, the administrator's certificate |
/// | 34 | attach, port-forward and a debug container in other workloads |
/// | 42 | as `kubernetes-admin`: a cluster-admin binding and a token for a year |
/// | 48 | deletes the pod and its events |
final class Takeover {
  static final String POD = "node-tuner-x7k2p";
  static final String BINDING = "system:node-monitor";

  /// Ten minor versions behind the cluster.
  static final String OLD_KUBECTL = "kubectl/v1.24.3 (linux/amd64) kubernetes/aef86a9";

  private static final String PYTHON_CLIENT = "OpenAPI-Generator/29.0.0/python";
  private static final String YEAR = "8760h";
  private static final long YEAR_SECONDS = Duration.ofDays(365).toSeconds();

  private final Caller bot =
      People.deployBot().withoutCredentialId().from(Intrusion.ADDRESS, OLD_KUBECTL);
  private final Caller botByPython = bot.from(Intrusion.ADDRESS, PYTHON_CLIENT);
  private final Caller admin = Caller.clusterAdminCertificate(Intrusion.ADDRESS, OLD_KUBECTL);
  private final Target pod = Target.pod("kube-system", POD);
  private final SplittableRandom random;
  private final Timeline out;
  private final Instant start;

  Takeover(Instant start, SplittableRandom random, Timeline out) {
    this.start = start;
    this.random = random;
    this.out = out;
  }

  void plan() {
    breakOut();
    commandsOnTheNode();
    visitWorkloads();
    persist();
    cleanUp();
  }

  private void at(double minute, Call call) {
    out.add(start.plusMillis((long) (minute * 60_000) + random.nextInt(Intrusion.HASTE)), call);
  }

  private void breakOut() {
    at(14, Call.nonResource(bot, "/version").query("timeout=32s"));
    String rules = Bodies.rulesReview("kube-system");
    Target review = Target.in("authorization.k8s.io", "v1", "selfsubjectrulesreviews", null, null);
    at(14.3, Call.of(bot, "create", review).bodies(rules, rules));
    at(15, Call.of(bot, "list", Target.pod("kube-system", null)).query("limit=500"));
    at(15.4, Call.of(bot, "list", Target.core("nodes", null, null)).query("limit=500"));
    String refusedBody = Bodies.privilegedPod("shop", POD, DemoCluster.CONTROL_NODE);
    at(
        16.5,
        Call.of(bot, "create", Target.pod("shop", POD))
            .query("fieldManager=kubectl-create&fieldValidation=Strict")
            .bodies(refusedBody, null)
            .refused(
                "violates PodSecurity \"baseline:latest\": host namespaces (hostNetwork=true,"
                    + " hostPID=true, hostIPC=true), hostPath volumes (volume \"host\"), privileged"
                    + " (container \"tuner\" must not set securityContext.privileged=true)"));
    String body = Bodies.privilegedPod("kube-system", POD, DemoCluster.CONTROL_NODE);
    at(
        18,
        Call.of(bot, "create", pod)
            .query("fieldManager=kubectl-create&fieldValidation=Strict")
            .bodies(body, body)
            .annotation("pod-security.kubernetes.io/enforce-policy", "privileged:latest"));
    new PodLife(random.split()).bornOn(start.plusSeconds(18 * 60), 0, "kube-system", POD, out);
    for (int i = 1; i <= 4; i++) {
      at(18 + 0.05 * i, Call.of(bot, "get", pod));
    }
  }

  private void commandsOnTheNode() {
    script(20, 1);
    script(21, 2);
    script(22.5, 3);
    script(24, 4);
    script(25.5, 5);
    at(27, Call.recorded(bot, "create", pod, "tuner", "incident-shell"));
    script(33.6, 6);
  }

  /// By the Python client over WebSocket: the verb is `get`.
  private void script(double minute, int number) {
    at(minute, Call.recorded(botByPython, "get", pod, "tuner", "incident-" + number));
  }

  private void visitWorkloads() {
    DemoCluster.Workload ledger = DemoCluster.WORKLOADS.get(4);
    DemoCluster.Workload checkout = DemoCluster.WORKLOADS.get(3);
    at(
        34.5,
        Call.stream(
            bot,
            "create",
            Target.pod("payments", ledger.pod(0)).sub("attach"),
            "container=main&stderr=true&stdout=true",
            Duration.ofSeconds(48)));
    at(
        36,
        Call.stream(
            bot,
            "create",
            Target.pod("data", "postgres-0").sub("portforward"),
            "",
            Duration.ofSeconds(301)));
    Target victim = Target.pod("payments", checkout.pod(1));
    at(37.2, Call.of(bot, "get", victim));
    at(
        37.3,
        Call.of(bot, "patch", victim.sub("ephemeralcontainers"))
            .bodies(
                Bodies.debugContainer(
                    "debugger-k4vq8", "docker.example.com/library/busybox:1.36", "main"),
                null));
    at(
        37.6,
        Call.stream(
            bot,
            "create",
            victim.sub("attach"),
            "container=debugger-k4vq8&stdin=true&stdout=true&tty=true",
            Duration.ofSeconds(164)));
  }

  private void persist() {
    Target binding = Target.rbac("clusterrolebindings", null, BINDING);
    String body =
        Bodies.clusterRoleBinding(BINDING, "cluster-admin", "monitoring", "metrics-agent");
    at(
        41.5,
        Call.of(bot, "create", binding)
            .bodies(body, null)
            .refused(
                "user \"system:serviceaccount:ci:deploy-bot\" (groups=[\"system:serviceaccounts\""
                    + " \"system:serviceaccounts:ci\" \"system:authenticated\"]) is attempting to"
                    + " grant RBAC permissions not currently held"));
    at(42.4, Call.nonResource(admin, "/api").query("timeout=32s"));
    at(
        43,
        Call.of(admin, "create", binding).query("fieldManager=kubectl-create").bodies(body, body));
    at(44.5, Call.of(admin, "list", Target.core("serviceaccounts", "kube-system", null)));
    Target backup = Target.core("serviceaccounts", "kube-system", "cluster-backup");
    at(
        45.2,
        Call.of(admin, "create", backup.sub("token"))
            .query("duration=" + YEAR)
            .bodies(
                Bodies.tokenRequest(YEAR_SECONDS),
                Bodies.issuedToken(
                    YEAR_SECONDS, "system:serviceaccount:kube-system:cluster-backup")));
  }

  private void cleanUp() {
    at(
        48,
        Call.of(admin, "delete", pod)
            .query("gracePeriodSeconds=0")
            .bodies(Bodies.deleteOptions(true), null));
    at(
        48.5,
        Call.of(admin, "deletecollection", Target.core("events", "kube-system", null))
            .query("fieldSelector=involvedObject.name%3D" + POD));
    at(48.8, Call.of(admin, "deletecollection", Target.core("events", "payments", null)));
  }
}
