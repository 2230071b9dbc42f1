package io.kubescribe.app.e2e;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The main job with the embedded broker.
@Tag("soak")
class WebhookToSearchIT {
  @TempDir Path folder;

  @Test
  void every_event_is_found_once_though_each_batch_is_sent_twice() throws Exception {
    try (ProcessNode node = new ProcessNode(folder.resolve("data"))) {
      MainJob.require(node);
    }
  }
}
