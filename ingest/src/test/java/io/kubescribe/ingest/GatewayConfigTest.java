package io.kubescribe.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubescribe.core.ConfigException;
import io.kubescribe.core.config.HostPort;
import io.kubescribe.core.session.InputPolicy;
import io.kubescribe.core.session.RecordingMode;
import java.util.List;
import org.junit.jupiter.api.Test;

class GatewayConfigTest {
  @Test
  void records_strictly_on_loopback_by_default() {
    GatewayConfig config = GatewayConfig.DEFAULT;
    assertThat(config.listen()).isEqualTo(HostPort.parse("127.0.0.1:8443"));
    assertThat(config.mode()).isEqualTo(RecordingMode.STRICT);
    assertThat(config.recordInput()).isEqualTo(InputPolicy.OFF);
    assertThat(config.identity()).isEqualTo(IdentityMode.PASS_THROUGH);
    assertThat(config.allowImpersonation()).isFalse();
  }

  @Test
  void the_first_rule_that_matches_a_namespace_decides() {
    GatewayConfig config =
        with(
            "127.0.0.1:8443",
            List.of(
                new NamespaceRule("dev-secure", RecordingMode.STRICT),
                new NamespaceRule("dev-*", RecordingMode.BEST_EFFORT)));
    assertThat(config.modeOf("dev-a")).isEqualTo(RecordingMode.BEST_EFFORT);
    assertThat(config.modeOf("dev-secure")).isEqualTo(RecordingMode.STRICT);
    assertThat(config.modeOf("prod")).isEqualTo(RecordingMode.STRICT);
  }

  @Test
  void an_open_address_needs_tls() {
    assertThatThrownBy(() -> with("0.0.0.0:8443", List.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("ingest.gateway.tls: must be given beyond loopback");
  }

  @Test
  void unrecorded_upgrades_are_named_by_path() {
    GatewayConfig config = GatewayConfig.DEFAULT;
    assertThat(config.mayPassUnrecorded("/api/v1/namespaces/a/services/b/proxy/ws")).isFalse();
    assertThat(
            new GatewayConfig(
                    config.cluster(),
                    config.listen(),
                    null,
                    null,
                    null,
                    config.mode(),
                    config.recordInput(),
                    config.identity(),
                    false,
                    false,
                    List.of("/api/v1/namespaces/*/services/*/proxy/*"),
                    List.of())
                .mayPassUnrecorded("/api/v1/namespaces/a/services/b/proxy/ws"))
        .isTrue();
  }

  private static GatewayConfig with(String listen, List<NamespaceRule> rules) {
    GatewayConfig config = GatewayConfig.DEFAULT;
    return new GatewayConfig(
        config.cluster(),
        HostPort.parse(listen),
        null,
        null,
        null,
        config.mode(),
        config.recordInput(),
        config.identity(),
        false,
        false,
        List.of(),
        rules);
  }
}
