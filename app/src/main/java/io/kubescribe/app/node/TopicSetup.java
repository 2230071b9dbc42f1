package io.kubescribe.app.node;

import io.kubescribe.core.CheckResult;
import io.kubescribe.core.Component;
import io.kubescribe.core.kafka.KafkaConfig;
import io.kubescribe.core.kafka.Topics;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the topics on an outside cluster as soon as that answers, so that a receiver can start
/// while Kafka is away: its spool takes what comes until then. Owns one thread, which ends when the
/// topics stand.
final class TopicSetup implements Component {
  private static final Logger log = LoggerFactory.getLogger(TopicSetup.class);
  private static final Duration ONE_TRY = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final KafkaConfig kafka;
  private final Thread thread = Thread.ofVirtual().name("topics").unstarted(this::run);
  private final CountDownLatch done = new CountDownLatch(1);
  private volatile CheckResult state = CheckResult.ok("waiting for Kafka");

  TopicSetup(KafkaConfig kafka) {
    this.kafka = kafka;
  }

  void start() {
    thread.start();
  }

  /// Waits until the topics stand, or the time is over; the work goes on then.
  void await(Duration atMost) throws IOException {
    try {
      if (!done.await(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
        log.atWarn()
            .addKeyValue("kafka", kafka.bootstrapServers())
            .log("Kafka does not answer; events go to the spool until it does");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for topics");
    }
  }

  /// Whether the topics stand.
  boolean isDone() {
    return done.getCount() == 0;
  }

  private void run() {
    while (done.getCount() > 0) {
      try {
        Topics.ensure(kafka, ONE_TRY);
        state = CheckResult.OK;
        done.countDown();
      } catch (InterruptedIOException e) {
        return;
      } catch (IOException e) {
        state = CheckResult.ok("waiting for Kafka: " + e.getMessage());
        log.atWarn().setCause(e).log("topics could not be made; trying again");
        try {
          Thread.sleep(PAUSE);
        } catch (InterruptedException interrupted) {
          return;
        }
      }
    }
  }

  @Override
  public String name() {
    return "topics";
  }

  /// Ok even without topics: a receiver with room in its spool works, and who reads them says by
  /// itself that it can't.
  @Override
  public CheckResult check() {
    return state;
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
