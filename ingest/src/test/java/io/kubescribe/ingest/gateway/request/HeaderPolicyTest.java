package io.kubescribe.ingest.gateway.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubescribe.core.session.SessionId;
import io.kubescribe.core.session.SessionKind;
import io.kubescribe.ingest.IdentityMode;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What goes upstream of a client's headers; B29 to B31 of the catalogue of bad inputs go over
/// sockets in `IdentityHeadersTest`.
class HeaderPolicyTest {
  private static final SessionId ID = SessionId.next(InstantSource.system(), new Random(1));

  private static HttpHeaders apply(HttpHeaders headers) throws RefusedException {
    return apply(headers, IdentityMode.PASS_THROUGH, UpgradeKind.NONE);
  }

  private static HttpHeaders apply(HttpHeaders headers, IdentityMode mode, UpgradeKind upgrade)
      throws RefusedException {
    new HeaderPolicy(mode, false, "apiserver:6443").apply(headers, ID, "192.0.2.1", upgrade);
    return headers;
  }

  private static HttpHeaders headers(String... pairs) {
    HttpHeaders headers = new DefaultHttpHeaders();
    for (int i = 0; i < pairs.length; i += 2) {
      headers.add(pairs[i], pairs[i + 1]);
    }
    return headers;
  }

  @Test
  void the_gateways_own_values_replace_the_clients() throws RefusedException {
    HttpHeaders headers =
        apply(
            headers(
                "Host", "gateway:8443",
                "Audit-ID", "mine",
                "audit-id", "mine too",
                "X-Forwarded-For", "10.0.0.1",
                "X-Real-IP", "10.0.0.2",
                "Forwarded", "for=10.0.0.3",
                "Authorization", "Bearer t"));
    assertThat(headers.getAll("Host")).containsExactly("apiserver:6443");
    assertThat(headers.getAll("Audit-ID")).containsExactly(ID.toString());
    assertThat(headers.getAll("X-Forwarded-For")).containsExactly("192.0.2.1");
    assertThat(headers.contains("X-Real-Ip")).isFalse();
    assertThat(headers.contains("Forwarded")).isFalse();
    assertThat(headers.get("Authorization")).isEqualTo("Bearer t");
  }

  @Test
  void headers_of_the_connection_stay_behind() throws RefusedException {
    HttpHeaders headers =
        apply(
            headers(
                "Connection", "keep-alive, X-Hop",
                "Keep-Alive", "timeout=5",
                "X-Hop", "1",
                "TE", "trailers",
                "Upgrade", "h2c",
                "Proxy-Authorization", "Basic x",
                "Accept-Encoding", "gzip"));
    assertThat(headers.names())
        .containsExactlyInAnyOrder("Accept-Encoding", "Host", "Audit-ID", "X-Forwarded-For");
  }

  @Test
  void an_upgrade_keeps_its_protocol_but_no_extensions() throws RefusedException {
    HttpHeaders headers =
        apply(
            headers(
                "Connection", "keep-alive",
                "Connection", "upgrade",
                "Upgrade", "spdy/3.1",
                "X-Stream-Protocol-Version", "v4.channel.k8s.io",
                "X-Stream-Protocol-Version", "channel.k8s.io",
                "Sec-WebSocket-Extensions", "permessage-deflate"),
            IdentityMode.PASS_THROUGH,
            UpgradeKind.SPDY);
    assertThat(headers.getAll("Connection")).containsExactly("Upgrade");
    assertThat(headers.getAll("Upgrade")).containsExactly("spdy/3.1");
    assertThat(headers.getAll("X-Stream-Protocol-Version")).hasSize(2);
    assertThat(headers.contains("Sec-WebSocket-Extensions")).isFalse();
  }

  @Test
  void an_impersonating_gateway_sends_no_credential_of_the_client() throws RefusedException {
    HttpHeaders headers =
        apply(
            headers("Authorization", "Bearer t", "Cookie", "a=b"),
            IdentityMode.IMPERSONATE,
            UpgradeKind.NONE);
    assertThat(headers.contains("Authorization")).isFalse();
    assertThat(headers.contains("Cookie")).isFalse();
  }

  @Test
  void two_credentials_are_refused() {
    assertThatThrownBy(
            () -> apply(headers("Authorization", "Bearer a", "authorization", "Bearer b")))
        .isInstanceOf(RefusedException.class);
  }

  @Test
  void subprotocols_that_nobody_can_record_are_not_offered() {
    HttpHeaders headers =
        headers(
            "Sec-WebSocket-Protocol", "v5.channel.k8s.io, v3.channel.k8s.io",
            "Sec-WebSocket-Protocol", "base64url.bearer.authorization.k8s.io.dG9rZW4");
    Subprotocols offered = Subprotocols.of(headers);
    assertThat(offered.bearerToken()).contains("token");
    assertThat(offered.keepRecordable(headers, SessionKind.EXEC)).isTrue();
    assertThat(headers.getAll("Sec-WebSocket-Protocol"))
        .containsExactly("v5.channel.k8s.io, base64url.bearer.authorization.k8s.io.dG9rZW4");
    offered.dropToken(headers);
    assertThat(headers.get("Sec-WebSocket-Protocol")).doesNotContain("bearer");
    HttpHeaders unknown = headers("Sec-WebSocket-Protocol", "v3.channel.k8s.io");
    assertThat(Subprotocols.of(unknown).keepRecordable(unknown, SessionKind.EXEC)).isFalse();
  }

  @Test
  void claims_are_kept_and_cut() {
    HttpHeaders headers =
        headers("Audit-ID", "x".repeat(8_000), "Kubectl-Command", "kubectl exec", "User-Agent", "");
    assertThat(ClientClaims.of(headers))
        .containsEntry("kubectlCommand", "kubectl exec")
        .containsEntry("auditId", "x".repeat(1024))
        .hasSize(2);
    assertThat(ClientClaims.addresses(headers("X-Forwarded-For", "10.0.0.1, 10.0.0.2")))
        .containsExactly("10.0.0.1", "10.0.0.2");
  }
}
