package io.kubescribe.ingest.simulated;

import static io.kubescribe.ingest.simulated.SimulatedFixture.ADMIN;
import static io.kubescribe.ingest.simulated.SimulatedFixture.GATEWAY;
import static io.kubescribe.ingest.simulated.SimulatedFixture.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kubescribe.core.json.StrictJson;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ApiServerTest {
  private static final String PODS = "/api/v1/namespaces/default/pods";
  private static final String POD =
      """
      {"kind":"Pod","apiVersion":"v1","metadata":{"name":"new"},
       "spec":{"containers":[{"name":"c","image":"busybox","command":["sleep","60"]}]}}\
      """;

  private final SimulatedFixture fixture = new SimulatedFixture();

  @AfterEach
  void close() throws IOException {
    fixture.close();
  }

  private static JsonNode json(HttpResponse<String> response) {
    return StrictJson.MAPPER.readTree(response.body());
  }

  @Test
  void says_plainly_that_it_is_simulated() throws Exception {
    assertThat(json(fixture.get("/version", "")).path("gitVersion").asString(""))
        .isEqualTo("v1.32.0-simulated");
  }

  @Test
  void lists_pods_by_namespace_and_selector() throws Exception {
    JsonNode list =
        json(
            fixture.get(
                "/api/v1/pods?labelSelector=app%3Dweb&fieldSelector=spec.nodeName!=x", ADMIN));

    assertThat(list.path("kind").asString("")).isEqualTo("PodList");
    assertThat(list.path("items").valueStream())
        .hasSize(2)
        .allSatisfy(pod -> {
          assertThat(pod.path("metadata").path("namespace").asString("")).isEqualTo("shop");
          assertThat(pod.path("status").path("phase").asString("")).isEqualTo("Running");
        });
  }

  @Test
  void a_table_is_made_when_asked_for() throws Exception {
    JsonNode table =
        json(
            fixture.get(
                PODS,
                ADMIN,
                "Accept",
                "application/json;as=Table;v=v1;g=meta.k8s.io,application/json"));

    assertThat(table.path("kind").asString("")).isEqualTo("Table");
    assertThat(table.path("rows").path(0).path("cells").path(0).asString("")).isEqualTo("toolbox");
  }

  @Test
  void a_bad_token_is_401_and_one_audit_event() throws Exception {
    HttpResponse<String> response = fixture.get(PODS, "nobody's", "Audit-ID", "bad one");

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.headers().firstValue("Audit-Id")).hasValue("bad one");
    assertThat(fixture.stages("bad one")).containsExactly("ResponseStarted");
    JsonNode event = fixture.events("bad one").getFirst();
    assertThat(event.path("user").isEmpty()).isTrue();
    assertThat(event.path("responseStatus").path("code").asInt(0)).isEqualTo(401);
    assertThat(event.has("annotations")).isFalse();
  }

  @Test
  void nobody_is_anonymous_and_may_little() throws Exception {
    HttpResponse<String> response = fixture.get(PODS, "");

    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(json(response).path("message").asString(""))
        .isEqualTo(
            "pods is forbidden: User \"system:anonymous\" cannot list resource \"pods\" in API group"
                + " \"\" in the namespace \"default\"");
  }

  @Test
  void who_may_only_look_gets_the_refusal_of_a_real_apiserver() throws Exception {
    HttpResponse<String> response =
        fixture.get(PODS + "/toolbox/exec?command=id&stdout=true", VIEWER, "Audit-ID", "no");

    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(json(response).path("message").asString(""))
        .isEqualTo(
            "pods \"toolbox\" is forbidden: User \"bob\" cannot get resource \"pods/exec\" in API"
                + " group \"\" in the namespace \"default\"");
    await()
        .untilAsserted(() ->
            assertThat(fixture.stages("no"))
                .containsExactly("RequestReceived", "ResponseStarted", "ResponseComplete"));
    assertThat(fixture.events("no").getLast().path("annotations"))
        .isEqualTo(
            StrictJson.MAPPER.readTree(
                "{\"authorization.k8s.io/decision\":\"forbid\",\"authorization.k8s.io/reason\":\"\"}"));
  }

  @Test
  void the_first_audit_id_of_the_client_is_taken_as_it_is() throws IOException {
    try (RawClient client = fixture.connect()) {
      client.request(
          "GET /version HTTP/1.1", "Audit-ID: hello world/../x <script>", "Audit-ID: second");

      assertThat(client.head()).contains("\r\nAudit-Id: hello world/../x <script>\r\n");
    }
    String longest = "x".repeat(8000);
    try (RawClient client = fixture.connect()) {
      client.request("GET /version HTTP/1.1", "Audit-ID: " + longest);

      assertThat(client.head()).contains("\r\nAudit-Id: " + longest + "\r\n");
    }
  }

  @Test
  void without_an_audit_id_one_is_made() throws Exception {
    HttpResponse<String> response = fixture.get("/version", ADMIN);

    assertThat(response.headers().firstValue("Audit-Id").orElse("")).hasSize(36);
  }

  @Test
  void claimed_addresses_come_first_and_the_peer_last() throws Exception {
    var _ =
        fixture.get(
            "/version",
            ADMIN,
            "Audit-ID",
            "addresses",
            "X-Forwarded-For",
            "203.0.113.9, 198.51.100.2",
            "User-Agent",
            "a".repeat(1025));

    JsonNode event = fixture.events("addresses").getFirst();
    assertThat(event.path("sourceIPs").valueStream().map(JsonNode::asString))
        .containsExactly("203.0.113.9", "198.51.100.2", "127.0.0.1");
    assertThat(event.path("userAgent").asString("")).isEqualTo("a".repeat(1024) + "...TRUNCATED");
  }

  @Test
  void impersonation_shows_in_all_stages_but_the_first() throws Exception {
    HttpResponse<String> response =
        fixture.get(
            PODS,
            GATEWAY,
            "Audit-ID",
            "as",
            "Impersonate-User",
            "alice",
            "Impersonate-Group",
            "devs",
            "Impersonate-Extra-Kubescribe.io%2FSession-Id",
            "s1");

    assertThat(response.statusCode()).isEqualTo(200);
    await().until(() -> fixture.events("as").size() == 2);
    assertThat(fixture.events("as").getFirst().has("impersonatedUser")).isFalse();
    JsonNode last = fixture.events("as").getLast();
    assertThat(last.path("user").path("username").asString("")).isEqualTo("gateway");
    assertThat(last.path("impersonatedUser").path("username").asString("")).isEqualTo("alice");
    assertThat(last.path("impersonatedUser").path("extra").has("kubescribe.io/session-id"))
        .isTrue();
  }

  @Test
  void who_may_not_impersonate_is_told() throws Exception {
    HttpResponse<String> response = fixture.get(PODS, VIEWER, "Impersonate-User", "alice");

    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.body()).contains("cannot impersonate resource \\\"users\\\"");
  }

  @Test
  void asking_who_one_is_needs_no_right() throws Exception {
    HttpResponse<String> response =
        fixture.send(
            fixture
                .request(
                    "/apis/authentication.k8s.io/v1/selfsubjectreviews",
                    VIEWER,
                    "Content-Type",
                    "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}")));

    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(json(response).path("status").path("userInfo").path("username").asString(""))
        .isEqualTo("bob");
  }

  @Test
  void a_token_is_reviewed() throws Exception {
    HttpResponse<String> response =
        fixture.send(
            "POST",
            "/apis/authentication.k8s.io/v1/tokenreviews",
            "application/json",
            "{\"spec\":{\"token\":\"" + VIEWER + "\"}}");

    assertThat(json(response).path("status").path("user").path("username").asString(""))
        .isEqualTo("bob");
  }

  @Test
  void a_created_pod_is_seen_by_a_watch_until_it_is_deleted() throws Exception {
    HttpResponse<InputStream> watch =
        fixture.send(
            fixture.request(PODS + "?watch=true&fieldSelector=metadata.name%3Dnew", ADMIN),
            HttpResponse.BodyHandlers.ofInputStream());
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(watch.body(), StandardCharsets.UTF_8))) {
      assertThat(fixture.send("POST", PODS, "application/json", POD).statusCode()).isEqualTo(201);
      assertThat(fixture.send("POST", PODS, "application/json", POD).statusCode()).isEqualTo(409);
      assertThat(fixture.send("DELETE", PODS + "/new", "application/json", "").statusCode())
          .isEqualTo(200);

      assertThat(lines.readLine()).contains("\"type\":\"ADDED\"", "\"phase\":\"Pending\"");
      String line = lines.readLine();
      while (!line.contains("DELETED")) {
        assertThat(line).contains("\"type\":\"MODIFIED\"");
        line = lines.readLine();
      }
      assertThat(line).contains("\"phase\":\"Running\"");
    }
    assertThat(fixture.get(PODS + "/new", ADMIN).statusCode()).isEqualTo(404);
  }

  @Test
  void a_strategic_patch_merges_containers_by_name() throws Exception {
    HttpResponse<String> response =
        fixture.send(
            "PATCH",
            PODS + "/toolbox",
            "application/strategic-merge-patch+json",
            "{\"metadata\":{\"labels\":{\"a\":\"b\"}},"
                + "\"spec\":{\"containers\":[{\"name\":\"sh\",\"image\":\"other:1\"}]}}");

    JsonNode containers = json(response).path("spec").path("containers");
    assertThat(containers.valueStream().map(one -> one.path("image").asString("")))
        .containsExactly("other:1", "busybox:1", "web:1");
    assertThat(json(response).path("metadata").path("labels").path("a").asString(""))
        .isEqualTo("b");
  }

  @Test
  void a_body_in_chunks_is_taken_up_to_the_apiservers_limit() throws Exception {
    String big =
        "{\"metadata\":{\"name\":\"big\"},\"data\":{\"x\":\"" + "y".repeat(2_000_000) + "\"}}";
    HttpRequest.Builder chunked =
        fixture
            .request(
                "/api/v1/namespaces/default/configmaps", ADMIN, "Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofInputStream(
                    () -> new ByteArrayInputStream(big.getBytes(StandardCharsets.UTF_8))));
    assertThat(fixture.send(chunked).statusCode()).isEqualTo(201);

    String tooBig = "{\"data\":\"" + "y".repeat(Call.MAX_BODY) + "\"}";
    assertThat(
            fixture
                .send("POST", "/api/v1/namespaces/default/configmaps", "application/json", tooBig)
                .statusCode())
        .isEqualTo(413);
    HttpResponse<byte[]> list =
        fixture.send(
            fixture.request(
                "/api/v1/namespaces/default/configmaps", ADMIN, "Accept-Encoding", "gzip"),
            HttpResponse.BodyHandlers.ofByteArray());
    assertThat(list.headers().firstValue("Content-Encoding")).hasValue("gzip");
    try (GZIPInputStream plain = new GZIPInputStream(new ByteArrayInputStream(list.body()))) {
      assertThat(plain.readAllBytes()).hasSizeGreaterThan(2_000_000);
    }
  }

  @Test
  void a_log_is_followed_until_the_container_ends() throws Exception {
    String pod =
        """
        {"metadata":{"name":"once"},"spec":{"restartPolicy":"Never","containers":[{"name":"c",
         "image":"busybox","command":["sh","-c","seq 3; sleep 0.3; echo last"]}]}}\
        """;
    var _ = fixture.send("POST", PODS, "application/json", pod);
    await().until(() -> fixture.get(PODS + "/once/log", ADMIN).statusCode() == 200);

    assertThat(fixture.get(PODS + "/once/log?follow=true", ADMIN, "Audit-ID", "log").body())
        .isEqualTo("1\n2\n3\nlast\n");
    assertThat(fixture.get(PODS + "/once/log?tailLines=1", ADMIN).body()).isEqualTo("last\n");
    await()
        .untilAsserted(() ->
            assertThat(fixture.stages("log"))
                .containsExactly("RequestReceived", "ResponseStarted", "ResponseComplete"));
    await()
        .untilAsserted(() ->
            assertThat(
                    json(fixture.get(PODS + "/once", ADMIN))
                        .path("status")
                        .path("phase")
                        .asString(""))
                .isEqualTo("Succeeded"));
  }

  @Test
  void paths_are_read_as_a_real_apiserver_reads_them() throws IOException {
    for (String target :
        List.of(
            PODS + "/%74oolbox",
            PODS + "%2Ftoolbox",
            PODS + "/toolbox/",
            "http://any.example" + PODS + "/toolbox")) {
      assertThat(status(target)).as(target).isEqualTo("200");
    }
    for (String target : List.of(PODS + "//toolbox", PODS + "/x/../toolbox", "/nothing")) {
      assertThat(status(target)).as(target).isEqualTo("404");
    }
  }

  private String status(String target) throws IOException {
    try (RawClient client = fixture.connect()) {
      client.request("GET " + target + " HTTP/1.1", "Authorization: Bearer " + ADMIN);
      return client.head().split(" ", 3)[1];
    }
  }

  @Test
  void requests_sent_ahead_are_answered_in_order() throws IOException {
    try (RawClient client = fixture.connect()) {
      String one = "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n";
      client.send(one + one.replace("/healthz", "/version") + one);

      assertThat(client.body(client.head())).isEqualTo("ok");
      assertThat(client.body(client.head())).contains("simulated");
      assertThat(client.body(client.head())).isEqualTo("ok");
    }
  }

  @Test
  void bytes_stream_through_a_pods_proxy_both_ways() throws Exception {
    byte[] body = new byte[3_000_000];
    HttpResponse<byte[]> echo =
        fixture.send(
            fixture
                .request(PODS + "/toolbox/proxy/echo", ADMIN)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)),
            HttpResponse.BodyHandlers.ofByteArray());

    assertThat(echo.body()).isEqualTo(body);
  }
}
