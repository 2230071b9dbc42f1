package io.kubescribe.ingest.event;

import static io.kubescribe.ingest.event.Bodies.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubescribe.core.ConfigException;
import io.kubescribe.core.audit.Redaction;
import io.kubescribe.core.crypto.DataKey;
import io.kubescribe.core.json.StrictJson;
import io.kubescribe.ingest.RedactConfig;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {
  private static final String CANARY = "Canary-7f3aQ";
  private static final String JWT =
      "eyJhbGciOiJSUzI1NiIsImtpZCI6IngifQ.eyJpc3MiOiJrdWJlcm5ldGVzIiwic3ViIjoiYSJ9." + CANARY;
  private static final String PEM =
      "-----BEGIN RSA PRIVATE KEY-----\n"
          + "MIIEpAIBAAKCAQEA0Z3VS5JJcds3xfn/ygWyF8PbnGy0AHB7MhgHcTz6sE2I2yPB\n"
          + CANARY
          + "\n-----END RSA PRIVATE KEY-----\n";
  private static final String YAML =
      "apiVersion: v1\nkind: Secret\nmetadata:\n  name: a\nstringData:\n  password: "
          + CANARY
          + "\n";
  private static final String JSON =
      "{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"data\":{\"password\":\"" + CANARY + "\"}}";

  private static final Redactor REDACTOR = redactor(true);

  private static Redactor redactor(boolean secrets, String... pointers) {
    return new Redactor(new RedactConfig(secrets, List.of(pointers)), Bodies.KEY);
  }

  private static String quoted(String text) {
    return StrictJson.MAPPER.writeValueAsString(text);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String wrapped(String text) {
    return Base64.getMimeEncoder(76, new byte[] {'\n'})
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String event(String members) {
    return "{\"auditID\":\"a\",\"stage\":\"ResponseComplete\"," + members + "}";
  }

  private static String request(String resource, String body) {
    String[] parts = resource.split("/", 2);
    String sub = parts.length == 2 ? ",\"subresource\":\"" + parts[1] + "\"" : "";
    return event(
        "\"objectRef\":{\"resource\":\""
            + parts[0]
            + "\",\"name\":\"n\""
            + sub
            + "},\"requestObject\":"
            + body);
  }

  private static Arguments shape(String rule, String name, String event) {
    return Arguments.of(rule, name, event);
  }

  static Stream<Arguments> shapes() {
    return Stream.of(secrets(), patches(), tokens(), texts(), encoded()).flatMap(shapes -> shapes);
  }

  private static Stream<Arguments> secrets() {
    String data = "\"data\":{\"password\":\"" + CANARY + "\",\"n\":null}";
    String applied =
        "\"metadata\":{\"name\":\"n\",\"annotations\":{"
            + "\"kubectl.kubernetes.io/last-applied-configuration\":"
            + quoted(JSON)
            + "}}";
    return Stream.of(
        shape("secret-data", "a Secret", request("secrets", "{\"kind\":\"Secret\"," + data + "}")),
        shape(
            "secret-data",
            "the kind after the data",
            request("x", "{" + data + ",\"kind\":\"Secret\"}")),
        shape(
            "secret-data",
            "stringData",
            request("secrets", "{\"kind\":\"Secret\",\"stringData\":{\"a\":\"" + CANARY + "\"}}")),
        shape("secret-data", "a Secret without kind", request("secrets", "{" + data + "}")),
        shape(
            "secret-data",
            "a response before the objectRef",
            event("\"responseObject\":{" + data + "},\"objectRef\":{\"resource\":\"secrets\"}")),
        shape(
            "secret-data",
            "escaped names",
            request(
                "x",
                "{\"k\\u0069nd\":\"Secr\\u0065t\",\"d\\u0061ta\":{\"a\":\"" + CANARY + "\"}}")),
        shape(
            "secret-data",
            "an escaped resource",
            event(
                "\"objectRef\":{\"res\\u006furce\":\"s\\u0065crets\"},\"requestObj\\u0065ct\":{"
                    + data
                    + "}")),
        shape(
            "secret-data",
            "a misspelled stringdata",
            request("secrets", "{\"stringdata\":{\"a\":\"" + CANARY + "\"}}")),
        shape(
            "secret-data",
            "numbers, booleans, lists and objects as values",
            request(
                "secrets",
                "{\"data\":{\"a\":[1,\"" + CANARY + "\"],\"b\":{\"c\":\"" + CANARY + "\"}}}")),
        shape(
            "secret-data",
            "data that is a text",
            request("secrets", "{\"data\":\"" + CANARY + "\"}")),
        shape(
            "secret-data",
            "data that is a list",
            request("secrets", "{\"data\":[\"" + CANARY + "\"]}")),
        shape(
            "secret-data",
            "items of a SecretList",
            request("x", "{\"kind\":\"SecretList\",\"items\":[{" + data + "},{" + data + "}]}")),
        shape(
            "secret-data",
            "items of a list of secrets without kind",
            request("secrets", "{\"items\":[{\"metadata\":{}},{" + data + "}]}")),
        shape(
            "secret-data",
            "a Secret in a List of all kinds",
            request("x", "{\"kind\":\"List\",\"items\":[{\"kind\":\"Secret\"," + data + "}]}")),
        shape(
            "secret-data",
            "a table with objects",
            request(
                "secrets",
                "{\"kind\":\"Table\",\"rows\":[{\"cells\":[\"a\",1],\"object\":{" + data + "}}]}")),
        shape(
            "secret-data",
            "a watch event",
            request("secrets", "{\"type\":\"ADDED\",\"object\":{" + data + "}}")),
        shape(
            "secret-data",
            "a Secret deep inside a custom resource",
            request("x", "{\"spec\":{\"a\":[{\"b\":{\"kind\":\"Secret\"," + data + "}}]}}")),
        shape("last-applied", "last applied", request("secrets", "{" + applied + "}")),
        shape(
            "last-applied",
            "last applied in a table of metadata",
            request("secrets", "{\"rows\":[{\"object\":{" + applied + "}}]}")),
        shape(
            "last-applied",
            "last applied of an item",
            request("x", "{\"kind\":\"SecretList\",\"items\":[{" + applied + "}]}")),
        shape(
            "last-applied",
            "an annotation of kapp that is no JSON",
            request(
                "secrets",
                "{\"metadata\":{\"annotations\":{\"kapp.k14s.io\\/original\":\""
                    + CANARY
                    + "\"}}}")),
        shape(
            "secret-data",
            "a refusal that repeats the body",
            event(
                "\"objectRef\":{\"resource\":\"secrets\"},\"responseStatus\":{\"message\":"
                    + quoted(
                        "patch: Invalid value: \""
                            + "{\\\"data\\\":{\\\"a\\\":\\\""
                            + CANARY
                            + "\\\"}}\": no")
                    + "}")),
        shape(
            "secret-data",
            "a refusal in the answer's causes, cut",
            event(
                "\"objectRef\":{\"resource\":\"secrets\"},\"responseObject\":{\"kind\":\"Status\","
                    + "\"details\":{\"causes\":[{\"message\":"
                    + quoted("Invalid value: {\"data\":{\"a\":\"" + CANARY)
                    + "}]}}")));
  }

  private static Stream<Arguments> patches() {
    return Stream.of(
        shape(
            "secret-data",
            "a JSON patch of a value",
            request(
                "secrets", "[{\"op\":\"add\",\"path\":\"/data/a\",\"value\":\"" + CANARY + "\"}]")),
        shape(
            "secret-data",
            "a JSON patch with the value first",
            request(
                "secrets",
                "[{\"value\":\"" + CANARY + "\",\"path\":\"/stringData/a~1b\",\"op\":\"add\"}]")),
        shape(
            "secret-data",
            "a JSON patch of all data",
            request(
                "secrets",
                "[{\"op\":\"replace\",\"path\":\"/data\",\"value\":{\"a\":\"" + CANARY + "\"}}]")),
        shape(
            "secret-data",
            "a JSON patch of the whole object",
            request(
                "secrets",
                "[{\"op\":\"replace\",\"path\":\"\",\"value\":{\"data\":{\"a\":\""
                    + CANARY
                    + "\"}}}]")),
        shape(
            "secret-data",
            "a JSON patch that tests",
            request(
                "secrets",
                "[{\"op\":\"test\",\"path\":\"\\/d\\u0061ta/a\",\"value\":\"" + CANARY + "\"}]")),
        shape(
            "secret-data",
            "a JSON patch with a broken path",
            request(
                "secrets", "[{\"op\":\"add\",\"path\":\"data/a\",\"value\":\"" + CANARY + "\"}]")),
        shape(
            "last-applied",
            "a JSON patch of last applied",
            request(
                "secrets",
                "[{\"op\":\"add\",\"path\":\"/metadata/annotations/kubectl.kubernetes.io~1last-applied-configuration\",\"value\":\""
                    + CANARY
                    + "\"}]")),
        shape(
            "secret-data",
            "a strategic merge patch",
            request("secrets", "{\"data\":{\"$patch\":\"replace\",\"a\":\"" + CANARY + "\"}}")));
  }

  private static Stream<Arguments> tokens() {
    String opaque = "\"status\":{\"token\":\"" + CANARY + "\",\"expirationTimestamp\":\"x\"}";
    return Stream.of(
        shape(
            "token-request",
            "B44 a TokenRequest",
            request("serviceaccounts/token", "{" + opaque + "}")),
        shape(
            "token-request",
            "B44 by kind",
            request("x", "{" + opaque + ",\"kind\":\"TokenRequest\"}")),
        shape(
            "token-review",
            "B44 a TokenReview",
            request("tokenreviews", "{\"spec\":{\"token\":\"" + CANARY + "\"}}")),
        shape(
            "token-review",
            "B44 a TokenReview in the response",
            event(
                "\"responseObject\":{\"kind\":\"TokenReview\",\"spec\":{\"token\":\""
                    + CANARY
                    + "\"}}")),
        shape(
            "uri-token",
            "access_token",
            event("\"requestURI\":\"/api?a=b\\u0026access_token=" + CANARY + "\"")),
        shape("uri-token", "token", event("\"requestURI\":\"/proxy/?token=" + CANARY + "&x=y\"")),
        shape(
            "uri-token",
            "an encoded name",
            event("\"requestURI\":\"/api?Access%5Ft%6Fken=" + CANARY + "\"")),
        shape(
            "bearer-protocol",
            "a subprotocol in the URI",
            event(
                "\"requestURI\":\"/exec?p=base64url.bearer.authorization.k8s.io."
                    + CANARY
                    + ",v4.channel.k8s.io\"")),
        shape(
            "bearer-protocol",
            "a subprotocol in the user agent",
            event("\"userAgent\":\"x base64url.bearer.authorization.k8s.io." + CANARY + "\"")),
        shape(
            "bearer-protocol",
            "a subprotocol in user.extra",
            event(
                "\"user\":{\"extra\":{\"a\":[\"base64url.bearer.authorization.k8s.io."
                    + CANARY
                    + "\"]}}")),
        shape(
            "bearer-protocol",
            "an escaped subprotocol in an annotation",
            event(
                "\"annotations\":{\"a\":\"base64url.be\\u0061rer.authorization.k8s.io."
                    + CANARY
                    + "\"}")),
        shape("jwt", "a JWT in the URI", event("\"requestURI\":\"/exec?command=" + JWT + "\"")),
        shape(
            "jwt",
            "a JWT with encoded dots",
            event("\"requestURI\":\"/x?a=" + JWT.replace(".", "%2E") + "\"")),
        shape(
            "jwt",
            "a JWT in a message",
            event("\"responseStatus\":{\"message\":\"token " + JWT + " expired\"}")),
        shape(
            "jwt",
            "an escaped JWT",
            event("\"annotations\":{\"a\":\"\\u0065yJ" + JWT.substring(3) + "\"}")),
        shape("jwt", "a JWT as Audit-ID", event("\"objectRef\":{\"name\":\"" + JWT + "\"}")),
        shape(
            "jwt",
            "a JWT in the environment of a pod",
            request(
                "pods",
                "{\"spec\":{\"containers\":[{\"env\":[{\"name\":\"T\",\"value\":\""
                    + JWT
                    + "\"}]}]}}")),
        shape(
            "authorization",
            "a header in a command",
            request(
                "pods",
                "{\"command\":[\"curl\",\"-H\",\"Authorization: Bearer " + CANARY + "\"]}")),
        shape(
            "authorization",
            "a header in an encoded command",
            event(
                "\"requestURI\":\"/exec?command=curl&command=authorization%3A+bearer+"
                    + CANARY
                    + "\"")),
        shape(
            "authorization",
            "a basic header inside JSON text",
            request(
                "x", "{\"a\":" + quoted("{\"Authorization\": \"Basic " + CANARY + "\"}") + "}")));
  }

  private static Stream<Arguments> texts() {
    return Stream.of(
        shape(
            "private-key",
            "a PEM key",
            request("configmaps", "{\"data\":{\"k\":" + quoted(PEM) + "}}")),
        shape(
            "private-key",
            "a PEM key after a certificate",
            request(
                "configmaps",
                "{\"data\":{\"k\":"
                    + quoted("-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----\n" + PEM)
                    + "}}")),
        shape(
            "private-key",
            "a PEM key that is cut",
            request("x", "{\"k\":" + quoted(PEM.substring(0, PEM.indexOf("-----END"))) + "}")),
        shape(
            "private-key",
            "a PEM key in JSON text",
            request("x", "{\"k\":" + quoted("{\"k\":" + quoted(PEM) + "}") + "}")),
        shape(
            "secret-text",
            "B43 a Secret as YAML",
            request("configmaps", "{\"data\":{\"a.yaml\":" + quoted(YAML) + "}}")),
        shape(
            "secret-text",
            "B43 YAML of several documents",
            request(
                "x",
                "{\"a\":"
                    + quoted("kind: Pod\n---\n" + YAML.replace("Secret", "\"Secret\" # x"))
                    + "}")),
        shape(
            "secret-text",
            "B43 a Secret in a YAML list",
            request(
                "x",
                "{\"a\":"
                    + quoted("items:\n- data:\n    a: " + CANARY + "\n  kind: Secret\n")
                    + "}")),
        shape(
            "secret-text",
            "B43 a Secret as JSON text",
            request("x", "{\"a\":" + quoted(JSON) + "}")),
        shape(
            "secret-text",
            "B43 JSON text in JSON text",
            request("x", "{\"a\":" + quoted("{\"b\":" + quoted(JSON) + "}") + "}")),
        shape(
            "secret-text",
            "B43 escapes in JSON text",
            request("x", "{\"a\":" + quoted(JSON.replace("Secret", "\\u0053ecret")) + "}")),
        shape(
            "secret-text",
            "B43 JSON text that is cut",
            request("x", "{\"a\":" + quoted(JSON.replace("\"}}", "")) + "}")),
        shape(
            "secret-text",
            "B43 JSON inside a message",
            event("\"responseStatus\":{\"message\":" + quoted("invalid: " + quoted(JSON)) + "}")));
  }

  private static Stream<Arguments> encoded() {
    return Stream.of(
        shape(
            "secret-text",
            "B43 a Secret as base64 of YAML",
            request("x", "{\"a\":\"" + base64(YAML) + "\"}")),
        shape(
            "secret-text",
            "B43 a Secret as base64 of JSON",
            request("x", "{\"a\":\"b:" + base64(JSON) + "\"}")),
        shape(
            "secret-text",
            "B43 base64 twice",
            request("x", "{\"a\":\"" + base64(base64(YAML)) + "\"}")),
        shape(
            "secret-text",
            "B43 base64 in lines",
            request("x", "{\"a\":" + quoted(wrapped(YAML)) + "}")),
        shape(
            "private-key", "B43 a key as base64", request("x", "{\"a\":\"" + base64(PEM) + "\"}")),
        shape(
            "private-key",
            "B43 a kubeconfig in YAML",
            request(
                "x",
                "{\"a\":"
                    + quoted("users:\n- user:\n    client-key-data: " + base64(PEM) + "\n")
                    + "}")),
        shape(
            "private-key",
            "B43 a key as base64 in indented lines",
            request(
                "x",
                "{\"a\":"
                    + quoted("k: |\n  " + wrapped(PEM).replace("\n", "\n  ") + "\nb: c\n")
                    + "}")),
        shape("jwt", "B43 a token as base64", request("x", "{\"a\":\"t=" + base64(JWT) + "\"}")));
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
