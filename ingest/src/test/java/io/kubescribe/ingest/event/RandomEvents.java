package io.kubescribe.ingest.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Events of random shape in which secrets stand at random places, written with random white space
/// and escapes.
final class RandomEvents {
  private static final String[] NAMES = {
    "metadata", "data", "stringData", "kind", "items", "status", "spec", "token", "annotations",
    "rows", "object", "message", "path", "value", "name", "a", "\u00fc", "d/~"
  };
  private static final String[] TEXTS = {
    "",
    "Secret",
    "SecretList",
    "TokenReview",
    "Table",
    "/data/x",
    "a \"quoted\" text\\with\nlines",
    "\u20ac\ud83d\ude00 & <b>",
    "eyJ",
    "eyJhbGciOi.eyJ",
    "-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----",
    "base64url.bearer.authorization.k8s.io.",
    "authorization: bearer",
    "/api/v1/secrets?limit=500&continue=x"
  };

  private final Random random;

  /// Secrets that the last event holds; none may be found in it after redaction.
  final List<String> secrets = new ArrayList<>();

  RandomEvents(long seed) {
    random = new Random(seed);
  }

  String next() {
    secrets.clear();
    String[] resources = {"pods", "secrets", "tokenreviews", "configmaps"};
    return "{"
        + space()
        + "\"auditID\":\"x\",\"stage\":\"Panic\",\"objectRef\":{\"resource\":\""
        + resources[random.nextInt(resources.length)]
        + "\"},"
        + name("requestObject")
        + ":"
        + value(0)
        + ","
        + name("responseObject")
        + space()
        + ":"
        + value(0)
        + ",\"annotations\":{\"k\":"
        + value(3)
        + "}"
        + space()
        + "}";
  }

  private String value(int depth) {
    int choice = random.nextInt(depth > 6 ? 4 : 10);
    return switch (choice) {
      case 0 -> string(TEXTS[random.nextInt(TEXTS.length)]);
      case 1 ->
          new String[] {"null", "true", "-1.5e3", "0", "12345678901234567890"}[random.nextInt(5)];
      case 2 -> string(shaped());
      case 3 -> string(Long.toString(random.nextLong(), 36));
      case 4, 5 -> array(depth);
      case 6 -> secretObject();
      default -> object(depth);
    };
  }

  private String array(int depth) {
    List<String> elements = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      elements.add(space() + value(depth + 1) + space());
    }
    return "[" + String.join(",", elements) + "]";
  }

  private String object(int depth) {
    List<String> members = new ArrayList<>();
    int first = random.nextInt(NAMES.length);
    for (int i = random.nextInt(5); i > 0; i--) {
      String name = NAMES[(first + i) % NAMES.length];
      members.add(space() + name(name) + space() + ":" + space() + value(depth + 1));
    }
    return "{" + String.join(",", members) + space() + "}";
  }

  private String secretObject() {
    String data = random.nextBoolean() ? "data" : "stringData";
    String member = name(data) + ":{" + name("key") + ":" + string(secret()) + "}";
    String kind = name("kind") + ":" + string("Secret");
    return random.nextBoolean() ? "{" + kind + "," + member + "}" : "{" + member + "," + kind + "}";
  }

  private String shaped() {
    String around = random.nextBoolean() ? "" : "x \u20ac\n";
    String shape =
        switch (random.nextInt(5)) {
          case 0 -> "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0." + secret();
          case 1 -> "-----BEGIN PRIVATE KEY-----\n" + secret() + "\n-----END PRIVATE KEY-----";
          case 2 -> "base64url.bearer.authorization.k8s.io." + secret();
          case 3 -> "Authorization: Bearer " + secret();
          default -> "{\"kind\":\"Secret\",\"data\":{\"a\":\"" + secret() + "\"}}";
        };
    return shape.startsWith("{") ? shape : around + shape + around;
  }

  private String secret() {
    String secret = "s" + Long.toHexString(random.nextLong() | Long.MIN_VALUE) + "z";
    secrets.add(secret);
    return secret;
  }

  private String name(String text) {
    return string(text);
  }

  private String string(String text) {
    StringBuilder result = new StringBuilder("\"");
    boolean escape = random.nextInt(4) == 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        result.append('\\').append(c);
      } else if (c < ' ' || (escape && random.nextInt(5) == 0)) {
        result.append(String.format("\\u%04x", (int) c));
      } else {
        result.append(c);
      }
    }
    return result.append('"').toString();
  }

  private String space() {
    return new String[] {"", "", "", " ", "\n\t"}[random.nextInt(5)];
  }
}
