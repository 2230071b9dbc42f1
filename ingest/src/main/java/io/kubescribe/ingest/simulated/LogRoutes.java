package io.kubescribe.ingest.simulated;

import io.kubescribe.ingest.simulated.node.ContainerRuntime;
import io.kubescribe.ingest.simulated.node.Kubelet;
import io.kubescribe.ingest.simulated.node.ObjectKey;
import io.kubescribe.ingest.simulated.node.ObjectStore;
import java.io.IOException;
import java.io.OutputStream;
import tools.jackson.databind.node.ObjectNode;

/// What containers have written. Safe for use by many threads.
final class LogRoutes {
  private final ObjectStore store;
  private final Kubelet kubelet;

  LogRoutes(ObjectStore store, Kubelet kubelet) {
    this.store = store;
    this.kubelet = kubelet;
  }

  void serve(Call call) throws ApiException, IOException, InterruptedException {
    ObjectKey key = new ObjectKey("pods", call.info().namespace(), call.info().name());
    ObjectNode pod = store.get(key).orElseThrow(() -> ApiException.notFound("pods", key.name()));
    String name = ContainerChoice.of(pod, key.name(), call.query("container"));
    ContainerRuntime container =
        kubelet
            .container(key, name)
            .orElseThrow(() ->
                ApiException.badRequest(
                    "container \""
                        + name
                        + "\" in pod \""
                        + key.name()
                        + "\" is waiting to start: ContainerCreating"));
    long tail = tailLines(call.query("tailLines"));
    try (OutputStream out = call.stream("text/plain")) {
      container
          .log()
          .copy(
              out,
              tail,
              call.info().parameters().flag("follow"),
              call.info().parameters().flag("timestamps"));
    } finally {
      call.ended(200);
    }
  }

  private static long tailLines(String text) throws ApiException {
    if (text.isEmpty()) {
      return -1;
    }
    try {
      return Long.parseUnsignedLong(text);
    } catch (NumberFormatException e) {
      throw ApiException.badRequest("tailLines must be a number of lines, was '" + text + "'");
    }
  }
}
