package io.kubescribe.app.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SplittableRandom;

/// The machinery that never sleeps: informers whose watches run out, kubelets, autoscalers, cron
/// jobs, quota and garbage collection.
final class ControlPlane implements Actor {
  private static final List<Target> INFORMED =
      List.of(
          Target.core("pods", null, null),
          Target.core("services", null, null),
          Target.core("configmaps", null, null),
          Target.core("nodes", null, null),
          Target.core("namespaces", null, null),
          Target.core("persistentvolumeclaims", null, null),
          Target.apps("deployments", null, null),
          Target.apps("replicasets", null, null),
          Target.apps("daemonsets", null, null),
          Target.in("batch", "v1", "jobs", null, null),
          Target.in("discovery.k8s.io", "v1", "endpointslices", null, null),
          Target.rbac("clusterroles", null, null));
  private static final Duration WATCH = Duration.ofMinutes(8);
  private static final Duration JOB_PERIOD = Duration.ofMinutes(15);

  /// Time of day, UTC, of the night's batch.
  private static final Duration SETTLEMENT = Duration.ofMinutes(210);

  private final SplittableRandom random;
  private final PodLife pods;
  private final List<Caller> kubelets = DemoCluster.kubelets();
  private final Caller informers = Caller.component("kube-controller-manager", "shared-informers");
  private final Caller schedulerInformers = Caller.component("kube-scheduler", "scheduler");
  private final Caller cronJobs = Caller.controller("cronjob-controller");
  private final Caller jobs = Caller.controller("job-controller");
  private final Caller autoscaler = Caller.controller("horizontal-pod-autoscaler");
  private final Caller garbage = Caller.controller("generic-garbage-collector");
  private final Caller quotas = Caller.controller("resourcequota-controller");

  ControlPlane(SplittableRandom random) {
    this.random = random;
    this.pods = new PodLife(random.split());
  }

  @Override
  public void plan(Slice slice, Timeline out) {
    planWatches(slice, out);
    planKubelets(slice, out);
    planAutoscaler(slice, out);
    planJobs(slice, out);
    for (Instant at : slice.scattered(14, random)) {
      Target quota = Target.core("resourcequotas", "staging", "compute").sub("status");
      Call update = Call.of(quotas, "update", quota);
      out.add(at, random.nextInt(12) == 0 ? update.conflict() : update);
    }
    for (Instant at : slice.scattered(6, random)) {
      Target gone =
          Target.apps("replicasets", "staging", "web-" + DemoCluster.suffix(random) + "b4");
      Call delete = Call.of(garbage, "delete", gone);
      out.add(at, random.nextInt(4) == 0 ? delete.notFound() : delete);
    }
  }

  private void planWatches(Slice slice, Timeline out) {
    for (int i = 0; i < INFORMED.size(); i++) {
      for (Instant at : slice.every(WATCH, i)) {
        Caller caller = i % 4 == 0 ? schedulerInformers : informers;
        out.add(at, Call.watch(caller, INFORMED.get(i), WATCH.minusMillis(random.nextInt(4000))));
      }
    }
  }

  private void planKubelets(Slice slice, Timeline out) {
    for (int i = 0; i < kubelets.size(); i++) {
      Caller kubelet = kubelets.get(i);
      Target node = Target.core("nodes", null, DemoCluster.NODES.get(i).name());
      for (Instant at : slice.every(Duration.ofMinutes(5), 31L * i)) {
        out.add(at, Call.of(kubelet, "get", node).query("resourceVersion=0"));
        out.add(at.plusMillis(20), Call.of(kubelet, "patch", node.sub("status")));
      }
      for (Instant at : slice.every(WATCH, 100 + i)) {
        Target services = Target.core("services", null, null);
        out.add(at, Call.watch(kubelet, services, WATCH.minusSeconds(2)));
      }
      if (DemoCluster.NODES.get(i).name().equals(DemoCluster.CONTROL_NODE)) {
        continue; // no workloads there
      }
      for (Instant at : slice.scattered(9, random)) {
        DemoCluster.Workload of = DemoCluster.any(DemoCluster.WORKLOADS, random);
        Target account = Target.core("serviceaccounts", of.namespace(), "default");
        out.add(at, Call.of(kubelet, "create", account.sub("token")));
      }
      for (Instant at : slice.scattered(12, random)) {
        DemoCluster.Workload of = DemoCluster.any(DemoCluster.WORKLOADS, random);
        String kind = random.nextInt(3) == 0 ? "secrets" : "configmaps";
        Target mounted = Target.core(kind, of.namespace(), of.name() + "-config");
        out.add(at, Call.of(kubelet, "get", mounted));
      }
    }
  }

  private void planAutoscaler(Slice slice, Timeline out) {
    for (int i = 0; i < 4; i++) {
      DemoCluster.Workload workload = DemoCluster.WORKLOADS.get(i);
      Target deployment = Target.apps("deployments", workload.namespace(), workload.name());
      Target metrics = Target.in("metrics.k8s.io", "v1beta1", "pods", workload.namespace(), null);
      for (Instant at : slice.every(Duration.ofMinutes(5), 11L * i)) {
        out.add(at, Call.of(autoscaler, "get", deployment.sub("scale")));
        out.add(
            at.plusMillis(15),
            Call.of(autoscaler, "list", metrics)
                .query("labelSelector=app%3D" + workload.name())
                .took(Duration.ofMillis(18)));
      }
    }
  }

  private void planJobs(Slice slice, Timeline out) {
    for (Instant at : slice.every(JOB_PERIOD, 0)) {
      runJob(at, "shop", "stock-sync", "registry.example.com/shop/stock-sync:1.8.0", out);
    }
    for (Instant at : slice.every(Duration.ofHours(1), 0)) {
      runJob(at.plusSeconds(1), "data", "backup", "registry.example.com/data/backup:2.2.0", out);
    }
    Instant settlement = slice.from().truncatedTo(ChronoUnit.DAYS).plus(SETTLEMENT);
    if (!settlement.isBefore(slice.from()) && settlement.isBefore(slice.to())) {
      for (int i = 0; i < 12; i++) {
        Instant at = settlement.plusSeconds(50L * i);
        runJob(at, "payments", "settlement", "registry.example.com/pay/settlement:3.0.4", out);
      }
    }
  }

  private void runJob(Instant at, String namespace, String name, String image, Timeline out) {
    String job = name + "-" + at.getEpochSecond() / 60;
    Target target = Target.in("batch", "v1", "jobs", namespace, job);
    String pod = job + "-" + DemoCluster.suffix(random);
    out.add(at, Call.of(cronJobs, "create", target));
    out.add(
        at.plusMillis(25),
        Call.of(
            cronJobs,
            "update",
            Target.in("batch", "v1", "cronjobs", namespace, name).sub("status")));
    pods.born(at.plusMillis(60), jobs, namespace, pod, "Job/" + job, image, out);
    out.add(at.plusMillis(110), Call.of(jobs, "update", target.sub("status")));
    Instant done = at.plusSeconds(25 + random.nextInt(60));
    out.add(done, Call.of(jobs, "update", target.sub("status")));
    out.add(done.plusMillis(40), Call.of(jobs, "patch", Target.pod(namespace, pod)));
    Target old =
        Target.in("batch", "v1", "jobs", namespace, name + "-" + (at.getEpochSecond() / 60 - 45));
    out.add(done.plusMillis(90), Call.of(cronJobs, "delete", old));
  }
}
