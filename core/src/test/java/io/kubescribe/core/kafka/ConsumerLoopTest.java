package io.kubescribe.core.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.store.Checkpoint;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The loop's own thread and restarts; which partitions it reads is [AssignmentTest]'s.
@Timeout(30)
class ConsumerLoopTest {
  private static final TopicPartition PARTITION = new TopicPartition(Topic.AUDIT.topicName(), 0);

  /// A log of one partition with ten records.
  private static final class TenRecords implements ConsumerLoop.Connection {
    final AtomicInteger consumers = new AtomicInteger();

    @Override
    public Consumer<byte[], byte[]> consumer() {
      consumers.incrementAndGet();
      MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
      consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
      consumer.updateEndOffsets(Map.of(PARTITION, 10L));
      consumer.schedulePollTask(() -> {
        for (int i = (int) consumer.position(PARTITION); i < 10; i++) {
          consumer.addRecord(
              new ConsumerRecord<>(PARTITION.topic(), 0, i, new byte[0], new byte[] {(byte) i}));
        }
      });
      return consumer;
    }

    @Override
    public TopicLook look() {
      return new TopicLook() {
        @Override
        public Found look(String topic) {
          return new Found("id", List.of(0));
        }

        @Override
        public void close() {}
      };
    }
  }

  /// Takes records and fails when told so.
  private static class Taker implements ConsumerLoop.Handler {
    final LinkedBlockingQueue<Long> offsets = new LinkedBlockingQueue<>();
    final CountDownLatch stopped = new CountDownLatch(1);
    volatile Checkpoint durable = Checkpoint.NONE;

    @Override
    public Checkpoint start() {
      return durable;
    }

    @Override
    public void handle(List<ConsumerRecord<byte[], byte[]>> records, Checkpoint next)
        throws IOException {
      records.forEach(record -> offsets.add(record.offset()));
      durable = next;
    }

    @Override
    public void stop() {
      stopped.countDown();
    }

    List<Long> take(int count) throws InterruptedException {
      List<Long> taken = new ArrayList<>();
      while (taken.size() < count) {
        Long offset = offsets.poll(20, TimeUnit.SECONDS);
        assertThat(offset).as("record %d of %d", taken.size(), count).isNotNull();
        taken.add(offset);
      }
      return taken;
    }
  }

  @Test
  void records_come_in_order_with_the_position_after_them() throws Exception {
    Taker taker = new Taker();
    try (ConsumerLoop loop = new ConsumerLoop("t", Topic.AUDIT, taker, new TenRecords())) {
      loop.start();
      assertThat(taker.take(10)).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
      assertThat(loop.check().ok()).isTrue();
      assertThat(loop.ends()).containsValue(10L);
    }
    assertThat(taker.stopped.getCount()).isZero();
    assertThat(taker.durable)
        .isEqualTo(
            new Checkpoint(
                Map.of(new Checkpoint.Partition(PARTITION.topic(), 0), 10L),
                Map.of(PARTITION.topic(), "id")));
  }

  @Test
  void a_handler_that_fails_is_asked_anew_where_to_start() throws Exception {
    for (Exception failure :
        List.of(new IOException("disk"), new IllegalArgumentException("a fault of ours"))) {
      AtomicInteger calls = new AtomicInteger();
      Taker taker =
          new Taker() {
            @Override
            public void handle(List<ConsumerRecord<byte[], byte[]>> records, Checkpoint next)
                throws IOException {
              if (!records.isEmpty() && calls.getAndIncrement() == 0) {
                if (failure instanceof IOException io) {
                  throw io;
                }
                throw (RuntimeException) failure;
              }
              super.handle(records, next);
            }
          };
      TenRecords log = new TenRecords();
      try (ConsumerLoop loop = new ConsumerLoop("t", Topic.AUDIT, taker, log)) {
        loop.start();
        assertThat(taker.take(10)).hasSize(10).startsWith(0L);
        assertThat(log.consumers.get()).isEqualTo(2);
      }
    }
  }

  @Test
  void a_loop_that_was_never_started_closes_at_once() throws IOException {
    Instant before = Instant.now();
    ConsumerLoop loop = new ConsumerLoop("t", Topic.AUDIT, new Taker(), new TenRecords());
    assertThat(loop.check().ok()).isFalse();
    loop.close();
    assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(5));
  }
}
