package io.kubescribe.ingest.gateway.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import org.junit.jupiter.api.Test;

class UpgradeKindTest {
  private static UpgradeKind of(List<String> connection, List<String> upgrade) {
    HttpHeaders headers = new DefaultHttpHeaders();
    headers.set("Connection", connection);
    headers.set("Upgrade", upgrade);
    return UpgradeKind.of(headers);
  }

  @Test
  void tokens_are_found_in_any_case_and_line() {
    assertThat(of(List.of("Upgrade"), List.of("websocket"))).isEqualTo(UpgradeKind.WEBSOCKET);
    assertThat(of(List.of("keep-alive, UPGRADE"), List.of("WebSocket")))
        .isEqualTo(UpgradeKind.WEBSOCKET);
    assertThat(of(List.of("keep-alive", "upgrade"), List.of("spdy/3.1")))
        .isEqualTo(UpgradeKind.SPDY);
    assertThat(of(List.of("Upgrade"), List.of("SPDY/3.1", "SPDY/3.1"))).isEqualTo(UpgradeKind.SPDY);
  }

  @Test
  void a_header_alone_counts_too() {
    assertThat(of(List.of(), List.of("websocket"))).isEqualTo(UpgradeKind.WEBSOCKET);
    assertThat(of(List.of("x-upgrade-x"), List.of())).isEqualTo(UpgradeKind.OTHER);
  }

  @Test
  void protocols_that_differ_are_another_one() {
    assertThat(of(List.of("Upgrade"), List.of("websocket, SPDY/3.1"))).isEqualTo(UpgradeKind.OTHER);
    assertThat(of(List.of("Upgrade"), List.of("tcp"))).isEqualTo(UpgradeKind.OTHER);
    assertThat(of(List.of("Upgrade"), List.of("SPDY/3.1x"))).isEqualTo(UpgradeKind.OTHER);
  }

  @Test
  void a_plain_request_has_none() {
    assertThat(of(List.of("Upgrade, HTTP2-Settings"), List.of("h2c"))).isEqualTo(UpgradeKind.NONE);
    assertThat(of(List.of("keep-alive"), List.of())).isEqualTo(UpgradeKind.NONE);
  }
}
