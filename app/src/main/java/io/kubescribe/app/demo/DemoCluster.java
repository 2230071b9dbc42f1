package io.kubescribe.app.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// The invented cluster: its nodes, namespaces and workloads.
final class DemoCluster {
  static final String CONTROL_IP = "10.20.0.10";
  static final String CONTROL_NODE = "cp-1";

  static final List<Node> NODES =
      List.of(
          new Node(CONTROL_NODE, CONTROL_IP),
          new Node("worker-1", "10.20.0.21"),
          new Node("worker-2", "10.20.0.22"),
          new Node("worker-3", "10.20.0.23"),
          new Node("worker-4", "10.20.0.24"));

  static final List<String> NAMESPACES =
      List.of(
          "cert-manager",
          "ci",
          "data",
          "default",
          "dev-search",
          "dev-web",
          "ingress",
          "kube-public",
          "kube-system",
          "monitoring",
          "payments",
          "platform",
          "shop",
          "staging");

  static final List<Workload> WORKLOADS =
      List.of(
          new Workload("shop", "web", "7d4f9c6b8d", 3, "registry.example.com/shop/web:5.12.0"),
          new Workload("shop", "cart", "5b8d7f6c9f", 2, "registry.example.com/shop/cart:3.4.1"),
          new Workload("shop", "search", "6c9d8b7f5d", 2, "registry.example.com/shop/search:2.9.3"),
          new Workload(
              "payments", "checkout", "84f6b9d7c5", 2, "registry.example.com/pay/checkout:8.1.0"),
          new Workload(
              "payments", "ledger", "9f7c6d5b84", 2, "registry.example.com/pay/ledger:4.0.2"),
          new Workload(
              "staging", "web", "66d9f8c7b4", 1, "registry.example.com/shop/web:5.13.0-rc2"),
          new Workload(
              "staging",
              "checkout",
              "79b5d6c8f4",
              1,
              "registry.example.com/pay/checkout:8.2.0-rc1"),
          new Workload("dev-web", "web", "58c7f9d6b5", 1, "registry.example.com/shop/web:main"),
          new Workload(
              "dev-search", "search", "4d8f7b6c95", 1, "registry.example.com/shop/search:main"));

  private static final String NAME_LETTERS = "bcdfghjklmnpqrstvwxz2456789";

  record Node(String name, String ip) {}

  /// A deployment; its running pods have fixed names.
  record Workload(String namespace, String name, String hash, int replicas, String image) {
    String replicaSet() {
      return name + "-" + hash;
    }

    String pod(int number) {
      return replicaSet() + "-" + suffix(new SplittableRandom(hash.hashCode() + number));
    }

    String anyPod(SplittableRandom random) {
      return pod(random.nextInt(replicas));
    }
  }

  private DemoCluster() {}

  /// Five letters as the API server makes them for `generateName`.
  static String suffix(SplittableRandom random) {
    StringBuilder out = new StringBuilder(5);
    for (int i = 0; i < 5; i++) {
      out.append(NAME_LETTERS.charAt(random.nextInt(NAME_LETTERS.length())));
    }
    return out.toString();
  }

  static List<Caller> kubelets() {
    List<Caller> kubelets = new ArrayList<>();
    NODES.forEach(node -> kubelets.add(Caller.kubelet(node.name(), node.ip())));
    return kubelets;
  }

  static <T> T any(List<T> list, SplittableRandom random) {
    return list.get(random.nextInt(list.size()));
  }
}
