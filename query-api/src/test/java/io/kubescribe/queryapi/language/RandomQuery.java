package io.kubescribe.queryapi.language;

import io.kubescribe.core.query.EventField;
import io.kubescribe.core.query.FieldRef;
import io.kubescribe.core.query.IpAddress;
import io.kubescribe.core.query.JsonPath;
import io.kubescribe.core.query.Query;
import io.kubescribe.core.query.TimeRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Trees such as the parser makes them, and texts that look like queries.
final class RandomQuery {
  private static final List<EventField> KEYWORDS =
      List.of(EventField.USER, EventField.NAMESPACE, EventField.VERB, EventField.URI);
  private static final String LETTERS = "abz09 :/\\\"*?()[]{}<>-!&|._@\u00e4\u202e\ud83d\ude00\0";
  private static final List<String> PIECES =
      List.of(
          "AND",
          "OR",
          "NOT",
          "&&",
          "||",
          "(",
          ")",
          "\"",
          "\\",
          ":",
          "*",
          "?",
          "[",
          "]",
          "{",
          "}",
          "TO",
          ">",
          ">=",
          "<",
          "-",
          "!",
          " ",
          "user",
          "ns",
          "ip",
          "code",
          "timestamp",
          "now-24h",
          "10.0.0.0/8",
          "_exists_",
          "req.a.b",
          "source*",
          "401",
          "prod",
          "\t",
          "\u00e4",
          "\0");

  private final Random random;

  RandomQuery(long seed) {
    random = new Random(seed);
  }

  String text() {
    StringBuilder text = new StringBuilder();
    int pieces = random.nextInt(40);
    for (int i = 0; i < pieces; i++) {
      text.append(random.nextInt(4) == 0 ? letters(1 + random.nextInt(4)) : pick(PIECES));
      if (random.nextInt(3) == 0) {
        text.append(' ');
      }
    }
    return text.toString();
  }

  Query tree(int depth) {
    if (depth > 0) {
      switch (random.nextInt(5)) {
        case 0 -> {
          return new Query.And(several(depth));
        }
        case 1 -> {
          return new Query.Or(several(depth));
        }
        case 2 -> {
          return new Query.Not(tree(depth - 1));
        }
        default -> {}
      }
    }
    return leaf();
  }

  private List<Query> several(int depth) {
    List<Query> clauses = new ArrayList<>();
    int count = 2 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      clauses.add(tree(depth - 1));
    }
    return clauses;
  }

  private Query leaf() {
    FieldRef field =
        random.nextInt(4) == 0
            ? new JsonPath("requestObject.a" + letters(3) + "z")
            : pick(KEYWORDS);
    if (field instanceof JsonPath(String path) && path.contains("..")) {
      field = EventField.NAME;
    }
    return switch (random.nextInt(10)) {
      case 0 -> new Query.All();
      case 1 -> new Query.Wildcard(field, "*" + escaped(letters(3)) + "x?");
      case 2 ->
          new Query.Range(
              field, letters(2) + "a", random.nextBoolean(), null, random.nextBoolean());
      case 3 ->
          new Query.Range(EventField.CODE, "400", true, "" + (400 + random.nextInt(99)), false);
      case 4 -> {
        Instant from = Instant.parse("2026-11-23T08:15:30.123456Z").plusSeconds(random.nextInt());
        yield new Query.During(
            new TimeRange(
                from, random.nextBoolean() ? from.plusMillis(random.nextInt(1000)) : null));
      }
      case 5 -> new Query.Exists(field);
      case 6 ->
          new Query.Cidr(
              EventField.SOURCE_IP,
              IpAddress.of(new byte[] {10, (byte) random.nextInt(256), 0, 0}),
              16 + random.nextInt(8));
      case 7 -> new Query.Text(letters(4).toLowerCase(java.util.Locale.ROOT) + "q");
      case 8 -> new Query.TextWildcard("abc" + escaped(letters(2)) + "*");
      default -> new Query.Term(field, letters(5));
    };
  }

  private static String escaped(String literal) {
    return literal.replace("\\", "\\\\").replace("*", "\\*").replace("?", "\\?");
  }

  private String letters(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.toString();
  }

  private <T> T pick(List<? extends T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
