package io.kubescribe.ingest.simulated;

import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Which container a client means, by the apiserver's rules. Static.
final class ContainerChoice {
  private ContainerChoice() {}

  /// @param asked empty when the client named none
  /// @throws ApiException if it is not the pod's, or not clear
  static String of(JsonNode pod, String podName, String asked) throws ApiException {
    List<String> main = names(pod, "containers").toList();
    if (asked.isEmpty()) {
      if (main.size() == 1) {
        return main.getFirst();
      }
      throw ApiException.badRequest(
          "a container name must be specified for pod "
              + podName
              + ", choose one of: ["
              + String.join(" ", main)
              + "]");
    }
    boolean known =
        Stream.of("containers", "initContainers", "ephemeralContainers")
            .flatMap(list -> names(pod, list))
            .anyMatch(asked::equals);
    if (!known) {
      throw ApiException.badRequest("container " + asked + " is not valid for pod " + podName);
    }
    return asked;
  }

  private static Stream<String> names(JsonNode pod, String list) {
    return pod.path("spec").path(list).valueStream().map(one -> one.path("name").asString(""));
  }
}
