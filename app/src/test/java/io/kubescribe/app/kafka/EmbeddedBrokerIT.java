package io.kubescribe.app.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubescribe.core.ConfigException;
import io.kubescribe.core.config.HostPort;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {
  private static final HostPort ANY_PORT = new HostPort("127.0.0.1", 0);

  @TempDir Path folder;

  @Test
  void keeps_its_cluster_id_from_one_start_to_the_next() throws Exception {
    String first = clusterIdOfOneRun();
    assertThat(clusterIdOfOneRun()).isEqualTo(first);
  }

  private String clusterIdOfOneRun() throws Exception {
    try (EmbeddedBroker broker = new EmbeddedBroker(folder, ANY_PORT)) {
      broker.start();
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.address().toString()))) {
        return admin.describeCluster().clusterId().get();
      }
    }
  }

  @Test
  void says_which_port_is_in_use() throws Exception {
    try (EmbeddedBroker broker = new EmbeddedBroker(folder.resolve("a"), ANY_PORT)) {
      broker.start();
      EmbeddedBroker second = new EmbeddedBroker(folder.resolve("b"), broker.address());
      assertThatThrownBy(second::start)
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("can't listen on " + broker.address());
    }
  }

  @Test
  void refuses_an_address_that_others_can_reach() {
    assertThatThrownBy(() -> new EmbeddedBroker(folder, new HostPort("0.0.0.0", 9092)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("loopback");
  }
}
