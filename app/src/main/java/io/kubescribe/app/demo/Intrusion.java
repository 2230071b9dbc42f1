package io.kubescribe.app.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/// The first quarter of an hour of the incident: a token of the metrics agent in foreign hands.
///
/// | minute | what |
/// | --- | --- |
/// | -55 | knocks without a credential |
/// | 0 | the leaked token of `metrics-agent`: asks what it may, lists namespaces |
/// | 3 | tries every resource in every namespace; nearly all 403 |
/// | 10 | one namespace lets it list secrets; reads the pipeline's token |
final class Intrusion {
  static final String ADDRESS = "203.0.113.77";
  static final String STOLEN_SECRET = "deploy-bot-token";

  private static final String PYTHON = "python-requests/2.31.0";
  private static final String CI_RULE =
      "RBAC: allowed by RoleBinding \"metrics-agent-config/ci\" of Role \"config-reader\" to"
          + " ServiceAccount \"metrics-agent/monitoring\"";

  /// People and scripts don't act on the full second; milliseconds.
  static final int HASTE = 2900;

  private static final List<Target> TRIED =
      List.of(
          Target.core("secrets", null, null),
          Target.core("configmaps", null, null),
          Target.core("serviceaccounts", null, null),
          Target.core("services", null, null),
          Target.core("persistentvolumeclaims", null, null),
          Target.apps("deployments", null, null),
          Target.apps("daemonsets", null, null),
          Target.apps("statefulsets", null, null),
          Target.in("batch", "v1", "jobs", null, null),
          Target.in("batch", "v1", "cronjobs", null, null),
          Target.in("networking.k8s.io", "v1", "networkpolicies", null, null),
          Target.in("networking.k8s.io", "v1", "ingresses", null, null),
          Target.rbac("roles", null, null),
          Target.rbac("rolebindings", null, null));

  private final Caller agent = Platform.metricsAgent().from(ADDRESS, PYTHON);
  private final SplittableRandom random;
  private final Timeline out;
  private final Instant start;

  Intrusion(Instant start, SplittableRandom random, Timeline out) {
    this.start = start;
    this.random = random;
    this.out = out;
  }

  void plan() {
    knock();
    discover();
    tryEverything();
    stealToken();
  }

  private void at(double minute, Call call) {
    out.add(start.plusMillis((long) (minute * 60_000) + random.nextInt(HASTE)), call);
  }

  private void knock() {
    Caller nobody = Caller.anonymous(ADDRESS, "curl/8.5.0");
    at(-55, Call.nonResource(nobody, "/version"));
    at(-54.9, Call.nonResource(nobody, "/api").forbidden());
    at(-54.8, Call.of(nobody, "list", Target.core("namespaces", null, null)).forbidden());
  }

  private void discover() {
    at(0, Call.nonResource(agent, "/version"));
    at(0.05, Call.nonResource(agent, "/api"));
    at(0.1, Call.nonResource(agent, "/apis"));
    List<String> asked = List.of("default", "monitoring", "ci", "kube-system");
    for (int i = 0; i < asked.size(); i++) {
      String body = Bodies.rulesReview(asked.get(i));
      Target review =
          Target.in("authorization.k8s.io", "v1", "selfsubjectrulesreviews", null, null);
      at(0.3 + 0.1 * i, Call.of(agent, "create", review).bodies(body, body));
    }
    List<String> wishes =
        List.of(
            "create pods",
            "get secrets",
            "list secrets",
            "create pods/exec",
            "escalate clusterroles",
            "impersonate users",
            "create serviceaccounts/token",
            "list nodes");
    for (int i = 0; i < wishes.size(); i++) {
      String[] wish = wishes.get(i).split(" ");
      boolean allowed = wishes.get(i).equals("list nodes");
      Target review =
          Target.in("authorization.k8s.io", "v1", "selfsubjectaccessreviews", null, null);
      at(
          1 + 0.07 * i,
          Call.of(agent, "create", review)
              .bodies(
                  Bodies.accessReview(wish[0], wish[1], "", false),
                  Bodies.accessReview(wish[0], wish[1], "", allowed)));
    }
    at(2, Call.of(agent, "list", Target.core("namespaces", null, null)));
    at(2.2, Call.of(agent, "list", Target.core("nodes", null, null)));
    at(2.4, Call.of(agent, "list", Target.pod(null, null)).took(Duration.ofMillis(64)));
  }

  /// Every resource in every namespace with three verbs: the bump of the night.
  private void tryEverything() {
    double minute = 3;
    for (String verb : List.of("list", "watch", "get")) {
      for (String namespace : DemoCluster.NAMESPACES) {
        for (Target tried : TRIED) {
          at(minute, attempt(verb, tried.within(namespace)));
          minute += (0.4 + random.nextDouble()) / 100;
        }
      }
    }
  }

  private Call attempt(String verb, Target target) {
    boolean open =
        "ci".equals(target.namespace())
            && !verb.equals("watch")
            && (target.resource().equals("secrets") || target.resource().equals("configmaps"));
    Caller caller = open ? agent.allowedBy(CI_RULE) : agent;
    Call call =
        verb.equals("get")
            ? Call.of(caller, verb, target.named("default"))
            : Call.of(caller, verb, target)
                .query(verb.equals("watch") ? "watch=true&timeoutSeconds=1" : "limit=250");
    if (!open) {
      return call.forbidden();
    }
    return verb.equals("get") ? call.notFound() : call;
  }

  private void stealToken() {
    Caller reader = agent.allowedBy(CI_RULE);
    at(10, Call.of(reader, "list", Target.core("secrets", "ci", null)).query("limit=250"));
    at(10.6, Call.of(reader, "get", Target.core("secrets", "ci", "registry-login")));
    at(11.1, Call.of(reader, "get", Target.core("secrets", "ci", STOLEN_SECRET)));
  }
}
