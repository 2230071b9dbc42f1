package io.kubescribe.testkit.derived;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.kubescribe.core.session.SessionId;
import io.kubescribe.core.store.Checkpoint;
import io.kubescribe.core.store.Selection;
import io.kubescribe.testkit.TestClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// The store that the contract is held against, and what its parts share.
public abstract class SessionStoreUnderTest {
  static final long SEED = Long.getLong("kubescribe.seed", 20261124);
  static final Instant FIRST = Instant.parse("2026-11-20T00:00:00Z");
  static final Checkpoint.Partition PARTITION = new Checkpoint.Partition("kubescribe.derived", 0);

  @TempDir Path folder;

  final TestClock clock = new TestClock(Instant.parse("2026-11-24T12:00:00Z"));
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

  SessionStore store() {
    if (opened == null) {
      throw new IllegalStateException("no store is open");
    }
    return opened;
  }

  void reopen() throws IOException {
    store().close();
    openStore();
  }

  void append(List<? extends Derived> documents) throws IOException {
    store().append(List.copyOf(documents));
    clock.advance(Duration.ofSeconds(1));
  }

  static List<List<Derived>> samples(int count) {
    MadeUpSessions samples = new MadeUpSessions(SEED, FIRST);
    List<List<Derived>> sessions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sessions.add(samples.session());
    }
    return sessions;
  }

  static SessionQuery asked(Query query, TimeRange range, int limit, @Nullable String cursor) {
    return new SessionQuery(new Selection(query, range), limit, cursor);
  }

  List<Hit> allHits(Query query, TimeRange range, int limit) throws IOException {
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

  List<SessionId> allSessions(Query query, TimeRange range, int limit) throws IOException {
    List<SessionId> found = new ArrayList<>();
    String cursor = null;
    do {
      SessionPage page = store().sessions(asked(query, range, limit, cursor));
      page.sessions().forEach(one -> found.add(one.session()));
      cursor = page.next();
    } while (cursor != null);
    return found;
  }

  static Query screen(String words) {
    return new Query.Term(SessionField.SCREEN, words);
  }

  static SessionSummary summary(List<Derived> session) {
    return (SessionSummary) session.getFirst();
  }

  static ScreenBlock block(SessionSummary of, long number, int emulator, String... texts) {
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
}
