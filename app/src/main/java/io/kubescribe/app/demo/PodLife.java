package io.kubescribe.app.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/// What the cluster's components do around the birth and the end of a pod.
final class PodLife {
  private static final Caller SCHEDULER = Caller.component("kube-scheduler", "scheduler");
  private static final Caller REPLICASETS = Caller.controller("replicaset-controller");
  private static final Caller SLICES = Caller.controller("endpointslice-controller");

  private final List<Caller> kubelets = DemoCluster.kubelets();
  private final SplittableRandom random;

  PodLife(SplittableRandom random) {
    this.random = random;
  }

  /// Created by its controller, bound by the scheduler, started by a kubelet.
  ///
  /// @param owner `KIND/NAME`
  void born(
      Instant at,
      Caller creator,
      String namespace,
      String name,
      String owner,
      String image,
      Timeline out) {
    Target pod = Target.pod(namespace, name);
    String body = Bodies.pod(namespace, name, owner, image);
    out.add(
        at,
        Call.of(creator, "create", pod)
            .bodies(body, body)
            .annotation("pod-security.kubernetes.io/enforce-policy", "baseline:latest"));
    out.add(at.plusMillis(40), Call.of(SCHEDULER, "create", pod.sub("binding")));
    run(at.plusMillis(90), workerOf(name), pod, out);
  }

  /// As on the node that the pod names itself: no scheduler is asked.
  void bornOn(Instant at, int node, String namespace, String name, Timeline out) {
    run(at, kubelets.get(node), Target.pod(namespace, name), out);
  }

  private void run(Instant at, Caller kubelet, Target pod, Timeline out) {
    out.add(at, Call.of(kubelet, "get", pod));
    out.add(
        at.plusMillis(35),
        Call.of(
            kubelet,
            "create",
            Target.core("serviceaccounts", pod.namespace(), "default").sub("token")));
    out.add(at.plusMillis(150), Call.of(kubelet, "patch", pod.sub("status")));
    int startup = 1800 + random.nextInt(2500);
    out.add(at.plusMillis(startup), Call.of(kubelet, "get", pod));
    out.add(at.plusMillis(startup + 20L), Call.of(kubelet, "patch", pod.sub("status")));
  }

  /// Deleted; its kubelet confirms after the grace period.
  void gone(Instant at, Caller remover, String namespace, String name, Timeline out) {
    Target pod = Target.pod(namespace, name);
    Caller kubelet = workerOf(name);
    out.add(at, Call.of(remover, "delete", pod).bodies(Bodies.deleteOptions(false), null));
    out.add(at.plusMillis(60), Call.of(kubelet, "get", pod));
    out.add(at.plusMillis(1400), Call.of(kubelet, "patch", pod.sub("status")));
    out.add(
        at.plusMillis(2600),
        Call.of(kubelet, "delete", pod).bodies(Bodies.deleteOptions(true), null));
  }

  /// A new version of a workload comes up pod by pod.
  void rollOut(Instant at, DemoCluster.Workload workload, Timeline out) {
    Caller deployments = Caller.controller("deployment-controller");
    String replicaSet = workload.name() + "-" + hash();
    Target deployment = Target.apps("deployments", workload.namespace(), workload.name());
    Target status = deployment.sub("status");
    out.add(
        at.plusMillis(30),
        Call.of(
            deployments, "create", Target.apps("replicasets", workload.namespace(), replicaSet)));
    Instant step = at.plusMillis(80);
    for (int i = 0; i < workload.replicas(); i++) {
      String fresh = replicaSet + "-" + DemoCluster.suffix(random);
      born(
          step,
          REPLICASETS,
          workload.namespace(),
          fresh,
          "ReplicaSet/" + replicaSet,
          workload.image(),
          out);
      gone(step.plusSeconds(6), REPLICASETS, workload.namespace(), workload.pod(i), out);
      out.add(
          step.plusSeconds(5),
          Call.of(
              SLICES,
              "update",
              Target.in(
                  "discovery.k8s.io",
                  "v1",
                  "endpointslices",
                  workload.namespace(),
                  workload.name() + "-9x2kd")));
      Call update = Call.of(deployments, "update", status).took(Duration.ofMillis(7));
      out.add(step.plusSeconds(5), random.nextInt(6) == 0 ? update.conflict() : update);
      out.add(step.plusSeconds(7), Call.of(deployments, "update", status));
      step = step.plusSeconds(9);
    }
  }

  private String hash() {
    return DemoCluster.suffix(random) + DemoCluster.suffix(random);
  }

  /// A worker, never the control plane, the same for the same pod.
  private Caller workerOf(String pod) {
    return kubelets.get(1 + Math.floorMod(pod.hashCode(), kubelets.size() - 1));
  }
}
