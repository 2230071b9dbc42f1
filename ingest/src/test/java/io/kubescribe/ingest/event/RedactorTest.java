package io.kubescribe.ingest.event;

import static io.kubescribe.ingest.event.Bodies.text;
import static io.kubescribe.ingest.event.Canaries.CANARY;
import static io.kubescribe.ingest.event.Canaries.base64;
import static io.kubescribe.ingest.event.Canaries.event;
import static io.kubescribe.ingest.event.Canaries.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubescribe.core.ConfigException;
import io.kubescribe.core.audit.Redaction;
import io.kubescribe.core.crypto.DataKey;
import io.kubescribe.ingest.RedactConfig;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {
  private static final Redactor REDACTOR = redactor(true);

  private static Redactor redactor(boolean secrets, String... pointers) {
    return new Redactor(new RedactConfig(secrets, List.of(pointers)), Bodies.KEY);
  }

  static Stream<Arguments> shapes() {
    return Stream.of(
            ObjectSamples.secrets(),
            ObjectSamples.patches(),
            TextSamples.tokens(),
            TextSamples.texts(),
            TextSamples.encoded())
        .flatMap(shapes -> shapes);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("shapes")
  void a_secret_is_replaced_and_nothing_else(String rule, String name, String event) {
    byte[] raw = event.getBytes(StandardCharsets.UTF_8);
    Redactor.Redacted redacted = REDACTOR.redact(raw);
    String out = text(redacted.raw());
    assertThat(out).doesNotContain(CANARY).doesNotContain(base64(CANARY).substring(0, 12));
    assertThat(redacted.redactions()).extracting(Redaction::rule).contains(rule);
    RedactionChecks.requireOnlyMarkersDiffer(raw, redacted);
    Redactor.Redacted again = REDACTOR.redact(redacted.raw());
    assertThat(text(again.raw())).isEqualTo(out);
    assertThat(again.redactions()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void secrets_stay_when_the_config_says_so(String rule, String name, String event) {
    byte[] raw = event.getBytes(StandardCharsets.UTF_8);
    assertThat(redactor(false).redact(raw).raw()).isSameAs(raw);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"objectRef\":{\"resource\":\"configmaps\"},\"requestObject\":{\"kind\":\"ConfigMap\",\"data\":{\"a\":\"b\"}}",
        "\"objectRef\":{\"resource\":\"secrets\",\"name\":\"data\"},\"requestURI\":\"/api/v1/secrets?limit=500&continue=eyJ2IjoibWV0YSJ9\"",
        "\"objectRef\":{\"resource\":\"secrets\"},\"responseObject\":{\"kind\":\"Status\",\"message\":\"secrets \\\"a\\\" not found\",\"details\":{\"name\":\"a\",\"kind\":\"secrets\"}}",
        "\"objectRef\":{\"resource\":\"secrets\"},\"requestObject\":{\"kind\":\"Secret\",\"metadata\":{\"name\":\"a\",\"annotations\":{\"a\":\"b\"}},\"type\":\"Opaque\",\"immutable\":true,\"data\":{\"gone\":null,\"empty\":\"\"}}",
        "\"objectRef\":{\"resource\":\"secrets\"},\"requestObject\":[{\"op\":\"remove\",\"path\":\"/data/a\"},{\"op\":\"add\",\"path\":\"/metadata/labels/a\",\"value\":\"b\"}]",
        "\"requestObject\":{\"kind\":\"Pod\",\"spec\":{\"volumes\":[{\"secret\":{\"secretName\":\"a\"}}]}}",
        "\"requestObject\":{\"kind\":\"Gateway\",\"tls\":{\"certificateRefs\":[{\"kind\":\"Secret\",\"name\":\"a\"}]},\"data\":\"x\"}",
        "\"responseStatus\":{\"code\":401,\"message\":\"[invalid bearer token, token lookup failed]\"}",
        "\"requestObject\":{\"a\":\"-----BEGIN CERTIFICATE-----\\nMIIB\\n-----END CERTIFICATE-----\\n-----BEGIN PUBLIC KEY-----\\nMIIB\\n-----END PUBLIC KEY-----\\n\"}",
        "\"requestObject\":{\"kind\":\"TokenRequest\",\"spec\":{\"audiences\":[\"a\"]},\"status\":{\"expirationTimestamp\":null,\"token\":null}}",
        "\"annotations\":{\"authorization.k8s.io/decision\":\"allow\",\"authorization.k8s.io/reason\":\"RBAC: allowed by ClusterRoleBinding \\\"authorization: bearer\\\"\"}",
        "\"requestObject\":{\"a\":\"kind: Secret\\nname: x\\n---\\nkind: ConfigMap\\ndata:\\n  a: b\\n\"}",
        "\"requestObject\":{\"a\":\"rules:\\n- kind: SecretStore\\n  data: x\\n\"}",
        "\"requestObject\":{\"metadata\":{\"annotations\":{\"kubectl.kubernetes.io/last-applied-configuration\":\"{\\\"kind\\\":\\\"Pod\\\",\\\"data\\\":{\\\"a\\\":\\\"b\\\"},\\\"ref\\\":{\\\"kind\\\":\\\"Secret\\\"}}\"}}}",
        "\"requestURI\":\"/apis/authorization.k8s.io/v1/selfsubjectaccessreviews?tokens=1&my_token=2&token=\""
      })
  void ordinary_values_stay(String members) {
    byte[] raw = event(members).getBytes(StandardCharsets.UTF_8);
    assertThat(text(REDACTOR.redact(raw).raw())).isEqualTo(text(raw));
  }

  @Test
  void a_marker_tells_the_length_and_whether_values_are_equal() {
    String event =
        request("secrets", "{\"data\":{\"a\":\"eA==\",\"b\":\"eA==\",\"c\":\"eQ==\",\"d/~\":17}}");
    Redactor.Redacted redacted = REDACTOR.redact(event.getBytes(StandardCharsets.UTF_8));
    assertThat(redacted.redactions())
        .containsExactly(
            new Redaction("/requestObject/data/a", "secret-data", 6),
            new Redaction("/requestObject/data/b", "secret-data", 6),
            new Redaction("/requestObject/data/c", "secret-data", 6),
            new Redaction("/requestObject/data/d~1~0", "secret-data", 2));
    List<String> markers = RedactionChecks.markers(redacted.raw());
    assertThat(markers)
        .hasSize(4)
        .allMatch(marker -> marker.matches("\\[redacted:[26]:[\\w-]{22}]"));
    assertThat(markers.get(0)).isEqualTo(markers.get(1)).isNotEqualTo(markers.get(2));
    Redactor other = new Redactor(new RedactConfig(true, List.of()), new DataKey(filled((byte) 1)));
    assertThat(RedactionChecks.markers(other.redact(event.getBytes(StandardCharsets.UTF_8)).raw()))
        .doesNotContain(markers.get(0));
  }

  private static byte[] filled(byte b) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, b);
    return bytes;
  }

  @Test
  void a_value_that_only_looks_like_a_marker_is_replaced() {
    for (String value :
        List.of(
            "[redacted:1:x]",
            "[redacted::" + "a".repeat(22) + "]",
            "[redacted:1:" + "a".repeat(22) + "]" + CANARY)) {
      String event = request("secrets", "{\"data\":{\"a\":\"" + value + "\"}}");
      assertThat(REDACTOR.redact(event.getBytes(StandardCharsets.UTF_8)).redactions()).hasSize(1);
    }
  }

  @Test
  void pointers_of_the_config_are_replaced() {
    String event =
        event(
            "\"requestObject\":{\"spec\":{\"c\":[{\"env\":[{\"value\":\"a\"},{\"value\":1}]},{\"env\":[{\"value\":{}}]}]}},"
                + "\"user\":{\"ex/tra\":[1,2]},\"\\u00fc\":true");
    Redactor redactor =
        redactor(
            false, "/requestObject/spec/c/*/env/*/value", "/user/ex~1tra/1", "/\u00fc", "/none/a");
    byte[] raw = event.getBytes(StandardCharsets.UTF_8);
    Redactor.Redacted redacted = redactor.redact(raw);
    assertThat(redacted.redactions())
        .extracting(Redaction::pointer)
        .containsExactly(
            "/requestObject/spec/c/0/env/0/value",
            "/requestObject/spec/c/0/env/1/value",
            "/requestObject/spec/c/1/env/0/value",
            "/user/ex~1tra/1",
            "/\u00fc");
    assertThat(redacted.redactions()).extracting(Redaction::rule).containsOnly("pointer");
    RedactionChecks.requireOnlyMarkersDiffer(raw, redacted);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "requestObject", "/auditID", "/*", "/*/a", "/stage/x"})
  void a_pointer_that_would_make_events_unreadable_is_refused(String pointer) {
    assertThatThrownBy(() -> redactor(true, pointer))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("ingest.redact.pointers");
  }

  @Test
  void very_many_values_are_replaced_together() {
    StringBuilder items = new StringBuilder();
    for (int i = 0; i <= Edits.MAX_EDITS / 2; i++) {
      items.append(i == 0 ? "" : ",").append("{\"data\":{\"a\":\"" + CANARY + "\",\"b\":0}}");
    }
    String event =
        event(
            "\"userAgent\":\"x\",\"responseObject\":{\"kind\":\"SecretList\",\"items\":["
                + items
                + "]}");
    byte[] raw = event.getBytes(StandardCharsets.UTF_8);
    Redactor.Redacted redacted = REDACTOR.redact(raw);
    assertThat(redacted.redactions())
        .extracting(Redaction::pointer, Redaction::rule)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("/responseObject", "too-many"));
    assertThat(text(redacted.raw())).doesNotContain(CANARY).contains("\"userAgent\":\"x\"");
    RedactionChecks.requireOnlyMarkersDiffer(raw, redacted);
  }
}
