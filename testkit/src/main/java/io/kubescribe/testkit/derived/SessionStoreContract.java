package io.kubescribe.testkit.derived;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.derived.Derived;
import io.kubescribe.core.derived.Hit;
import io.kubescribe.core.derived.HitPage;
import io.kubescribe.core.derived.SessionPage;
import io.kubescribe.core.derived.SessionSummary;
import io.kubescribe.core.query.Query;
import io.kubescribe.core.query.SessionField;
import io.kubescribe.core.query.TimeRange;
import io.kubescribe.core.recording.RecordingState;
import io.kubescribe.core.session.SessionId;
import io.kubescribe.core.store.AppendOutcome;
import io.kubescribe.core.store.Checkpoint;
import io.kubescribe.core.store.Count;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What every session store does. Extended with [#open].
public abstract class SessionStoreContract extends SessionSearchContract {
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
