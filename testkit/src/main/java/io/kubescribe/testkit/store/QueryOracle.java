package io.kubescribe.testkit.store;

import io.kubescribe.core.audit.AuditEvent;
import io.kubescribe.core.audit.EventFlag;
import io.kubescribe.core.audit.UserKind;
import io.kubescribe.core.query.CatalogueField;
import io.kubescribe.core.query.EventField;
import io.kubescribe.core.query.FieldRef;
import io.kubescribe.core.query.IpAddress;
import io.kubescribe.core.query.JsonPath;
import io.kubescribe.core.query.Query;
import io.kubescribe.core.query.SessionField;
import io.kubescribe.core.query.TimeRange;
import io.kubescribe.core.session.SessionId;
import io.kubescribe.core.store.IndexableEvent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Decides queries on single events in the plainest way, from the event's JSON as a tree: what
/// every search store is compared with.
public final class QueryOracle {
  private final IndexableEvent indexable;
  private final AuditEvent event;

  private final EventTree tree;

  public QueryOracle(IndexableEvent indexable) {
    this.indexable = indexable;
    this.event = indexable.event();
    this.tree = new EventTree(indexable.raw());
  }

  public IndexableEvent indexable() {
    return indexable;
  }

  /// Path and value of every JSON value that a path can name, in order.
  public List<Map.Entry<String, String>> leaves() {
    return tree.leaves();
  }

  /// Every string value, in order.
  public List<String> strings() {
    return tree.strings();
  }

  /// The values of a field, sorted, each once.
  public List<String> values(EventField field) {
    Stream<String> values =
        switch (field) {
          case TIMESTAMP -> Stream.of(event.timestamp().toString());
          case ID -> Stream.of(indexable.id().value());
          case CLUSTER -> Stream.of(event.cluster().value());
          case STAGE -> Stream.of(event.stage());
          case LEVEL -> Stream.ofNullable(event.level());
          case VERB -> Stream.ofNullable(event.verb());
          case AUDIT_ID -> Stream.of(event.auditId());
          case ACTION -> Stream.ofNullable(event.action());
          case USER -> Stream.ofNullable(event.user());
          case USER_KIND -> Stream.of(UserKind.of(event.user()).text());
          case GROUPS -> event.groups().stream();
          case IMPERSONATED_USER -> Stream.ofNullable(event.impersonatedUser());
          case RESOURCE -> Stream.ofNullable(event.resource());
          case SUBRESOURCE -> Stream.ofNullable(event.subresource());
          case API_GROUP -> Stream.ofNullable(event.apiGroup());
          case NAMESPACE -> Stream.ofNullable(event.namespace());
          case NAME -> Stream.ofNullable(event.name());
          case URI -> Stream.ofNullable(event.uri());
          case USER_AGENT -> Stream.ofNullable(event.userAgent());
          case SOURCE_IP -> Stream.ofNullable(event.sourceIp()).flatMap(QueryOracle::address);
          case SOURCE_IPS -> event.sourceIps().stream().flatMap(QueryOracle::address);
          case CODE -> event.code() == 0 ? Stream.of() : Stream.of("" + event.code());
          case REASON -> Stream.ofNullable(event.reason());
          case DECISION -> Stream.ofNullable(event.decision());
          case POD -> Stream.ofNullable(event.pod());
          case CONTAINER -> Stream.ofNullable(event.container());
          case COMMAND -> Stream.ofNullable(event.command());
          case SESSION -> SessionId.claimedBy(event).map(SessionId::toString).stream();
          case SOURCE -> Stream.of(indexable.envelope().source());
          case FLAG -> event.flags().stream().map(EventFlag::text);
        };
    return List.copyOf(new TreeSet<>(values.filter(value -> !value.isEmpty()).toList()));
  }

  private static Stream<String> address(String text) {
    return IpAddress.parse(text).map(IpAddress::toString).stream();
  }

  /// The values of a field or path, a field's sorted and each once.
  public List<String> values(FieldRef ref) {
    return switch (ref) {
      case EventField field -> values(field);
      case SessionField _ -> List.of();
      case JsonPath path ->
          tree.leaves().stream()
              .filter(leaf -> leaf.getKey().equals(path.text()))
              .map(Map.Entry::getValue)
              .toList();
    };
  }

  /// Whether the event fulfils the query.
  public boolean matches(Query query) {
    return switch (query) {
      case Query.All() -> true;
      case Query.None() -> false;
      case Query.And(List<Query> clauses) -> clauses.stream().allMatch(this::matches);
      case Query.Or(List<Query> clauses) -> clauses.stream().anyMatch(this::matches);
      case Query.Not(Query clause) -> !matches(clause);
      case Query.Term(FieldRef field, String value) -> term(field, value);
      case Query.Wildcard(FieldRef field, String pattern) ->
          field != EventField.TIMESTAMP && any(field, regex(pattern).asMatchPredicate());
      case Query.Range range -> range(range);
      case Query.During(TimeRange range) -> within(range);
      case Query.Exists(EventField field) -> !values(field).isEmpty();
      case Query.Exists(SessionField _) -> false;
      case Query.Exists(JsonPath path) -> tree.paths().contains(path.text());
      case Query.Cidr(FieldRef field, IpAddress network, int length) ->
          field instanceof EventField named
              && named.type() == EventField.Type.IP
              && any(field, value -> in(value, network, length));
      case Query.Text(String words) -> text(patterns(words, false));
      case Query.TextWildcard(String pattern) -> text(patterns(pattern, true));
    };
  }

  private boolean any(FieldRef field, Predicate<String> condition) {
    return values(field).stream().anyMatch(condition);
  }

  private boolean term(FieldRef ref, String value) {
    if (ref instanceof EventField field && field.type() == EventField.Type.NUMBER) {
      return number(value).map(n -> any(field, v -> compares(v, n) == 0)).orElse(false);
    }
    if (ref instanceof EventField field && field.type() == EventField.Type.IP) {
      return address(value).anyMatch(wanted -> any(field, wanted::equals));
    }
    if (ref == EventField.TIMESTAMP) {
      return event.timestamp().equals(Instant.parse(value));
    }
    return any(ref, value::equals);
  }

  private static int compares(String value, BigDecimal number) {
    return new BigDecimal(value).compareTo(number);
  }

  private static Optional<BigDecimal> number(@Nullable String text) {
    try {
      return text == null ? Optional.empty() : Optional.of(new BigDecimal(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private boolean within(TimeRange range) {
    Instant from = range.from();
    Instant to = range.to();
    return (from == null || !event.timestamp().isBefore(from))
        && (to == null || event.timestamp().isBefore(to));
  }

  private boolean range(Query.Range range) {
    boolean numeric =
        switch (range.field()) {
          case CatalogueField field -> field.type() == EventField.Type.NUMBER;
          case JsonPath _ ->
              (range.lower() == null || number(range.lower()).isPresent())
                  && (range.upper() == null || number(range.upper()).isPresent())
                  && (range.lower() != null || range.upper() != null);
        };
    return any(
        range.field(),
        value ->
            (range.lower() == null
                    || above(range.field(), value, range.lower(), range.includeLower(), numeric))
                && (range.upper() == null
                    || above(range.field(), range.upper(), value, range.includeUpper(), numeric)));
  }

  /// Whether `high` is above `low`.
  private static boolean above(
      FieldRef field, String high, String low, boolean orEqual, boolean numeric) {
    int order;
    if (numeric) {
      if (number(high).isEmpty() || number(low).isEmpty()) {
        return false;
      }
      order = number(high).get().compareTo(number(low).get());
    } else if (field instanceof EventField named && named.type() == EventField.Type.IP) {
      Optional<IpAddress> highest = IpAddress.parse(high);
      Optional<IpAddress> lowest = IpAddress.parse(low);
      if (highest.isEmpty() || lowest.isEmpty()) {
        return false;
      }
      order = Arrays.compareUnsigned(highest.get().bytes(), lowest.get().bytes());
    } else if (field == EventField.TIMESTAMP) {
      order = Instant.parse(high).compareTo(Instant.parse(low));
    } else {
      order =
          Arrays.compareUnsigned(
              high.getBytes(StandardCharsets.UTF_8), low.getBytes(StandardCharsets.UTF_8));
    }
    return order > 0 || (orEqual && order == 0);
  }

  private static boolean in(String value, IpAddress network, int length) {
    int bits = network.isV4() && length <= 32 ? length + 96 : length;
    BigInteger address = new BigInteger(1, IpAddress.parse(value).orElseThrow().bytes());
    BigInteger base = new BigInteger(1, network.bytes());
    return address.shiftRight(128 - bits).equals(base.shiftRight(128 - bits));
  }

  /// The pattern as a regular expression.
  private static Pattern regex(String pattern) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '\\' && i + 1 < pattern.length()) {
        regex.append(Pattern.quote(pattern.substring(++i, i + 1)));
      } else {
        regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }

  private static List<Pattern> patterns(String text, boolean wild) {
    Pattern split = wild ? Pattern.compile("[\\p{L}\\p{Nd}*?]+") : EventTree.WORD;
    return EventTree.words(text, split).stream().map(QueryOracle::regex).toList();
  }

  private boolean text(List<Pattern> wanted) {
    return !wanted.isEmpty()
        && tree.words().stream().anyMatch(inOrder -> containsInOrder(inOrder, wanted));
  }

  private static boolean containsInOrder(List<String> words, List<Pattern> wanted) {
    for (int from = 0; from + wanted.size() <= words.size(); from++) {
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
}
