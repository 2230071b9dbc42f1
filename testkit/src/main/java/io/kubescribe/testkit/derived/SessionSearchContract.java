package io.kubescribe.testkit.derived;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubescribe.core.access.Scope;
import io.kubescribe.core.derived.Derived;
import io.kubescribe.core.derived.Hit;
import io.kubescribe.core.derived.SessionPage;
import io.kubescribe.core.derived.SessionSummary;
import io.kubescribe.core.query.Query;
import io.kubescribe.core.query.SessionField;
import io.kubescribe.core.query.TimeRange;
import io.kubescribe.core.session.SessionId;
import io.kubescribe.core.store.Count;
import io.kubescribe.testkit.derived.SessionOracle.Place;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What is asked of a session store: answers are those of a plain evaluation, page by page.
public abstract class SessionSearchContract extends SessionStoreUnderTest {
  private static final int QUERIES = Boolean.getBoolean("kubescribe.soak") ? 10_000 : 300;

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
}
