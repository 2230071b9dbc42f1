package io.kubescribe.ingest.event;

import io.kubescribe.core.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.params.provider.Arguments;

/// A secret in the forms in which secrets come, and the events around it.
final class Canaries {
  static final String CANARY = "Canary-7f3aQ";
  static final String JWT =
      "eyJhbGciOiJSUzI1NiIsImtpZCI6IngifQ.eyJpc3MiOiJrdWJlcm5ldGVzIiwic3ViIjoiYSJ9." + CANARY;
  static final String PEM =
      "-----BEGIN RSA PRIVATE KEY-----\n"
          + "MIIEpAIBAAKCAQEA0Z3VS5JJcds3xfn/ygWyF8PbnGy0AHB7MhgHcTz6sE2I2yPB\n"
          + CANARY
          + "\n-----END RSA PRIVATE KEY-----\n";
  static final String YAML =
      "apiVersion: v1\nkind: Secret\nmetadata:\n  name: a\nstringData:\n  password: "
          + CANARY
          + "\n";
  static final String JSON =
      "{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"data\":{\"password\":\"" + CANARY + "\"}}";

  private Canaries() {}

  static String quoted(String text) {
    return StrictJson.MAPPER.writeValueAsString(text);
  }

  static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  static String wrapped(String text) {
    return Base64.getMimeEncoder(76, new byte[] {'\n'})
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  static String event(String members) {
    return "{\"auditID\":\"a\",\"stage\":\"ResponseComplete\"," + members + "}";
  }

  static String request(String resource, String body) {
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

  static Arguments shape(String rule, String name, String event) {
    return Arguments.of(rule, name, event);
  }
}
