package io.kubescribe.ingest.gateway.request;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The query of a request as kube-apiserver reads it: a pair that is broken or holds a `;` is left
/// out, repeated ones keep their order. Immutable.
public final class QueryParameters {
  static final QueryParameters NONE = new QueryParameters(Map.of());

  private final Map<String, List<String>> values;

  private QueryParameters(Map<String, List<String>> values) {
    this.values = values;
  }

  /// @param query without the question mark
  static QueryParameters parse(String query) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String pair : query.split("&", -1)) {
      if (pair.isEmpty() || pair.indexOf(';') >= 0) {
        continue;
      }
      int equals = pair.indexOf('=');
      Optional<String> name =
          PercentCoding.decode(equals < 0 ? pair : pair.substring(0, equals), true);
      Optional<String> value =
          PercentCoding.decode(equals < 0 ? "" : pair.substring(equals + 1), true);
      if (name.isPresent() && value.isPresent()) {
        values.computeIfAbsent(name.get(), _ -> new ArrayList<>()).add(value.get());
      }
    }
    return new QueryParameters(values);
  }

  /// Every value of the name, in order.
  public List<String> all(String name) {
    return List.copyOf(values.getOrDefault(name, List.of()));
  }

  /// The first value of the name; empty also for an empty one.
  public Optional<String> first(String name) {
    return values.getOrDefault(name, List.of()).stream().findFirst().filter(v -> !v.isEmpty());
  }

  /// A boolean as the apiserver converts it (apimachinery, `pkg/runtime/conversion.go`): absent,
  /// `0` and `false` in any case are false, all else is true, the empty value too; only the first
  /// counts.
  public boolean flag(String name) {
    List<String> given = values.getOrDefault(name, List.of());
    if (given.isEmpty()) {
      return false;
    }
    String first = given.getFirst().toLowerCase(Locale.ROOT);
    return !first.equals("0") && !first.equals("false");
  }
}
