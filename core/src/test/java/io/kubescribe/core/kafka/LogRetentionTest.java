package io.kubescribe.core.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.store.Checkpoint;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The thread that looks; what is deleted needs a broker and is tested with one.
@Timeout(30)
class LogRetentionTest {
  private static final Checkpoint READ =
      new Checkpoint(Map.of(new Checkpoint.Partition(Topic.AUDIT.topicName(), 0), 1L), Map.of());

  @Test
  void a_look_that_keeps_failing_is_told_and_does_not_end_the_thread() throws Exception {
    CountDownLatch looks = new CountDownLatch(11);
    AtomicBoolean broken = new AtomicBoolean(true);
    CountDownLatch sound = new CountDownLatch(1);
    LogRetention.Look look =
        (_, _) -> {
          looks.countDown();
          if (broken.get()) {
            throw new IllegalStateException("a fault of ours");
          }
          sound.countDown();
          return 3;
        };
    try (LogRetention retention =
        new LogRetention(() -> READ, InstantSource.system(), look, Duration.ofMillis(1))) {
      assertThat(retention.check().ok()).isTrue();
      retention.start();
      assertThat(looks.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(retention.check().ok()).isFalse();
      assertThat(retention.check().message()).contains("a fault of ours");
      broken.set(false);
      assertThat(sound.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void a_store_that_has_read_nothing_yet_is_asked_again_soon() throws Exception {
    CountDownLatch asked = new CountDownLatch(3);
    LogRetention.Durable store =
        () -> {
          asked.countDown();
          return Checkpoint.NONE;
        };
    try (LogRetention retention =
        new LogRetention(store, InstantSource.system(), (_, _) -> 0, Duration.ofMillis(1))) {
      retention.start();
      assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void closing_ends_a_look_that_hangs() throws Exception {
    CountDownLatch looking = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    LogRetention.Look look =
        (_, _) -> {
          looking.countDown();
          try {
            new CountDownLatch(1).await();
            return 0;
          } finally {
            ended.countDown();
          }
        };
    LogRetention retention =
        new LogRetention(() -> READ, InstantSource.system(), look, Duration.ofMillis(1));
    retention.start();
    looking.await();
    retention.close();
    assertThat(ended.getCount()).isZero();
  }
}
