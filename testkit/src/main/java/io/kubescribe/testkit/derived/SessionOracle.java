package io.kubescribe.testkit.derived;

import io.kubescribe.core.audit.UserKind;
import io.kubescribe.core.derived.Derived;
import io.kubescribe.core.derived.DerivedKey;
import io.kubescribe.core.derived.DerivedKind;
import io.kubescribe.core.derived.ScreenBlock;
import io.kubescribe.core.derived.ScreenLine;
import io.kubescribe.core.derived.SeenCommandLine;
import io.kubescribe.core.derived.SessionSummary;
import io.kubescribe.core.query.EventField;
import io.kubescribe.core.query.FieldRef;
import io.kubescribe.core.query.Query;
import io.kubescribe.core.query.SessionField;
import io.kubescribe.core.query.TimeRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A plain evaluation of queries on one session. Immutable.
public final class SessionOracle {
  /// A place where words of a query stand: in which document, at what time, in which line.
  public record Place(DerivedKind kind, long at, String line) {}

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{Nd}]+");
  private static final Pattern WILD_WORD = Pattern.compile("[\\p{L}\\p{Nd}*?]+");

  private final SessionSummary summary;
  private final List<Derived> documents;

  /// @param documents of one session and version, one summary at least
  public SessionOracle(List<Derived> documents) {
    this.summary =
        documents.stream()
            .filter(SessionSummary.class::isInstance)
            .map(SessionSummary.class::cast)
            .max(Comparator.comparingLong(one -> one.key().number()))
            .orElseThrow();
    List<Derived> current = new ArrayList<>(documents);
    current.removeIf(one -> one instanceof SessionSummary && !one.equals(summary));
    current.sort(
        Comparator.comparingLong(SessionOracle::at)
            .thenComparing(Derived::key, Comparator.comparing(DerivedKey::kind))
            .thenComparingLong(one -> one.key().number()));
    this.documents = List.copyOf(current);
  }

  private static long at(Derived document) {
    return switch (document) {
      case ScreenBlock block -> block.from();
      case SeenCommandLine command -> command.at();
      case SessionSummary _ -> 0;
    };
  }

  /// What is known of it.
  public SessionSummary summary() {
    return summary;
  }

  /// Whether any moment of it lies in the range, to the microsecond.
  public boolean overlaps(TimeRange range) {
    Instant from = range.from();
    Instant to = range.to();
    return (from == null || !summary.lastRecordAt().isBefore(from))
        && (to == null || summary.startedAt().isBefore(to));
  }

  public boolean matches(Query query) {
    return switch (query) {
      case Query.All() -> true;
      case Query.None() -> false;
      case Query.And(List<Query> clauses) -> clauses.stream().allMatch(this::matches);
      case Query.Or(List<Query> clauses) -> clauses.stream().anyMatch(this::matches);
      case Query.Not(Query clause) -> !matches(clause);
      case Query.During(TimeRange range) ->
          (range.from() == null || !summary.startedAt().isBefore(range.from()))
              && (range.to() == null || summary.startedAt().isBefore(range.to()));
      case Query.Exists(FieldRef field) -> !values(field).isEmpty();
      case Query.Term(FieldRef field, String value) when !isText(field) ->
          values(field).contains(value);
      case Query.Wildcard(FieldRef field, String pattern) when !isText(field) ->
          values(field).stream().anyMatch(regex(pattern).asMatchPredicate());
      case Query.Range _, Query.Cidr _ -> throw new IllegalArgumentException("not compared");
      case Query words -> documents.stream().anyMatch(one -> !places(one, words).isEmpty());
    };
  }

  private static boolean isText(FieldRef field) {
    return field == SessionField.SCREEN || field == SessionField.COMMAND;
  }

  /// Values of a field.
  public List<String> values(FieldRef field) {
    Stream<String> values =
        switch (field) {
          case EventField.SESSION -> Stream.of(summary.session().toString());
          case EventField.CLUSTER -> Stream.ofNullable(summary.cluster());
          case EventField.ACTION -> Stream.ofNullable(summary.action()).map(Object::toString);
          case EventField.USER -> Stream.ofNullable(summary.user());
          case EventField.USER_KIND ->
              Stream.ofNullable(summary.user()).map(user -> UserKind.of(user).text());
          case EventField.GROUPS -> summary.groups().stream();
          case EventField.IMPERSONATED_USER -> Stream.ofNullable(summary.impersonatedUser());
          case EventField.NAMESPACE -> Stream.ofNullable(summary.namespace());
          case EventField.POD -> Stream.ofNullable(summary.pod());
          case EventField.CONTAINER -> Stream.ofNullable(summary.container());
          case EventField.SOURCE_IP -> Stream.ofNullable(summary.sourceIp());
          case EventField.USER_AGENT -> Stream.ofNullable(summary.userAgent());
          case SessionField.STATE -> Stream.of(summary.state().wireName());
          case SessionField.EXIT_CODE -> Stream.ofNullable(summary.exitCode()).map(String::valueOf);
          case SessionField.TTY -> Stream.of(Boolean.toString(summary.tty()));
          case SessionField.IMAGE -> Stream.ofNullable(summary.image());
          case SessionField.NODE -> Stream.ofNullable(summary.node());
          case SessionField text ->
              documents.stream()
                  .flatMap(one -> texts(one, text.text()).stream())
                  .filter(line -> WORD.matcher(line).find());
          case FieldRef _ -> Stream.empty();
        };
    return values.toList();
  }

  /// Where the words of the query stand within a range of time; what makes a session fulfil a query
  /// without words is its own start.
  public List<Place> hits(Query query, TimeRange range) {
    List<Query> wanted = new ArrayList<>();
    gather(query, true, wanted);
    List<Place> all = new ArrayList<>();
    for (Derived one : documents) {
      List<Place> places = new ArrayList<>();
      wanted.forEach(words -> places.addAll(places(one, words)));
      places.stream()
          .distinct()
          .sorted(Comparator.comparingInt(place -> order(one, place)))
          .limit(one instanceof ScreenBlock ? Integer.MAX_VALUE : 1)
          .forEach(all::add);
    }
    if (all.isEmpty()) {
      return List.of(new Place(DerivedKind.SESSION, 0, summary.commandText()));
    }
    all.removeIf(place -> !within(place, range));
    return all;
  }

  private static int order(Derived document, Place place) {
    return document instanceof ScreenBlock block
        ? block.lines().stream()
            .map(line -> line.at() + line.text())
            .toList()
            .indexOf(place.at() + place.line())
        : 0;
  }

  private boolean within(Place place, TimeRange range) {
    Instant time = summary.startedAt().plusNanos(place.at());
    return (range.from() == null || !time.isBefore(range.from()))
        && (range.to() == null || time.isBefore(range.to()));
  }

  private static void gather(Query query, boolean affirmed, List<Query> into) {
    switch (query) {
      case Query.And(List<Query> clauses) -> clauses.forEach(one -> gather(one, affirmed, into));
      case Query.Or(List<Query> clauses) -> clauses.forEach(one -> gather(one, affirmed, into));
      case Query.Not(Query clause) -> gather(clause, !affirmed, into);
      case Query.Text _, Query.TextWildcard _ -> add(query, affirmed, into);
      case Query.Term(FieldRef field, _) when isText(field) -> add(query, affirmed, into);
      case Query.Wildcard(FieldRef field, _) when isText(field) -> add(query, affirmed, into);
      case Query _ -> {}
    }
  }

  private static void add(Query leaf, boolean affirmed, List<Query> into) {
    if (affirmed) {
      into.add(leaf);
    }
  }

  private List<Place> places(Derived document, Query words) {
    List<Pattern> wanted =
        switch (words) {
          case Query.Text(String text) -> patterns(text, WORD);
          case Query.Term(FieldRef _, String text) -> patterns(text, WORD);
          case Query.TextWildcard(String text) -> patterns(text, WILD_WORD);
          case Query.Wildcard(FieldRef _, String text) -> patterns(text, WILD_WORD);
          case Query _ -> throw new IllegalArgumentException("no words: " + words);
        };
    List<String> fields =
        switch (words) {
          case Query.Term(FieldRef field, _) -> List.of(field.text());
          case Query.Wildcard(FieldRef field, _) -> List.of(field.text());
          case Query _ -> List.of("screen", "command", "text");
        };
    Predicate<String> stands = line -> stands(line, wanted);
    if (document instanceof ScreenBlock block) {
      return fields.contains("screen")
          ? block.lines().stream()
              .filter(line -> stands.test(line.text()))
              .map(line -> new Place(DerivedKind.SCREEN, line.at(), line.text()))
              .toList()
          : List.of();
    }
    return fields.stream()
        .flatMap(field -> texts(document, field).stream())
        .filter(stands)
        .map(line -> new Place(document.key().kind(), at(document), line))
        .limit(1)
        .toList();
  }

  private static List<String> texts(Derived document, String field) {
    return switch (document) {
      case ScreenBlock block when field.equals("screen") ->
          block.lines().stream().map(ScreenLine::text).toList();
      case SeenCommandLine command when field.equals("command") -> List.of(command.text());
      case SessionSummary summary when field.equals("command") -> List.of(summary.commandText());
      case SessionSummary one when field.equals("text") ->
          Stream.concat(
                  Stream.of(
                      one.session().toString(),
                      one.cluster(),
                      one.namespace(),
                      one.pod(),
                      one.container(),
                      one.image(),
                      one.node(),
                      one.user(),
                      one.impersonatedUser(),
                      one.sourceIp(),
                      one.userAgent(),
                      one.reason()),
                  one.groups().stream())
              .filter(Objects::nonNull)
              .toList();
      case Derived _ -> List.of();
    };
  }

  private static List<Pattern> patterns(String text, Pattern word) {
    return word.matcher(text.toLowerCase(Locale.ROOT))
        .results()
        .map(found -> regex(found.group()))
        .toList();
  }

  private static boolean stands(String line, List<Pattern> wanted) {
    List<String> words =
        WORD.matcher(line.toLowerCase(Locale.ROOT)).results().map(found -> found.group()).toList();
    for (int from = 0; !wanted.isEmpty() && from + wanted.size() <= words.size(); from++) {
      int i = 0;
      while (i < wanted.size() && wanted.get(i).matcher(words.get(from + i)).matches()) {
        i++;
      }
      if (i == wanted.size()) {
        return true;
      }
    }
    return false;
  }

  private static Pattern regex(String pattern) {
    StringBuilder regex = new StringBuilder();
    pattern
        .chars()
        .forEach(c ->
            regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c))));
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }
}
