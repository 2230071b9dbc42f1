package io.kubescribe.app.demo;

import java.time.Duration;
import java.time.Instant;

/// What people did in containers while the recorder ran.
final class Shells {
  private static final DemoCluster.Workload WEB = DemoCluster.WORKLOADS.getFirst();
  private static final DemoCluster.Workload CHECKOUT = DemoCluster.WORKLOADS.get(3);

  private Shells() {}

  static void plan(Instant now, Timeline out) {
    Target checkout = Target.pod(CHECKOUT.namespace(), CHECKOUT.pod(0));
    Target web = Target.pod(WEB.namespace(), WEB.pod(0));
    add(out, now, 26, Call.recorded(People.developer(4), "get", checkout, "main", "bash-history"));
    add(out, now, 41, Call.recorded(People.developer(3), "get", checkout, "main", "failed"));
    add(out, now, 95, Call.recorded(People.engineer(1), "get", web, "main", "vim-edit"));
    Target postgres = Target.pod("data", "postgres-0");
    add(out, now, 190, Call.recorded(People.engineer(2), "get", postgres, "postgres", "top"));
  }

  private static void add(Timeline out, Instant now, long minutesAgo, Call call) {
    out.add(now.minus(Duration.ofMinutes(minutesAgo)), call);
  }
}
