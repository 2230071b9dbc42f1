package io.kubescribe.ingest.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.kubescribe.core.config.HostPort;
import io.kubescribe.core.session.InputPolicy;
import io.kubescribe.core.session.RecordingMode;
import io.kubescribe.ingest.GatewayConfig;
import io.kubescribe.ingest.IdentityMode;
import io.kubescribe.ingest.TlsConfig;
import io.kubescribe.ingest.gateway.control.OpenSessions;
import io.kubescribe.ingest.gateway.upstream.Kubeconfig;
import io.kubescribe.ingest.http.Wire;
import io.kubescribe.ingest.netty.TestCertificates;
import io.kubescribe.ingest.simulated.SeenRequest;
import io.kubescribe.ingest.simulated.SimulatedFixture;
import io.kubescribe.ingest.simulated.SimulatedUser;
import io.kubescribe.ingest.simulated.SimulatedUser.Right;
import io.kubescribe.ingest.wire.WireDecoders;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A gateway that checks its clients itself and acts as them, over TLS, in front of the simulated
/// cluster.
class ImpersonationTest {
  private static final String USERS = "token-of-bob";
  private static final String OWN = "token-of-the-gateway";

  @TempDir private Path folder;
  private final FakeRecordings recordings = new FakeRecordings();
  private SimulatedFixture fixture;
  private Gateway gateway;
  private TestCertificates authority;

  @BeforeEach
  void start() throws Exception {
    authority = new TestCertificates("test CA");
    List<String> all = List.of("*");
    fixture =
        new SimulatedFixture(builder ->
            builder.users(
                List.of(
                    new SimulatedUser("bob", "u-bob", List.of("devs"), USERS, List.of(Right.ALL)),
                    new SimulatedUser(
                        "gateway",
                        "",
                        List.of(),
                        OWN,
                        List.of(
                            new Right(List.of("impersonate"), all, all),
                            new Right(List.of("create"), List.of("tokenreviews"), all))))));
    Path kubeconfig =
        Files.writeString(
            folder.resolve("kubeconfig"),
            """
            apiVersion: v1
            kind: Config
            current-context: c
            clusters: [ { name: c, cluster: { server: "%s" } } ]
            users: [ { name: u, user: { token: %s } } ]
            contexts: [ { name: c, context: { cluster: c, user: u } } ]
            """
                .formatted(fixture.cluster.url(), OWN));
    GatewayConfig base = GatewayConfig.DEFAULT;
    gateway =
        new Gateway(
            new GatewayConfig(
                base.cluster(),
                HostPort.parse("127.0.0.1:0"),
                null,
                null,
                tls(),
                RecordingMode.STRICT,
                InputPolicy.OFF,
                IdentityMode.IMPERSONATE,
                false,
                true,
                List.of(),
                List.of()),
            Kubeconfig.open(kubeconfig, null),
            recordings,
            new WireDecoders(System::nanoTime),
            new OpenSessions(),
            (loop, _, _, _) -> loop.newSucceededFuture(Optional.empty()),
            new SimpleMeterRegistry(),
            InstantSource.system(),
            GatewayLimits.DEFAULT);
    gateway.start();
  }

  private TlsConfig tls() throws Exception {
    TestCertificates.Identity own = authority.issue("CN=localhost", "localhost");
    return new TlsConfig(
        TestCertificates.write(folder.resolve("tls.crt"), own.certificatePem()),
        TestCertificates.write(folder.resolve("tls.key"), own.keyPem()),
        TestCertificates.write(folder.resolve("ca.crt"), authority.caPem()));
  }

  @AfterEach
  void stop() throws IOException {
    gateway.close();
    fixture.close();
  }

  private Wire.Response send(String line, String... headers) throws Exception {
    return sendAs(null, line, headers);
  }

  private Wire.Response sendAs(
      TestCertificates.@Nullable Identity client, String line, String... headers) throws Exception {
    try (Wire wire =
        new Wire(
            authority
                .clientContext(client)
                .getSocketFactory()
                .createSocket("127.0.0.1", gateway.address().port()))) {
      return wire.send(HttpText.lines(line, "Host: gw") + HttpText.lines(headers) + "\r\n")
          .readHead();
    }
  }

  private void requireNothingOf(String secret) {
    assertThat(fixture.requests)
        .filteredOn(request -> !request.target().contains("tokenreviews"))
        .allSatisfy(request -> assertThat(request.headers().toString()).doesNotContain(secret));
  }

  @Test
  void requests_go_up_as_the_user_with_the_gateways_credential() throws Exception {
    assertThat(send("GET /api/v1/namespaces HTTP/1.1", "Authorization: Bearer " + USERS).status())
        .isEqualTo(200);
    SeenRequest seen = fixture.requests.getLast();
    assertThat(seen.header("Impersonate-User")).containsExactly("bob");
    assertThat(seen.header("Impersonate-Group")).contains("devs");
    assertThat(seen.header("Authorization")).containsExactly("Bearer " + OWN);
    requireNothingOf(USERS);
  }

  @Test
  void whoever_is_not_known_gets_nowhere() throws Exception {
    assertThat(send("GET /api/v1/namespaces HTTP/1.1", "Authorization: Bearer wrong").status())
        .isEqualTo(401);
    assertThat(send("GET /api/v1/namespaces HTTP/1.1", "Accept: */*").status()).isEqualTo(401);
    assertThat(fixture.requests).allMatch(request -> request.target().contains("tokenreviews"));
  }

  @Test
  void a_certificate_of_the_client_ca_names_its_user_without_a_token() throws Exception {
    TestCertificates.Identity bob = authority.issue("CN=bob,O=ops");
    assertThat(sendAs(bob, "GET /api/v1/namespaces HTTP/1.1", "Accept: */*").status())
        .isEqualTo(200);
    SeenRequest seen = fixture.requests.getLast();
    assertThat(seen.header("Impersonate-User")).containsExactly("bob");
    assertThat(seen.header("Impersonate-Group")).containsExactly("ops");
  }

  @Test
  void a_certificate_of_another_authority_gets_nowhere_even_with_a_token() throws Exception {
    TestCertificates.Identity foreign = new TestCertificates("test CA").issue("CN=bob");
    assertThatThrownBy(() -> sendAs(foreign, "GET /api HTTP/1.1", "Authorization: Bearer " + USERS))
        .isInstanceOf(IOException.class);
    assertThat(fixture.requests).isEmpty();
  }

  @Test
  void nobody_acts_as_another_even_if_policy_would_allow_it() throws Exception {
    assertThat(
            send(
                    "GET /api/v1/namespaces HTTP/1.1",
                    "Authorization: Bearer " + USERS,
                    "Impersonate-User: root")
                .status())
        .isEqualTo(403);
  }

  @Test
  void a_session_is_the_users_and_its_token_stays_here() throws Exception {
    Wire.Response response =
        send(
            "GET /api/v1/namespaces/default/pods/toolbox/exec?command=id&stdout=1&container=side HTTP/1.1",
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Protocol: v4.channel.k8s.io, base64url.bearer.authorization.k8s.io."
                + "dG9rZW4tb2YtYm9i");
    assertThat(response.status()).isEqualTo(101);
    assertThat(response.header("Sec-WebSocket-Protocol")).isEqualTo("v4.channel.k8s.io");
    await().until(() -> recordings.only().reason != null);
    assertThat(recordings.only().asked.user().username()).isEqualTo("bob");
    requireNothingOf("dG9rZW4tb2YtYm9i");
  }
}
