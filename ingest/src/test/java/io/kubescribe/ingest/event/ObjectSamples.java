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

  static Stream<Arguments> secrets() {
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

  static Stream<Arguments> patches() {
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
}
