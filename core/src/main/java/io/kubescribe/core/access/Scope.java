package io.kubescribe.core.access;

import io.kubescribe.core.query.EventField;
import io.kubescribe.core.query.FieldRef;
import io.kubescribe.core.query.Glob;
import io.kubescribe.core.query.Query;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which events a principal may see: those of its clusters and namespaces. Patterns with `*` and
/// `?`; `*` alone is everything, also events without a namespace.
public record Scope(List<String> clusters, List<String> namespaces) {
  public static final Scope EVERYTHING = new Scope(List.of("*"), List.of("*"));

  public Scope {
    clusters = List.copyOf(clusters);
    namespaces = List.copyOf(namespaces);
  }

  /// The condition that every query of the principal is AND-ed with, as a tree and never as text.
  public Query toQuery() {
    return Query.and(anyOf(EventField.CLUSTER, clusters), anyOf(EventField.NAMESPACE, namespaces));
  }

  /// Whether something of this cluster and namespace belongs to it.
  ///
  /// @param cluster null for not known, which only a scope of every cluster has
  /// @param namespace likewise
  public boolean covers(@Nullable String cluster, @Nullable String namespace) {
    return matches(clusters, cluster) && matches(namespaces, namespace);
  }

  private static boolean matches(List<String> patterns, @Nullable String value) {
    return patterns.contains("*")
        || (value != null && patterns.stream().anyMatch(one -> Glob.of(one).matches(value)));
  }

  private static Query anyOf(FieldRef field, List<String> patterns) {
    if (patterns.isEmpty()) {
      return new Query.None();
    }
    if (patterns.contains("*")) {
      return new Query.All();
    }
    List<Query> clauses = new ArrayList<>();
    for (String pattern : patterns) {
      boolean wild = pattern.indexOf('*') >= 0 || pattern.indexOf('?') >= 0;
      clauses.add(wild ? new Query.Wildcard(field, pattern) : new Query.Term(field, pattern));
    }
    return clauses.size() == 1 ? clauses.getFirst() : new Query.Or(clauses);
  }
}
