package io.kubescribe.app.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/// The other half of the incident: the engineer on call looks, revokes and closes, while the
/// intruder still tries.
///
/// | minute | what |
/// | --- | --- |
/// | 57 | the pod of the alert is gone; events, bindings, accounts are read |
/// | 72 | binding, secret and service account are deleted, the node is cordoned |
/// | 74 | the intruder's tokens answer 401 … |
/// | 86 | … but one: the year-long token still lists secrets |
/// | 93 | that account is found and deleted; 401 from then on |
final class Response {
  private static final String RESPONDER_AGENT = "kubectl/v1.34.1 (darwin/arm64) kubernetes/93248f9";

  private final Caller onCall = People.onCall().from("10.8.0.10", RESPONDER_AGENT);
  private final SplittableRandom random;
  private final Instant start;
  private final Timeline out;

  Response(Instant start, SplittableRandom random, Timeline out) {
    this.start = start;
    this.random = random;
    this.out = out;
  }

  void plan() {
    look();
    revoke();
    intruderKeepsTrying();
    closeTheLastDoor();
  }

  private void at(double minute, Call call) {
    out.add(start.plusMillis((long) (minute * 60_000) + random.nextInt(Intrusion.HASTE)), call);
  }

  private void look() {
    Target system = Target.pod("kube-system", null);
    at(57, Call.of(onCall, "list", system).query("limit=500"));
    at(57.8, Call.of(onCall, "get", Target.pod("kube-system", Takeover.POD)).notFound());
    at(
        58.5,
        Call.of(onCall, "list", Target.core("events", "kube-system", null)).query("limit=500"));
    at(
        60,
        Call.of(onCall, "list", Target.rbac("clusterrolebindings", null, null)).query("limit=500"));
    at(61, Call.of(onCall, "get", Target.rbac("clusterrolebindings", null, Takeover.BINDING)));
    at(63, Call.of(onCall, "list", Target.rbac("rolebindings", "ci", null)).query("limit=500"));
    at(64, Call.of(onCall, "get", Target.rbac("roles", "ci", "config-reader")));
    at(65, Call.of(onCall, "get", Target.core("serviceaccounts", "monitoring", "metrics-agent")));
    at(66, Call.of(onCall, "list", Target.pod("payments", null)).query("limit=500"));
    DemoCluster.Workload checkout = DemoCluster.WORKLOADS.get(3);
    Target touched = Target.pod("payments", checkout.pod(1));
    at(67, Call.of(onCall, "get", touched));
    at(
        68,
        Call.of(onCall, "get", touched.sub("log"))
            .query("container=debugger-k4vq8")
            .took(Duration.ofMillis(40))
            .streamed());
  }

  private void revoke() {
    delete(72, Target.rbac("clusterrolebindings", null, Takeover.BINDING));
    delete(72.6, Target.rbac("rolebindings", "ci", "metrics-agent-config"));
    delete(73.2, Target.core("secrets", "ci", Intrusion.STOLEN_SECRET));
    delete(73.8, Target.core("serviceaccounts", "monitoring", "metrics-agent"));
    Target account = Target.core("serviceaccounts", "monitoring", "metrics-agent");
    at(
        74.4,
        Call.of(onCall, "create", account)
            .query("fieldManager=kubectl-create")
            .bodies(Bodies.serviceAccount("monitoring", "metrics-agent"), null));
    Target agents = Target.apps("daemonsets", "monitoring", "metrics-agent");
    at(75, Call.of(onCall, "patch", agents).query("fieldManager=kubectl-rollout"));
    Target node = Target.core("nodes", null, DemoCluster.CONTROL_NODE);
    at(76, Call.of(onCall, "patch", node).bodies(Bodies.cordon(), null));
    DemoCluster.Workload checkout = DemoCluster.WORKLOADS.get(3);
    delete(78, Target.pod("payments", checkout.pod(1)));
    Target closed = Target.in("networking.k8s.io", "v1", "networkpolicies", "payments", "lockdown");
    at(80, Call.of(onCall, "create", closed).query("fieldManager=kubectl-create"));
  }

  private void intruderKeepsTrying() {
    List<Target> wanted =
        List.of(
            Target.core("secrets", "ci", null),
            Target.pod("kube-system", null),
            Target.core("namespaces", null, null));
    Caller rejected = Caller.rejected(Intrusion.ADDRESS, Takeover.OLD_KUBECTL);
    for (int i = 0; i < 26; i++) {
      at(74 + 1.1 * i, Call.of(rejected, "list", wanted.get(i % wanted.size())).unauthorized());
    }
  }

  private void closeTheLastDoor() {
    Caller backup =
        Caller.serviceAccount(
            "kube-system", "cluster-backup", Intrusion.ADDRESS, "curl/8.5.0", "cluster-backup");
    Target secrets = Target.core("secrets", "kube-system", null);
    at(86, Call.of(backup, "list", secrets).query("limit=500"));
    at(86.4, Call.of(backup, "list", Target.core("secrets", null, null)).query("limit=500"));
    at(91, Call.of(onCall, "list", Target.core("serviceaccounts", "kube-system", null)));
    delete(93, Target.core("serviceaccounts", "kube-system", "cluster-backup"));
    Caller rejected = Caller.rejected(Intrusion.ADDRESS, "curl/8.5.0");
    for (int i = 0; i < 5; i++) {
      at(94 + 0.7 * i, Call.of(rejected, "list", secrets).unauthorized());
    }
  }

  private void delete(double minute, Target target) {
    at(minute, Call.of(onCall, "delete", target).bodies(Bodies.deleteOptions(false), null));
  }
}
