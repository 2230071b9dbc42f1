package io.kubescribe.testkit.store;

import io.kubescribe.core.store.SearchStore;
import io.kubescribe.testkit.TestClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// What every [SearchStore] does. Extended with [#open].
public abstract class SearchStoreContract
    implements WritingContract,
        HostileEventsContract,
        PagingContract,
        QueryContract,
        CountingContract {
  @TempDir Path folder;

  protected final TestClock clock = new TestClock(Instant.parse("2026-11-23T12:00:00Z"));
  private @Nullable SearchStore opened;
  private long nextOffset;

  /// Opens the store that belongs to the folder; a later call finds what an earlier one committed.
  protected abstract SearchStore open(Path folder, InstantSource clock) throws IOException;

  @BeforeEach
  void openStore() throws IOException {
    opened = open(folder, clock);
  }

  @AfterEach
  void closeStore() throws IOException {
    store().close();
  }

  @Override
  public SearchStore store() {
    if (opened == null) {
      throw new IllegalStateException("no store is open");
    }
    return opened;
  }

  @Override
  public void reopen() throws IOException {
    store().close();
    opened = open(folder, clock);
  }

  @Override
  public void letASecondPass() {
    clock.advance(Duration.ofSeconds(1));
  }

  @Override
  public long nextOffset() {
    return nextOffset++;
  }
}
