package io.kubescribe.app.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Developers and platform engineers in office hours, and the pipeline that deploys what they
/// merge.
final class People implements Actor {
  static final List<String> DEVELOPERS = List.of("ana", "ben", "chidi", "elif", "fay", "goran");

  private static final List<String> ENGINEERS = List.of("dara", "hugo", "ines");
  private static final List<String> AGENTS =
      List.of(
          "kubectl/v1.34.1 (darwin/arm64) kubernetes/93248f9",
          "kubectl/v1.33.4 (linux/amd64) kubernetes/74cdb42",
          "kubectl/v1.34.2 (linux/amd64) kubernetes/8cc511e",
          "k9s/v0.50.9 (darwin/arm64)",
          "kubectl/v1.32.7 (windows/amd64) kubernetes/158eee9");
  private static final List<String> SHELL_COMMANDS =
      List.of(
          "command=env",
          "command=ls&command=-la&command=%2Fapp",
          "command=%2Fbin%2Fbash",
          "command=sh&command=-c&command=df+-h",
          "command=cat&command=%2Fapp%2Fconfig.yaml");
  private static final int VISITS_PER_HOUR = 600;

  private final SplittableRandom random;
  private final PodLife pods;
  private final List<Caller> developers = new ArrayList<>();
  private final List<Caller> engineers = new ArrayList<>();
  private final Caller pipeline = deployBot();

  People(SplittableRandom random) {
    this.random = random;
    this.pods = new PodLife(random.split());
    for (int i = 0; i < DEVELOPERS.size(); i++) {
      developers.add(developer(i));
    }
    for (int i = 0; i < ENGINEERS.size(); i++) {
      engineers.add(engineer(i));
    }
  }

  /// The one on call tonight.
  static Caller onCall() {
    return engineer(0);
  }

  static Caller developer(int number) {
    return Caller.person(
        DEVELOPERS.get(number),
        "developers",
        "10.8.0." + (20 + number),
        AGENTS.get(number % AGENTS.size()),
        "edit");
  }

  static Caller engineer(int number) {
    return Caller.person(
        ENGINEERS.get(number),
        "platform-engineers",
        "10.8.0." + (10 + number),
        AGENTS.get(number),
        "cluster-admin");
  }

  /// The pipeline's identity on its runner.
  static Caller deployBot() {
    return Caller.serviceAccount(
        "ci", "deploy-bot", "10.20.0.24", "helm/v3.19.0 (linux/amd64)", "deployer");
  }

  @Override
  public void plan(Slice slice, Timeline out) {
    double bustle = slice.bustle();
    for (Instant at : slice.scattered(VISITS_PER_HOUR * bustle, random)) {
      visit(at, out);
    }
    for (Instant at : slice.scattered(13 * bustle, random)) {
      deploy(at, out);
    }
    for (Instant at : slice.scattered(30 * bustle, random)) {
      administer(at, out);
    }
  }

  /// A developer looks at something: one or a few requests.
  private void visit(Instant at, Timeline out) {
    Caller who = DemoCluster.any(developers, random);
    DemoCluster.Workload on = DemoCluster.any(DemoCluster.WORKLOADS, random);
    Target pod = Target.pod(on.namespace(), on.anyPod(random));
    switch (random.nextInt(24)) {
      case 0 -> shell(at, who, pod, out);
      case 1 -> forward(at, who, pod, out);
      case 2, 3, 4, 5, 6 -> readLogs(at, who, pod, out);
      case 7, 8 -> {
        out.add(at, Call.of(who, "get", Target.pod(on.namespace(), on.name() + "-old")).notFound());
        list(at.plusSeconds(4), who, Target.pod(on.namespace(), null), out);
      }
      case 9 ->
          out.add(at, Call.of(who, "list", Target.core("secrets", "payments", null)).forbidden());
      case 10 -> out.add(at, Call.of(who, "list", Target.core("nodes", null, null)).forbidden());
      case 11, 12 -> {
        Target deployment = Target.apps("deployments", on.namespace(), on.name());
        out.add(at, Call.of(who, "get", deployment));
        Call patch = Call.of(who, "patch", deployment).query("fieldManager=kubectl-edit");
        out.add(at.plusSeconds(40), random.nextInt(5) == 0 ? patch.conflict() : patch);
      }
      case 13 ->
          out.add(
              at,
              Call.of(
                  who, "get", Target.core("configmaps", on.namespace(), on.name() + "-config")));
      case 14 -> list(at, who, Target.in("batch", "v1", "jobs", on.namespace(), null), out);
      case 15, 16 -> {
        Target watched = Target.pod(on.namespace(), null);
        list(at, who, watched, out);
        out.add(
            at.plusMillis(90),
            Call.watch(who, watched, Duration.ofSeconds(20 + random.nextInt(400))));
      }
      case 17 -> list(at, who, Target.core("events", on.namespace(), null), out);
      case 18 -> out.add(at, Call.nonResource(who, "/openapi/v3").query("timeout=32s"));
      default -> list(at, who, Target.pod(on.namespace(), null), out);
    }
  }

  private static void list(Instant at, Caller who, Target target, Timeline out) {
    out.add(at, Call.of(who, "list", target).query("limit=500").took(Duration.ofMillis(9)));
  }

  private void readLogs(Instant at, Caller who, Target pod, Timeline out) {
    Duration lasted = Duration.ofSeconds(1 + random.nextInt(90));
    out.add(at, Call.of(who, "get", pod));
    out.add(
        at.plusMillis(60),
        Call.of(who, "get", pod.sub("log"))
            .query("container=main&follow=true&tailLines=200")
            .took(lasted)
            .streamed());
  }

  private void shell(Instant at, Caller who, Target pod, Timeline out) {
    String command = DemoCluster.any(SHELL_COMMANDS, random);
    boolean interactive = command.endsWith("bash");
    Duration lasted = Duration.ofSeconds(interactive ? 60 + random.nextInt(900) : 1);
    String options =
        interactive
            ? "&container=main&stdin=true&stdout=true&tty=true"
            : "&container=main&stderr=true&stdout=true";
    out.add(at, Call.of(who, "get", pod));
    out.add(at.plusMillis(80), Call.stream(who, "get", pod.sub("exec"), command + options, lasted));
  }

  private void forward(Instant at, Caller who, Target pod, Timeline out) {
    Duration lasted = Duration.ofSeconds(120 + random.nextInt(1500));
    out.add(at, Call.of(who, "get", pod));
    out.add(at.plusMillis(70), Call.stream(who, "get", pod.sub("portforward"), "", lasted));
  }

  private void deploy(Instant at, Timeline out) {
    DemoCluster.Workload workload = DemoCluster.any(DemoCluster.WORKLOADS, random);
    String ns = workload.namespace();
    int revision = 40 + random.nextInt(60);
    String release = "sh.helm.release.v1." + workload.name() + ".v" + revision;
    list(at, pipeline, Target.core("secrets", ns, null), out);
    String body =
        Bodies.secret(ns, release, "helm.sh/release.v1", "release", "sample release " + revision);
    out.add(
        at.plusMillis(200),
        Call.of(pipeline, "create", Target.core("secrets", ns, release)).bodies(body, body));
    Target config = Target.core("configmaps", ns, workload.name() + "-config");
    out.add(at.plusMillis(260), Call.of(pipeline, "create", config).alreadyExists());
    out.add(at.plusMillis(300), Call.of(pipeline, "patch", config));
    out.add(
        at.plusMillis(350),
        Call.of(pipeline, "patch", Target.apps("deployments", ns, workload.name()))
            .query("fieldManager=helm"));
    pods.rollOut(at.plusMillis(400), workload, out);
    Target deployment = Target.apps("deployments", ns, workload.name());
    out.add(at.plusMillis(500), Call.watch(pipeline, deployment, Duration.ofSeconds(35)));
  }

  private void administer(Instant at, Timeline out) {
    Caller who = DemoCluster.any(engineers, random);
    String node = DemoCluster.any(DemoCluster.NODES, random).name();
    switch (random.nextInt(6)) {
      case 0 -> list(at, who, Target.core("nodes", null, null), out);
      case 1 -> out.add(at, Call.of(who, "get", Target.core("nodes", null, node)));
      case 2 -> list(at, who, Target.core("events", "kube-system", null), out);
      case 3 -> list(at, who, Target.rbac("clusterrolebindings", null, null), out);
      case 4 ->
          out.add(
              at,
              Call.of(
                      who,
                      "patch",
                      Target.in(
                          "monitoring.example.com", "v1", "alertrules", "monitoring", "latency"))
                  .query("fieldManager=kubectl-client-side-apply"));
      default -> list(at, who, Target.apps("daemonsets", "kube-system", null), out);
    }
  }
}
