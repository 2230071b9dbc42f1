package io.kubescribe.ingest.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kubescribe.ingest.event.PreparedBatch;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PreparationsTest {
  private static final PreparedBatch BATCH = new PreparedBatch(List.of(), List.of());

  private static long in(int seconds) {
    return System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
  }

  /// Lets a body be split until `end`, whoever interrupts it.
  ///
  /// @return who waits for it, as soon as the splitting has begun
  private static Thread begun(Preparations preparations, int length, CountDownLatch end)
      throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    Callable<PreparedBatch> splitting =
        () -> {
          begun.countDown();
          awaitDeaf(end);
          return BATCH;
        };
    Thread waiting =
        Thread.ofVirtual()
            .start(() -> {
              try {
                var _ = preparations.prepare(splitting, length, in(20), in(20), false);
              } catch (ExecutionException | InterruptedException e) {
                // Given up.
              }
            });
    begun.await();
    return waiting;
  }

  @Test
  void what_is_given_up_counts_until_it_ends() throws Exception {
    try (Preparations preparations = new Preparations(100, 10)) {
      CountDownLatch end = new CountDownLatch(1);
      Thread givesUp = begun(preparations, 60, end);
      givesUp.interrupt();
      givesUp.join();
      assertThat(preparations.prepare(() -> BATCH, 60, in(20), in(20), false)).isEmpty();
      assertThat(preparations.prepare(() -> BATCH, 40, in(20), in(20), false)).contains(BATCH);
      end.countDown();
      assertThat(preparations.prepare(() -> BATCH, 60, in(20), in(20), true)).contains(BATCH);
      await()
          .until(() -> preparations.prepare(() -> BATCH, 1_000, in(20), in(20), false).isPresent());
    }
  }

  @Test
  void what_gets_no_turn_in_time_is_left_and_its_room_is_given_back() throws Exception {
    try (Preparations preparations = new Preparations(100, 1)) {
      CountDownLatch end = new CountDownLatch(1);
      Thread first = begun(preparations, 10, end);
      assertThat(preparations.prepare(() -> BATCH, 90, System.nanoTime(), in(20), false)).isEmpty();
      end.countDown();
      first.join();
      assertThat(preparations.prepare(() -> BATCH, 90, in(20), in(20), false)).contains(BATCH);
    }
  }

  private static void awaitDeaf(CountDownLatch end) {
    while (true) {
      try {
        end.await();
        return;
      } catch (InterruptedException e) {
        // As a splitter that is between two looks at the interruption.
      }
    }
  }
}
