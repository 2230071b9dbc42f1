package io.kubescribe.testkit.derived;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubescribe.core.access.Scope;
import io.kubescribe.core.derived.Derived;
import io.kubescribe.core.derived.DerivedKey;
import io.kubescribe.core.derived.DerivedKind;
import io.kubescribe.core.derived.Hit;
import io.kubescribe.core.derived.HitPage;
import io.kubescribe.core.derived.ScreenBlock;
import io.kubescribe.core.derived.ScreenLine;
import io.kubescribe.core.derived.SessionPage;
import io.kubescribe.core.derived.SessionQuery;
import io.kubescribe.core.derived.SessionStore;
import io.kubescribe.core.derived.SessionSummary;
import io.kubescribe.core.query.Query;
import io.kubescribe.core.query.SessionField;
import io.kubescribe.core.query.TimeRange;
import io.kubescribe.core.recording.RecordingState;
import io.kubescribe.core.session.SessionId;
import io.kubescribe.core.store.AppendOutcome;
import io.kubescribe.core.store.Checkpoint;
import io.kubescribe.core.store.Count;
import io.kubescribe.core.store.Selection;
import io.kubescribe.testkit.TestClock;
import io.kubescribe.testkit.derived.SessionOracle.Place;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What every [SessionStore] does. Extended with [#open].
public abstract class SessionStoreContract {
  private static final long SEED = Long.getLong("kubescribe.seed", 20261124);
  private static final int QUERIES = Boolean.getBoolean("kubescribe.soak") ? 10_000 : 300;
  private static final Instant FIRST = Instant.parse("2026-11-20T00:00:00Z");
  private static final Checkpoint.Partition PARTITION =
      new Checkpoint.Partition("kubescribe.derived", 0);

  @TempDir Path folder;

  private final TestClock clock = new TestClock(Instant.parse("2026-11-24T12:00:00Z"));
  private @Nullable SessionStore opened;

  /// Opens the store that belongs to the folder; a later call finds what an earlier one committed.
  protected abstract SessionStore open(Path folder, InstantSource clock) throws IOException;

  @BeforeEach
  void openStore() throws IOException {
    opened = open(folder, clock);
  }

  @AfterEach
  void closeStore() throws IOException {
    store().close();
  }

  private SessionStore store() {
    if (opened == null) {
      throw new IllegalStateException("no store is open");
    }
    return opened;
  }

  private void reopen() throws IOException {
    store().close();
    openStore();
  }

  private void append(List<? extends Derived> documents) throws IOException {
    store().append(List.copyOf(documents));
    clock.advance(Duration.ofSeconds(1));
  }

  private static List<List<Derived>> samples(int count) {
    MadeUpSessions samples = new MadeUpSessions(SEED, FIRST);
    List<List<Derived>> sessions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sessions.add(samples.session());
    }
    return sessions;
  }

  private static SessionQuery asked(
      Query query, TimeRange range, int limit, @Nullable String cursor) {
    return new SessionQuery(new Selection(query, range), limit, cursor);
  }

  private List<Hit> allHits(Query query, TimeRange range, int limit) throws IOException {
    List<Hit> hits = new ArrayList<>();
    String cursor = null;
    do {
      HitPage page = store().hits(asked(query, range, limit, cursor));
      assertThat(page.hits()).hasSizeLessThanOrEqualTo(limit);
      hits.addAll(page.hits());
      cursor = page.next();
    } while (cursor != null);
    return hits;
  }

  private List<SessionId> allSessions(Query query, TimeRange range, int limit) throws IOException {
    List<SessionId> found = new ArrayList<>();
    String cursor = null;
    do {
      SessionPage page = store().sessions(asked(query, range, limit, cursor));
      page.sessions().forEach(one -> found.add(one.session()));
      cursor = page.next();
    } while (cursor != null);
    return found;
  }

  private static Query screen(String words) {
    return new Query.Term(SessionField.SCREEN, words);
  }

  private static SessionSummary summary(List<Derived> session) {
    return (SessionSummary) session.getFirst();
  }

  private static ScreenBlock block(SessionSummary of, long number, int emulator, String... texts) {
    List<ScreenLine> lines = new ArrayList<>();
    for (String text : texts) {
      long at = (number * 100 + lines.size()) * 1_000_000_000L;
      lines.add(new ScreenLine(at, at + 1, false, text));
    }
    return new ScreenBlock(
        new DerivedKey(of.session(), DerivedKind.SCREEN, number, emulator),
        of.startedAt(),
        lines,
        0);
  }

  @Test
  void a_new_store_is_empty() throws IOException {
    assertThat(store().checkpoint()).isEqualTo(Checkpoint.NONE);
    assertThat(store().hits(asked(new Query.All(), TimeRange.ALL, 10, null)))
        .isEqualTo(new HitPage(List.of(), null, new Count(0, true)));
    assertThat(store().sessions(asked(new Query.All(), TimeRange.ALL, 10, null)))
        .isEqualTo(new SessionPage(List.of(), null, new Count(0, true)));
    SessionId id = summary(samples(1).getFirst()).session();
    assertThat(store().find(id, new Query.All())).isEmpty();
    assertThat(store().known(Set.of(id))).isEmpty();
  }

  @Test
  @Tag("soak")
  void every_kind_of_query_finds_what_a_plain_evaluation_finds() throws IOException {
    List<List<Derived>> sessions = samples(120);
    List<Derived> mixed = new ArrayList<>();
    sessions.forEach(mixed::addAll);
    Collections.shuffle(mixed, new Random(SEED));
    for (int i = 0; i < mixed.size(); i += 50) {
      append(mixed.subList(i, Math.min(mixed.size(), i + 50)));
    }
    List<SessionOracle> oracles =
        sessions.stream()
            .map(SessionOracle::new)
            .sorted(Comparator.comparing((SessionOracle one) -> one.summary().session()).reversed())
            .toList();
    RandomSessionQueries queries = new RandomSessionQueries(SEED, oracles);
    for (int i = 0; i < QUERIES; i++) {
      Query query = queries.next();
      TimeRange range = queries.range();
      String as = "seed " + SEED + ", query " + i + ": " + query + " in " + range;
      List<SessionOracle> wanted =
          oracles.stream().filter(one -> one.overlaps(range) && one.matches(query)).toList();
      assertThat(allSessions(query, range, 1 + i % 7))
          .as(as)
          .isEqualTo(wanted.stream().map(one -> one.summary().session()).toList());
      assertThat(store().hits(asked(query, range, 1, null)).sessions())
          .as(as)
          .isEqualTo(new Count(wanted.size(), true));
      List<Hit> hits = allHits(query, range, 1 + i % 20);
      assertThat(hits.stream().map(hit -> new Place(hit.kind(), hit.at(), hit.line())))
          .as(as)
          .isEqualTo(wanted.stream().flatMap(one -> one.hits(query, range).stream()).toList());
      for (Hit hit : hits) {
        hit.highlights()
            .forEach(mark ->
                assertThat(hit.line().substring(mark.from(), mark.to())).as(as).isNotBlank());
      }
    }
  }

  @Test
  void words_are_found_whole_and_in_parts_with_their_second() throws IOException {
    SessionSummary session = summary(samples(1).getFirst());
    append(
        List.of(
            session,
            block(session, 0, 1, "$ curl 10.42.0.17:8443", "cat /etc/shadow; sudo -n kube-system"),
            block(session, 1, 1, "-----BEGIN RSA PRIVATE KEY-----")));
    for (String words :
        List.of("10.42.0.17", "42", "/etc/shadow", "shadow", "kube-system", "SYSTEM", "sudo -n")) {
      assertThat(allHits(screen(words), TimeRange.ALL, 5)).as(words).hasSize(1);
    }
    for (String words : List.of("10.42.0.1", "0.17 cat", "etc-passwd", "hadow")) {
      assertThat(allHits(screen(words), TimeRange.ALL, 5)).as(words).isEmpty();
    }
    Hit key = allHits(screen("BEGIN RSA PRIVATE KEY"), TimeRange.ALL, 5).getFirst();
    assertThat(key.at()).isEqualTo(100_000_000_000L);
    assertThat(key.timestamp()).isEqualTo(session.startedAt().plusSeconds(100));
    assertThat(key.highlights()).containsExactly(new Hit.Highlight(5, 26));
    assertThat(key.session()).isEqualTo(session);
    Query wild = new Query.Wildcard(SessionField.SCREEN, "10.42.*.1?");
    assertThat(allHits(wild, TimeRange.ALL, 5)).hasSize(1);
  }

  @Test
  void a_long_line_is_shown_around_its_first_place() throws IOException {
    SessionSummary session = summary(samples(1).getFirst());
    append(
        List.of(
            session, block(session, 0, 1, "é ".repeat(5_000) + "needle" + " 😀".repeat(5_000))));
    Hit hit = allHits(screen("needle"), TimeRange.ALL, 5).getFirst();
    Hit.Highlight mark = hit.highlights().getFirst();
    assertThat(hit.line().length()).isLessThan(500);
    assertThat(hit.line().substring(mark.from(), mark.to())).isEqualTo("needle");
    assertThat(hit.line()).startsWith("…").endsWith("…");
  }

  @Test
  void conditions_on_different_documents_meet_in_the_session() throws IOException {
    SessionSummary session = summary(samples(1).getFirst());
    append(
        List.of(
            session, block(session, 0, 1, "first needle"), block(session, 9, 1, "second thread")));
    Query both = new Query.And(List.of(screen("needle"), screen("thread")));
    assertThat(allHits(both, TimeRange.ALL, 5))
        .extracting(Hit::line)
        .containsExactly("first needle", "second thread");
    Query without = new Query.And(List.of(screen("needle"), new Query.Not(screen("thread"))));
    assertThat(allHits(without, TimeRange.ALL, 5)).isEmpty();
    Instant from = session.startedAt().plusSeconds(900);
    assertThat(allHits(both, new TimeRange(from, null), 5)).isEmpty();
  }

  @Test
  void a_document_is_kept_once_however_often_it_is_appended() throws IOException {
    List<Derived> session = samples(9).getLast();
    assertThat(store().append(session)).containsOnly(AppendOutcome.ADDED);
    assertThat(store().append(session)).containsOnly(AppendOutcome.DUPLICATE);
    store().commit(Checkpoint.NONE.with(PARTITION, 9));
    reopen();
    assertThat(store().checkpoint()).isEqualTo(Checkpoint.NONE.with(PARTITION, 9));
    assertThat(store().append(session)).containsOnly(AppendOutcome.DUPLICATE);
    clock.advance(Duration.ofSeconds(1));
    assertThat(allSessions(new Query.All(), TimeRange.ALL, 5)).hasSize(1);
  }

  @Test
  void what_was_not_committed_is_gone_and_may_come_again() throws IOException {
    List<List<Derived>> sessions = samples(20);
    for (List<Derived> session : sessions.subList(0, 10)) {
      append(session);
    }
    store().commit(Checkpoint.NONE.with(PARTITION, 10));
    for (List<Derived> session : sessions.subList(10, 20)) {
      append(session);
    }
    assertThat(allSessions(new Query.All(), TimeRange.ALL, 7)).hasSize(20);
    reopen();
    assertThat(allSessions(new Query.All(), TimeRange.ALL, 7)).hasSize(10);
    for (List<Derived> session : sessions) {
      append(session);
    }
    assertThat(allSessions(new Query.All(), TimeRange.ALL, 7)).hasSize(20);
  }

  @Test
  void of_several_summaries_the_newest_counts() throws IOException {
    SessionSummary first = summary(samples(1).getFirst());
    SessionSummary last = MadeUpSessions.ended(first, 9, 5_000, RecordingState.SEALED, 1);
    append(List.of(last));
    append(List.of(first, MadeUpSessions.ended(first, 4, 1_000, RecordingState.LIVE, 1)));
    assertThat(store().find(first.session(), new Query.All())).contains(last);
    assertThat(allHits(new Query.Term(SessionField.STATE, "live"), TimeRange.ALL, 5)).isEmpty();
    assertThat(allHits(new Query.Term(SessionField.STATE, "sealed"), TimeRange.ALL, 5)).hasSize(1);
  }

  @Test
  void a_later_version_takes_over_when_it_has_come_to_its_end() throws IOException {
    SessionSummary first = summary(samples(1).getFirst());
    append(
        List.of(
            first,
            block(first, 0, 1, "old text"),
            MadeUpSessions.ended(first, 9, 5_000, RecordingState.SEALED, 1)));
    append(
        List.of(
            MadeUpSessions.ended(first, 1, 0, RecordingState.LIVE, 2),
            block(first, 0, 2, "new text")));
    assertThat(allHits(screen("text"), TimeRange.ALL, 5))
        .extracting(Hit::line)
        .containsExactly("old text");
    append(List.of(MadeUpSessions.ended(first, 9, 5_000, RecordingState.SEALED, 2)));
    assertThat(allHits(screen("text"), TimeRange.ALL, 5))
        .extracting(Hit::line)
        .containsExactly("new text");
    assertThat(allSessions(new Query.All(), TimeRange.ALL, 5)).hasSize(1);
  }

  @Test
  void a_session_outside_the_scope_is_not_given() throws IOException {
    List<List<Derived>> sessions = samples(60);
    for (List<Derived> session : sessions) {
      append(session);
    }
    Query scope = new Scope(List.of("prod"), List.of("shop-*")).toQuery();
    for (List<Derived> session : sessions) {
      SessionSummary one = summary(session);
      boolean within =
          "prod".equals(one.cluster())
              && one.namespace() != null
              && one.namespace().startsWith("shop-");
      assertThat(store().find(one.session(), scope).isPresent()).isEqualTo(within);
      assertThat(store().known(Set.of(one.session()))).containsExactly(one.session());
    }
  }

  @Test
  void pages_stay_stable_while_documents_arrive() throws IOException {
    List<List<Derived>> sessions = samples(60);
    for (List<Derived> session : sessions.subList(0, 20)) {
      append(session);
    }
    List<SessionId> seen = new ArrayList<>();
    String cursor = null;
    int next = 20;
    do {
      SessionPage page = store().sessions(asked(new Query.All(), TimeRange.ALL, 3, cursor));
      assertThat(page.total()).isEqualTo(new Count(20, true));
      page.sessions().forEach(one -> seen.add(one.session()));
      cursor = page.next();
      append(sessions.get(next++));
    } while (cursor != null);
    assertThat(seen)
        .isEqualTo(
            sessions.subList(0, 20).reversed().stream()
                .map(session -> summary(session).session())
                .toList());
  }

  @Test
  void a_foreign_cursor_or_limit_is_refused() throws IOException {
    append(samples(3).getFirst());
    for (String wrong : List.of("", "x", "AAAA", "%%%")) {
      assertThatThrownBy(() -> store().hits(asked(new Query.All(), TimeRange.ALL, 5, wrong)))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> asked(new Query.All(), TimeRange.ALL, 1_001, null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void old_sessions_go_by_whole_slices() throws IOException {
    List<List<Derived>> sessions = samples(40);
    for (List<Derived> session : sessions) {
      append(session);
    }
    store().commit(Checkpoint.NONE.with(PARTITION, 40));
    assertThat(store().dropBefore(FIRST)).isZero();
    int before = allSessions(new Query.All(), TimeRange.ALL, 100).size();
    assertThat(store().dropBefore(FIRST.plus(Duration.ofDays(1)))).isPositive();
    List<SessionId> left = allSessions(new Query.All(), TimeRange.ALL, 100);
    assertThat(left).hasSizeLessThan(before).isNotEmpty();
    reopen();
    assertThat(allSessions(new Query.All(), TimeRange.ALL, 100)).isEqualTo(left);
  }
}
