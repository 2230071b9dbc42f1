package io.kubescribe.ingest.event;

import static io.kubescribe.ingest.event.Canaries.CANARY;
import static io.kubescribe.ingest.event.Canaries.JSON;
import static io.kubescribe.ingest.event.Canaries.event;
import static io.kubescribe.ingest.event.Canaries.quoted;
import static io.kubescribe.ingest.event.Canaries.request;
import static io.kubescribe.ingest.event.Canaries.shape;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/// Secrets as objects and as patches: rule, name, event.
final class ObjectSamples {
  private ObjectSamples() {}

  private static Arguments data(String name, String event) {
    return shape("secret-data", name, event);
  }

  private static Arguments lastApplied(String name, String event) {
    return shape("last-applied", name, event);
  }

  /// A JSON patch of one operation on a Secret.
  private static String patch(String operation) {
    return request("secrets", "[{" + operation + "}]");
  }

  static Stream<Arguments> secrets() {
    String data = "\"data\":{\"password\":\"" + CANARY + "\",\"n\":null}";
    String applied =
        "\"metadata\":{\"name\":\"n\",\"annotations\":{"
            + "\"kubectl.kubernetes.io/last-applied-configuration\":"
            + quoted(JSON)
            + "}}";
    return Stream.of(
        data("a Secret", request("secrets", "{\"kind\":\"Secret\"," + data + "}")),
        data("the kind after the data", request("x", "{" + data + ",\"kind\":\"Secret\"}")),
        data(
            "stringData",
            request("secrets", "{\"kind\":\"Secret\",\"stringData\":{\"a\":\"" + CANARY + "\"}}")),
        data("a Secret without kind", request("secrets", "{" + data + "}")),
        data(
            "a response before the objectRef",
            event("\"responseObject\":{" + data + "},\"objectRef\":{\"resource\":\"secrets\"}")),
        data(
            "escaped names",
            request(
                "x",
                "{\"k\\u0069nd\":\"Secr\\u0065t\",\"d\\u0061ta\":{\"a\":\"" + CANARY + "\"}}")),
        data(
            "an escaped resource",
            event(
                "\"objectRef\":{\"res\\u006furce\":\"s\\u0065crets\"},\"requestObj\\u0065ct\":{"
                    + data
                    + "}")),
        data(
            "a misspelled stringdata",
            request("secrets", "{\"stringdata\":{\"a\":\"" + CANARY + "\"}}")),
        data(
            "numbers, booleans, lists and objects as values",
            request(
                "secrets",
                "{\"data\":{\"a\":[1,\"" + CANARY + "\"],\"b\":{\"c\":\"" + CANARY + "\"}}}")),
        data("data that is a text", request("secrets", "{\"data\":\"" + CANARY + "\"}")),
        data("data that is a list", request("secrets", "{\"data\":[\"" + CANARY + "\"]}")),
        data(
            "items of a SecretList",
            request("x", "{\"kind\":\"SecretList\",\"items\":[{" + data + "},{" + data + "}]}")),
        data(
            "items of a list of secrets without kind",
            request("secrets", "{\"items\":[{\"metadata\":{}},{" + data + "}]}")),
        data(
            "a Secret in a List of all kinds",
            request("x", "{\"kind\":\"List\",\"items\":[{\"kind\":\"Secret\"," + data + "}]}")),
        data(
            "a table with objects",
            request(
                "secrets",
                "{\"kind\":\"Table\",\"rows\":[{\"cells\":[\"a\",1],\"object\":{" + data + "}}]}")),
        data("a watch event", request("secrets", "{\"type\":\"ADDED\",\"object\":{" + data + "}}")),
        data(
            "a Secret deep inside a custom resource",
            request("x", "{\"spec\":{\"a\":[{\"b\":{\"kind\":\"Secret\"," + data + "}}]}}")),
        lastApplied("last applied", request("secrets", "{" + applied + "}")),
        lastApplied(
            "last applied in a table of metadata",
            request("secrets", "{\"rows\":[{\"object\":{" + applied + "}}]}")),
        lastApplied(
            "last applied of an item",
            request("x", "{\"kind\":\"SecretList\",\"items\":[{" + applied + "}]}")),
        lastApplied(
            "an annotation of kapp that is no JSON",
            request(
                "secrets",
                "{\"metadata\":{\"annotations\":{\"kapp.k14s.io\\/original\":\""
                    + CANARY
                    + "\"}}}")),
        data(
            "a refusal that repeats the body",
            event(
                "\"objectRef\":{\"resource\":\"secrets\"},\"responseStatus\":{\"message\":"
                    + quoted(
                        "patch: Invalid value: \""
                            + "{\\\"data\\\":{\\\"a\\\":\\\""
                            + CANARY
                            + "\\\"}}\": no")
                    + "}")),
        data(
            "a refusal in the answer's causes, cut",
            event(
                "\"objectRef\":{\"resource\":\"secrets\"},\"responseObject\":{\"kind\":\"Status\","
                    + "\"details\":{\"causes\":[{\"message\":"
                    + quoted("Invalid value: {\"data\":{\"a\":\"" + CANARY)
                    + "}]}}")));
  }

  static Stream<Arguments> patches() {
    return Stream.of(
        data(
            "a JSON patch of a value",
            patch("\"op\":\"add\",\"path\":\"/data/a\",\"value\":\"" + CANARY + "\"")),
        data(
            "a JSON patch with the value first",
            patch("\"value\":\"" + CANARY + "\",\"path\":\"/stringData/a~1b\",\"op\":\"add\"")),
        data(
            "a JSON patch of all data",
            patch("\"op\":\"replace\",\"path\":\"/data\",\"value\":{\"a\":\"" + CANARY + "\"}")),
        data(
            "a JSON patch of the whole object",
            patch(
                "\"op\":\"replace\",\"path\":\"\",\"value\":{\"data\":{\"a\":\""
                    + CANARY
                    + "\"}}")),
        data(
            "a JSON patch that tests",
            patch("\"op\":\"test\",\"path\":\"\\/d\\u0061ta/a\",\"value\":\"" + CANARY + "\"")),
        data(
            "a JSON patch with a broken path",
            patch("\"op\":\"add\",\"path\":\"data/a\",\"value\":\"" + CANARY + "\"")),
        lastApplied(
            "a JSON patch of last applied",
            patch(
                "\"op\":\"add\",\"path\":\"/metadata/annotations/kubectl.kubernetes.io~1last-applied-configuration\",\"value\":\""
                    + CANARY
                    + "\"")),
        data(
            "a strategic merge patch",
            request("secrets", "{\"data\":{\"$patch\":\"replace\",\"a\":\"" + CANARY + "\"}}")));
  }
}
