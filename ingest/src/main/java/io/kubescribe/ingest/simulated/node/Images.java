package io.kubescribe.ingest.simulated.node;

import java.util.List;

/// What an image runs when the pod names no command. Static.
final class Images {
  private Images() {}

  static List<String> command(String image) {
    String name = image.substring(image.lastIndexOf('/') + 1).split("[:@]", 2)[0];
    return switch (name) {
      case "busybox", "alpine", "debian", "ubuntu", "toolbox" -> List.of("sh");
      case "pause" -> List.of("sleep", "infinity");
      default -> List.of("serve");
    };
  }
}
