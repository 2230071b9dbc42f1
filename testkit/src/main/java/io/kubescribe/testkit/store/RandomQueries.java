package io.kubescribe.testkit.store;

import io.kubescribe.core.query.EventField;
import io.kubescribe.core.query.IpAddress;
import io.kubescribe.core.query.JsonPath;
import io.kubescribe.core.query.Query;
import io.kubescribe.core.query.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/// A seeded stream of queries of every kind over given events, most of which find something.
public final class RandomQueries {
  private static final List<EventField> NAMED = List.of(EventField.values());

  private final Random random;
  private final List<QueryOracle> events;

  public RandomQueries(long seed, List<QueryOracle> events) {
    this.random = new Random(seed);
    this.events = List.copyOf(events);
  }

  /// The next query.
  public Query next() {
    return next(3);
  }

  private Query next(int depth) {
    return switch (random.nextInt(depth > 0 ? 13 : 9)) {
      case 0, 1 -> term();
      case 2 -> wildcard();
      case 3 -> range();
      case 4 -> during();
      case 5 -> exists();
      case 6 -> cidr();
      case 7 -> new Query.Text(phrase());
      case 8 -> textWildcard();
      case 9 -> new Query.And(List.of(next(depth - 1), next(depth - 1)));
      case 10, 11 -> new Query.Or(List.of(next(depth - 1), next(depth - 1)));
      default -> random.nextInt(20) == 0 ? new Query.All() : new Query.Not(next(depth - 1));
    };
  }

  private QueryOracle event() {
    return events.get(random.nextInt(events.size()));
  }

  private Map.Entry<String, String> leaf() {
    // A path that has a name is asked for by it.
    List<Map.Entry<String, String>> leaves =
        event().leaves().stream().filter(leaf -> EventField.find(leaf.getKey()).isEmpty()).toList();
    return leaves.get(random.nextInt(leaves.size()));
  }

  /// A value of the field in some event; perhaps empty.
  private String value(EventField field) {
    for (int i = 0; i < 50; i++) {
      List<String> values = event().values(field);
      if (!values.isEmpty()) {
        return values.get(random.nextInt(values.size()));
      }
    }
    return field == EventField.TIMESTAMP ? Instant.EPOCH.toString() : "";
  }

  private Query term() {
    if (random.nextInt(3) == 0) {
      Map.Entry<String, String> leaf = leaf();
      return new Query.Term(new JsonPath(leaf.getKey()), leaf.getValue());
    }
    EventField field = one(NAMED);
    return new Query.Term(field, value(field));
  }

  private Query wildcard() {
    if (random.nextInt(3) == 0) {
      Map.Entry<String, String> leaf = leaf();
      return new Query.Wildcard(new JsonPath(leaf.getKey()), pattern(leaf.getValue()));
    }
    EventField field = one(NAMED);
    return new Query.Wildcard(field, pattern(value(field)));
  }

  /// The text with a part of it, or a character, replaced by wildcards.
  private String pattern(String text) {
    if (text.isEmpty() || text.length() > 100) {
      return "*";
    }
    int from = text.offsetByCodePoints(0, random.nextInt(text.codePointCount(0, text.length())));
    String before = escaped(text.substring(0, from));
    int next = text.offsetByCodePoints(from, 1);
    return switch (random.nextInt(4)) {
      case 0 -> before + "*";
      case 1 -> "*" + escaped(text.substring(from));
      case 2 -> before + "?" + escaped(text.substring(next));
      default -> before + "*" + escaped(text.substring(Math.max(next, text.length() - 2)));
    };
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("*", "\\*").replace("?", "\\?");
  }

  private Query range() {
    if (random.nextInt(3) == 0) {
      Map.Entry<String, String> leaf = leaf();
      boolean open = random.nextInt(3) == 0;
      String other = random.nextBoolean() ? "5" : one(List.of("40", "m", "~"));
      return new Query.Range(
          new JsonPath(leaf.getKey()),
          leaf.getValue().length() > 100 ? "5" : leaf.getValue(),
          random.nextBoolean(),
          open ? null : other,
          random.nextBoolean());
    }
    EventField field = random.nextInt(3) == 0 ? EventField.CODE : one(NAMED);
    if (field == EventField.ID) {
      field = EventField.NAME;
    }
    int open = random.nextInt(4);
    return new Query.Range(
        field,
        open == 0 ? null : value(field),
        random.nextBoolean(),
        open == 1 ? null : value(field),
        random.nextBoolean());
  }

  private Query during() {
    Instant at = Instant.parse(value(EventField.TIMESTAMP));
    Instant to = at.plus(Duration.ofMinutes(random.nextInt(3000)));
    return new Query.During(
        switch (random.nextInt(3)) {
          case 0 -> new TimeRange(at, to);
          case 1 -> new TimeRange(null, at);
          default -> new TimeRange(at, null);
        });
  }

  private Query exists() {
    return random.nextBoolean()
        ? new Query.Exists(one(NAMED))
        : new Query.Exists(new JsonPath(parentOf(leaf().getKey())));
  }

  private String parentOf(String path) {
    int dot = path.lastIndexOf('.');
    return dot < 0 || random.nextBoolean() ? path : path.substring(0, dot);
  }

  private Query cidr() {
    EventField field = random.nextBoolean() ? EventField.SOURCE_IP : EventField.SOURCE_IPS;
    IpAddress address = IpAddress.parse(value(field)).orElseThrow();
    return new Query.Cidr(field, address, random.nextInt(address.isV4() ? 33 : 129));
  }

  private String phrase() {
    for (int i = 0; i < 50; i++) {
      List<String> strings = event().strings();
      String[] words = strings.get(random.nextInt(strings.size())).split("[ /:.-]+", -1);
      int from = random.nextInt(words.length);
      int to = Math.min(words.length, from + 1 + random.nextInt(3));
      String phrase = String.join(" ", List.of(words).subList(from, to)).trim();
      if (!phrase.isEmpty()) {
        return random.nextBoolean() ? phrase : phrase.toUpperCase(Locale.ROOT);
      }
    }
    return "get";
  }

  private Query textWildcard() {
    String phrase = phrase();
    if (phrase.length() > 60) {
      return new Query.Text(phrase);
    }
    int cut =
        phrase.offsetByCodePoints(0, random.nextInt(phrase.codePointCount(0, phrase.length())));
    return new Query.TextWildcard(
        random.nextBoolean() ? phrase.substring(0, cut) + "*" : "*" + phrase.substring(cut));
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
