package io.kubescribe.ingest.event;

import static io.kubescribe.ingest.event.Canaries.CANARY;
import static io.kubescribe.ingest.event.Canaries.JSON;
import static io.kubescribe.ingest.event.Canaries.JWT;
import static io.kubescribe.ingest.event.Canaries.PEM;
import static io.kubescribe.ingest.event.Canaries.YAML;
import static io.kubescribe.ingest.event.Canaries.base64;
import static io.kubescribe.ingest.event.Canaries.event;
import static io.kubescribe.ingest.event.Canaries.quoted;
import static io.kubescribe.ingest.event.Canaries.request;
import static io.kubescribe.ingest.event.Canaries.shape;
import static io.kubescribe.ingest.event.Canaries.wrapped;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/// Tokens, and secrets within texts, plain or encoded: rule, name, event.
final class TextSamples {
  private TextSamples() {}

  private static Arguments bearer(String name, String event) {
    return shape("bearer-protocol", name, event);
  }

  private static Arguments jwt(String name, String event) {
    return shape("jwt", name, event);
  }

  private static Arguments key(String name, String event) {
    return shape("private-key", name, event);
  }

  private static Arguments secret(String name, String event) {
    return shape("secret-text", name, event);
  }

  /// An object with this text in it.
  private static String text(String text) {
    return request("x", "{\"a\":" + quoted(text) + "}");
  }

  static Stream<Arguments> tokens() {
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
        bearer(
            "a subprotocol in the URI",
            event(
                "\"requestURI\":\"/exec?p=base64url.bearer.authorization.k8s.io."
                    + CANARY
                    + ",v4.channel.k8s.io\"")),
        bearer(
            "a subprotocol in the user agent",
            event("\"userAgent\":\"x base64url.bearer.authorization.k8s.io." + CANARY + "\"")),
        bearer(
            "a subprotocol in user.extra",
            event(
                "\"user\":{\"extra\":{\"a\":[\"base64url.bearer.authorization.k8s.io."
                    + CANARY
                    + "\"]}}")),
        bearer(
            "an escaped subprotocol in an annotation",
            event(
                "\"annotations\":{\"a\":\"base64url.be\\u0061rer.authorization.k8s.io."
                    + CANARY
                    + "\"}")),
        jwt("a JWT in the URI", event("\"requestURI\":\"/exec?command=" + JWT + "\"")),
        jwt(
            "a JWT with encoded dots",
            event("\"requestURI\":\"/x?a=" + JWT.replace(".", "%2E") + "\"")),
        jwt(
            "a JWT in a message",
            event("\"responseStatus\":{\"message\":\"token " + JWT + " expired\"}")),
        jwt(
            "an escaped JWT",
            event("\"annotations\":{\"a\":\"\\u0065yJ" + JWT.substring(3) + "\"}")),
        jwt("a JWT as Audit-ID", event("\"objectRef\":{\"name\":\"" + JWT + "\"}")),
        jwt(
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

  static Stream<Arguments> texts() {
    return Stream.of(
        key("a PEM key", request("configmaps", "{\"data\":{\"k\":" + quoted(PEM) + "}}")),
        key(
            "a PEM key after a certificate",
            request(
                "configmaps",
                "{\"data\":{\"k\":"
                    + quoted("-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----\n" + PEM)
                    + "}}")),
        key("a PEM key that is cut", text(PEM.substring(0, PEM.indexOf("-----END")))),
        key("a PEM key in JSON text", text("{\"k\":" + quoted(PEM) + "}")),
        secret(
            "B43 a Secret as YAML",
            request("configmaps", "{\"data\":{\"a.yaml\":" + quoted(YAML) + "}}")),
        secret(
            "B43 YAML of several documents",
            text("kind: Pod\n---\n" + YAML.replace("Secret", "\"Secret\" # x"))),
        secret(
            "B43 a Secret in a YAML list",
            text("items:\n- data:\n    a: " + CANARY + "\n  kind: Secret\n")),
        secret("B43 a Secret as JSON text", text(JSON)),
        secret("B43 JSON text in JSON text", text("{\"b\":" + quoted(JSON) + "}")),
        secret("B43 escapes in JSON text", text(JSON.replace("Secret", "\\u0053ecret"))),
        secret("B43 JSON text that is cut", text(JSON.replace("\"}}", ""))),
        secret(
            "B43 JSON inside a message",
            event("\"responseStatus\":{\"message\":" + quoted("invalid: " + quoted(JSON)) + "}")));
  }

  static Stream<Arguments> encoded() {
    return Stream.of(
        secret("B43 a Secret as base64 of YAML", text(base64(YAML))),
        secret("B43 a Secret as base64 of JSON", text("b:" + base64(JSON))),
        secret("B43 base64 twice", text(base64(base64(YAML)))),
        secret("B43 base64 in lines", text(wrapped(YAML))),
        key("B43 a key as base64", text(base64(PEM))),
        key(
            "B43 a kubeconfig in YAML",
            text("users:\n- user:\n    client-key-data: " + base64(PEM) + "\n")),
        key(
            "B43 a key as base64 in indented lines",
            text("k: |\n  " + wrapped(PEM).replace("\n", "\n  ") + "\nb: c\n")),
        jwt("B43 a token as base64", text("t=" + base64(JWT))));
  }
}
