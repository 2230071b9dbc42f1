package io.kubescribe.testkit.derived;

import io.kubescribe.core.CheckResult;
import io.kubescribe.core.derived.Derived;
import io.kubescribe.core.derived.DerivedKey;
import io.kubescribe.core.derived.Hit;
import io.kubescribe.core.derived.HitPage;
import io.kubescribe.core.derived.SessionPage;
import io.kubescribe.core.derived.SessionQuery;
import io.kubescribe.core.derived.SessionStore;
import io.kubescribe.core.derived.SessionSummary;
import io.kubescribe.core.query.Query;
import io.kubescribe.core.session.SessionId;
import io.kubescribe.core.store.AppendOutcome;
import io.kubescribe.core.store.Checkpoint;
import io.kubescribe.core.store.Count;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A session store in memory that looks at every session for every question; of one version of the
/// derivation, and without highlights. Safe for use by many threads; nothing is durable.
public final class BruteForceSessionStore implements SessionStore {
  private final Map<DerivedKey, Derived> documents = new LinkedHashMap<>();
  private final Map<DerivedKey, Derived> committed = new LinkedHashMap<>();
  private Checkpoint checkpoint = Checkpoint.NONE;
  private @Nullable IOException failure;

  /// Lets the next write fail, after which the store is as it was at its last commit.
  public synchronized void failNext(IOException with) {
    failure = with;
  }

  /// All documents, in the order in which they were added.
  public synchronized List<Derived> documents() {
    return List.copyOf(documents.values());
  }

  @Override
  public synchronized Checkpoint checkpoint() {
    return checkpoint;
  }

  @Override
  public synchronized List<AppendOutcome> append(List<Derived> batch) throws IOException {
    failIfTold();
    List<AppendOutcome> outcomes = new ArrayList<>();
    for (Derived one : batch) {
      outcomes.add(
          documents.putIfAbsent(one.key(), one) == null
              ? AppendOutcome.ADDED
              : AppendOutcome.DUPLICATE);
    }
    return outcomes;
  }

  @Override
  public synchronized void commit(Checkpoint next) throws IOException {
    failIfTold();
    checkpoint = next;
    committed.putAll(documents);
  }

  private void failIfTold() throws IOException {
    IOException told = failure;
    failure = null;
    if (told != null) {
      documents.clear();
      documents.putAll(committed);
      throw told;
    }
  }

  @Override
  public synchronized int dropBefore(Instant limit) {
    Set<SessionId> old =
        sessions().stream()
            .map(SessionOracle::summary)
            .filter(summary -> summary.lastRecordAt().isBefore(limit))
            .map(SessionSummary::session)
            .collect(Collectors.toSet());
    documents.keySet().removeIf(key -> old.contains(key.session()));
    return old.size();
  }

  /// Newest first.
  private List<SessionOracle> sessions() {
    Collection<List<Derived>> bySession =
        documents.values().stream()
            .collect(Collectors.groupingBy(one -> one.key().session()))
            .values();
    return bySession.stream()
        .filter(all -> all.stream().anyMatch(SessionSummary.class::isInstance))
        .map(SessionOracle::new)
        .sorted(Comparator.comparing((SessionOracle one) -> one.summary().session()).reversed())
        .toList();
  }

  private List<SessionOracle> matching(SessionQuery asked) {
    return sessions().stream()
        .filter(one -> one.overlaps(asked.selection().range()))
        .filter(one -> one.matches(asked.selection().query()))
        .toList();
  }

  @Override
  public synchronized HitPage hits(SessionQuery asked) {
    List<SessionOracle> found = matching(asked);
    List<Hit> hits =
        found.stream()
            .flatMap(one ->
                one.hits(asked.selection().query(), asked.selection().range()).stream()
                    .map(place ->
                        new Hit(one.summary(), place.kind(), place.at(), place.line(), List.of())))
            .toList();
    int from = from(asked);
    int to = Math.min(hits.size(), from + asked.limit());
    return new HitPage(
        from < to ? hits.subList(from, to) : List.of(),
        next(to, hits.size()),
        new Count(found.size(), true));
  }

  @Override
  public synchronized SessionPage sessions(SessionQuery asked) {
    List<SessionSummary> found = matching(asked).stream().map(SessionOracle::summary).toList();
    int from = from(asked);
    int to = Math.min(found.size(), from + asked.limit());
    return new SessionPage(
        from < to ? found.subList(from, to) : List.of(),
        next(to, found.size()),
        new Count(found.size(), true));
  }

  private static @Nullable String next(int to, int size) {
    return to < size ? Integer.toString(to) : null;
  }

  private static int from(SessionQuery asked) {
    return asked.cursor() == null ? 0 : Integer.parseInt(asked.cursor());
  }

  @Override
  public synchronized Optional<SessionSummary> find(SessionId id, Query scope) {
    return sessions().stream()
        .filter(one -> one.summary().session().equals(id) && one.matches(scope))
        .map(SessionOracle::summary)
        .findFirst();
  }

  @Override
  public synchronized Set<SessionId> known(Set<SessionId> ids) {
    return sessions().stream()
        .map(one -> one.summary().session())
        .filter(ids::contains)
        .collect(Collectors.toSet());
  }

  @Override
  public String name() {
    return "session-store";
  }

  @Override
  public CheckResult check() {
    return CheckResult.OK;
  }

  @Override
  public void close() {}
}
