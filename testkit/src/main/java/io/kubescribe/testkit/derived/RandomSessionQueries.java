package io.kubescribe.testkit.derived;

import io.kubescribe.core.query.CatalogueField;
import io.kubescribe.core.query.EventField;
import io.kubescribe.core.query.FieldCatalogue;
import io.kubescribe.core.query.Query;
import io.kubescribe.core.query.SessionField;
import io.kubescribe.core.query.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// A seeded stream of queries over given sessions, most of which find something.
final class RandomSessionQueries {
  private static final List<CatalogueField> NAMED =
      FieldCatalogue.SESSIONS.fields().stream()
          .filter(field -> field != EventField.TIMESTAMP && field.type() != EventField.Type.TEXT)
          .toList();

  private final Random random;
  private final List<SessionOracle> sessions;
  private final MadeUpSessions samples;

  RandomSessionQueries(long seed, List<SessionOracle> sessions) {
    this.random = new Random(seed);
    this.sessions = List.copyOf(sessions);
    this.samples = new MadeUpSessions(seed, Instant.EPOCH);
  }

  Query next() {
    return next(3);
  }

  private Query next(int depth) {
    return switch (random.nextInt(depth > 0 ? 13 : 8)) {
      case 0, 1 -> {
        CatalogueField field = one(NAMED);
        yield new Query.Term(field, value(field));
      }
      case 2 -> wildcard();
      case 3 -> new Query.Exists(one(FieldCatalogue.SESSIONS.fields().subList(2, 20)));
      case 4 -> new Query.During(range());
      case 5 -> new Query.Text(words());
      case 6 -> new Query.Term(text(), words());
      case 7 ->
          random.nextBoolean()
              ? new Query.TextWildcard(pattern())
              : new Query.Wildcard(text(), pattern());
      case 8, 9 -> new Query.And(List.of(next(depth - 1), next(depth - 1)));
      case 10, 11 -> new Query.Or(List.of(next(depth - 1), next(depth - 1)));
      default -> random.nextInt(20) == 0 ? new Query.All() : new Query.Not(next(depth - 1));
    };
  }

  /// A range of time that holds the start of some session.
  TimeRange range() {
    Instant at = one(sessions).summary().startedAt();
    Instant to = at.plus(Duration.ofMillis(1 + random.nextInt(100_000_000)));
    return switch (random.nextInt(4)) {
      case 0 -> TimeRange.ALL;
      case 1 -> new TimeRange(null, to);
      case 2 -> new TimeRange(at.plusMillis(random.nextInt(3_000)), null);
      default -> new TimeRange(at, to);
    };
  }

  private static final List<CatalogueField> TEXTS =
      List.of(SessionField.SCREEN, SessionField.COMMAND);

  private CatalogueField text() {
    return one(TEXTS);
  }

  private String value(CatalogueField field) {
    List<String> values = one(sessions).values(field);
    return values.isEmpty() ? "none" : one(values);
  }

  private Query wildcard() {
    CatalogueField field = one(NAMED);
    String value = value(field);
    int cut = random.nextInt(value.length());
    return new Query.Wildcard(
        field, random.nextBoolean() ? value.substring(0, cut) + "*" : "?" + value.substring(1));
  }

  private String words() {
    String words = samples.text();
    return random.nextBoolean() ? words : words.toLowerCase(Locale.ROOT);
  }

  private String pattern() {
    String words = samples.text().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 ./-]", "x");
    int cut = 1 + random.nextInt(words.length());
    return words.substring(0, cut) + "*";
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
