package io.kubescribe.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.store.ImportTallies.ImportTally;
import io.kubescribe.ingest.intake.Intake;
import io.kubescribe.ingest.intake.Receipt;
import io.kubescribe.ingest.intake.UnavailableException;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DemoLoaderTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-23T08:00:00Z"));

  @Test
  void a_body_that_could_not_be_stored_in_time_is_handed_over_again() throws Exception {
    AtomicInteger tries = new AtomicInteger();
    AtomicLong stored = new AtomicLong();
    Intake busyAtFirst =
        delivery -> {
          if (tries.incrementAndGet() <= 2) {
            throw new UnavailableException("busy", new IOException("disk"));
          }
          stored.incrementAndGet();
          return new Receipt(1, 0, 0);
        };

    long sent =
        new DemoLoader(busyAtFirst, _ -> Optional.of(new ImportTally(stored.get(), 7, 0)), CLOCK)
            .load(new DemoStory(CLOCK, 1).tell().bodies());

    assertThat(sent).isPositive().isEqualTo(stored.get()).isEqualTo(tries.get() - 2L);
  }
}
