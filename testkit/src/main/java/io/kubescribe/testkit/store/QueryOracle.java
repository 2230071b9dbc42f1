package io.kubescribe.testkit.store;

import io.kubescribe.core.audit.AuditEvent;
import io.kubescribe.core.audit.EventFlag;
import io.kubescribe.core.audit.EventLeaves;
import io.kubescribe.core.audit.UserKind;
import io.kubescribe.core.query.EventField;
import io.kubescribe.core.query.FieldRef;
import io.kubescribe.core.query.Glob;
import io.kubescribe.core.query.IpAddress;
import io.kubescribe.core.query.JsonPath;
import io.kubescribe.core.query.Query;
import io.kubescribe.core.query.TimeRange;
import io.kubescribe.core.query.Words;
import io.kubescribe.core.store.IndexableEvent;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Decides about one event at a time, with nothing but the definition of the tree: slow, and right.
public final class QueryOracle {
  private QueryOracle() {}

  /// Whether the event fulfils the query.
  public static boolean matches(Query query, IndexableEvent event) {
    return switch (query) {
      case Query.All() -> true;
      case Query.None() -> false;
      case Query.And(var clauses) -> clauses.stream().allMatch(one -> matches(one, event));
      case Query.Or(var clauses) -> clauses.stream().anyMatch(one -> matches(one, event));
      case Query.Not(var clause) -> !matches(clause, event);
      case Query.Term(var field, var value) ->
          any(field, event, found -> equal(field, found, value));
      case Query.Wildcard(var field, var pattern) -> any(field, event, Glob.of(pattern)::matches);
      case Query.Range range -> any(range.field(), event, found -> within(range, found));
      case Query.During(var range) -> during(range, event.event().timestamp());
      case Query.Exists(var field) -> any(field, event, _ -> true);
      case Query.Cidr cidr -> any(cidr.field(), event, found -> contains(cidr, found));
      case Query.Text(var words) -> text(event, words(words, false));
      case Query.TextWildcard(var pattern) -> text(event, words(pattern, true));
    };
  }

  static boolean during(TimeRange range, Instant time) {
    Instant from = range.from();
    Instant to = range.to();
    return (from == null || !time.isBefore(from)) && (to == null || time.isBefore(to));
  }

  /// The values of a field as text.
  public static List<String> values(FieldRef field, IndexableEvent indexed) {
    AuditEvent event = indexed.event();
    return switch (field) {
      case JsonPath(var path) -> leaves(indexed, path);
      case EventField named ->
          switch (named) {
            case TIMESTAMP -> List.of(event.timestamp().toString());
            case ID -> List.of(indexed.id().value());
            case CLUSTER -> List.of(event.cluster().value());
            case STAGE -> one(event.stage().isEmpty() ? null : event.stage());
            case LEVEL -> one(event.level());
            case VERB -> one(event.verb());
            case AUDIT_ID -> List.of(event.auditId());
            case ACTION -> one(event.action());
            case USER -> one(event.user());
            case USER_KIND -> List.of(UserKind.of(event.user()).text());
            case GROUPS -> event.groups();
            case IMPERSONATED_USER -> one(event.impersonatedUser());
            case RESOURCE -> one(event.resource());
            case SUBRESOURCE -> one(event.subresource());
            case API_GROUP -> one(event.apiGroup());
            case NAMESPACE -> one(event.namespace());
            case NAME -> one(event.name());
            case URI -> one(event.uri());
            case USER_AGENT -> one(event.userAgent());
            case SOURCE_IP -> one(event.sourceIp());
            case SOURCE_IPS -> event.sourceIps();
            case CODE -> one(event.code() == 0 ? null : Integer.toString(event.code()));
            case REASON -> one(event.reason());
            case DECISION -> one(event.decision());
            case POD -> one(event.pod());
            case CONTAINER -> one(event.container());
            case COMMAND -> one(event.command());
            case SESSION -> List.of();
            case SOURCE -> List.of(indexed.envelope().source());
            case FLAG -> event.flags().stream().map(EventFlag::text).toList();
          };
    };
  }

  private static List<String> one(@Nullable String value) {
    return Stream.ofNullable(value).toList();
  }

  private static boolean any(FieldRef field, IndexableEvent event, Predicate<String> condition) {
    return values(field, event).stream().anyMatch(condition);
  }

  private static boolean isAddress(FieldRef field) {
    return field instanceof EventField named && named.type() == EventField.Type.IP;
  }

  private static boolean equal(FieldRef field, String found, String wanted) {
    return isAddress(field)
        ? IpAddress.parse(wanted).isPresent()
            && IpAddress.parse(found).equals(IpAddress.parse(wanted))
        : found.equals(wanted);
  }

  private static boolean contains(Query.Cidr cidr, String found) {
    IpAddress address = IpAddress.parse(found).orElse(null);
    if (address == null || address.isV4() != cidr.address().isV4()) {
      return false;
    }
    int bits = cidr.prefixLength() + (address.isV4() ? 96 : 0);
    for (int i = 0; i < bits; i++) {
      int mask = 0x80 >> (i % 8);
      if ((address.bytes()[i / 8] & mask) != (cidr.address().bytes()[i / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  private static boolean within(Query.Range range, String found) {
    String lower = range.lower();
    String upper = range.upper();
    Integer above = lower == null ? Integer.valueOf(1) : compare(range, found, lower);
    Integer below = upper == null ? Integer.valueOf(-1) : compare(range, found, upper);
    return above != null
        && below != null
        && (above > 0 || (above == 0 && range.includeLower()))
        && (below < 0 || (below == 0 && range.includeUpper()));
  }

  /// How `found` stands to `bound`, null if they can't be compared.
  private static @Nullable Integer compare(Query.Range range, String found, String bound) {
    if (isAddress(range.field())) {
      IpAddress left = IpAddress.parse(found).orElse(null);
      IpAddress right = IpAddress.parse(bound).orElse(null);
      return left == null || right == null
          ? null
          : Integer.valueOf(Arrays.compareUnsigned(left.bytes(), right.bytes()));
    }
    boolean path = range.field() instanceof JsonPath;
    boolean numbers =
        path
            ? Stream.of(range.lower(), range.upper()).allMatch(b -> b == null || isNumber(b))
            : range.field() == EventField.CODE;
    if (numbers) {
      return isNumber(found) && isNumber(bound)
          ? Integer.valueOf(new BigDecimal(found).compareTo(new BigDecimal(bound)))
          : null;
    }
    return Arrays.compareUnsigned(
        found.getBytes(StandardCharsets.UTF_8), bound.getBytes(StandardCharsets.UTF_8));
  }

  private static boolean isNumber(String text) {
    return text.matches("-?\\d+(\\.\\d+)?([eE][+-]?\\d{1,4})?");
  }

  private static List<String> leaves(IndexableEvent event, String path) {
    List<String> found = new ArrayList<>();
    visit(
        event,
        (leafPath, _, value) -> {
          if (leafPath.equals(path)) {
            found.add(value);
          }
        });
    return found;
  }

  private static List<Glob> words(String text, boolean wild) {
    List<Glob> globs = new ArrayList<>();
    if (!wild) {
      new Words().visit(text, (utf8, length, _) -> globs.add(Glob.of(utf8(utf8, 0, length))));
      return globs;
    }
    for (String word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{Nd}*?]+")) {
      if (!word.isEmpty()) {
        globs.add(Glob.of(word));
      }
    }
    return globs;
  }

  private static boolean text(IndexableEvent event, List<Glob> wanted) {
    boolean[] found = {false};
    visit(
        event,
        (_, type, value) -> {
          if (type == EventLeaves.LeafType.STRING && !wanted.isEmpty()) {
            List<String> words = new ArrayList<>();
            new Words().visit(value, (utf8, length, _) -> words.add(utf8(utf8, 0, length)));
            found[0] |= stands(wanted, words);
          }
        });
    return found[0];
  }

  private static boolean stands(List<Glob> wanted, List<String> words) {
    for (int start = 0; start + wanted.size() <= words.size(); start++) {
      int at = 0;
      while (at < wanted.size() && wanted.get(at).matches(words.get(start + at))) {
        at++;
      }
      if (at == wanted.size()) {
        return true;
      }
    }
    return false;
  }

  @FunctionalInterface
  private interface Leaf {
    void leaf(String path, EventLeaves.LeafType type, String value);
  }

  private static void visit(IndexableEvent event, Leaf leaf) {
    new EventLeaves()
        .visit(
            event.raw(),
            new EventLeaves.Visitor() {
              @Override
              public boolean enter(byte[] path, int pathLength) {
                return true;
              }

              @Override
              public void leaf(
                  byte[] path,
                  int pathLength,
                  EventLeaves.LeafType type,
                  byte[] utf8,
                  int from,
                  int to) {
                leaf.leaf(utf8(path, 0, pathLength), type, utf8(utf8, from, to - from));
              }
            });
  }

  private static String utf8(byte[] bytes, int from, int length) {
    return new String(bytes, from, length, StandardCharsets.UTF_8);
  }
}
