package io.kubescribe.forward.kafka;

import io.kubescribe.core.CheckResult;
import io.kubescribe.core.Component;
import io.kubescribe.core.audit.UnreadableEventException;
import io.kubescribe.core.forward.LetterSummary;
import io.kubescribe.core.kafka.ConsumerLoop;
import io.kubescribe.core.kafka.KafkaConfig;
import io.kubescribe.core.kafka.Topic;
import io.kubescribe.core.store.Checkpoint;
import io.kubescribe.forward.delivery.DeadLetter;
import io.kubescribe.forward.delivery.DeadLetters;
import io.kubescribe.forward.delivery.Dispatcher;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The dead letters of all forwarders: keeps new ones in the log, knows which are open, and hands
/// them to a dispatcher again. Safe for use by many threads.
public final class LetterBox implements DeadLetters, Component {
  private static final Logger log = LoggerFactory.getLogger(LetterBox.class);

  /// Open letters of one forwarder that are listed and sent again; of more only the newest are.
  private static final int MOST = 100_000;

  private final KafkaConfig kafka;
  private final Function<ProducerRecord<byte[], byte[]>, CompletableFuture<?>> send;
  private final ConsumerLoop loop;
  private final Map<String, NavigableMap<Long, LetterSummary>> open = new HashMap<>();
  private final Map<String, ConsumerLoop> resending = new HashMap<>();

  /// @param send makes a record durable
  public LetterBox(
      KafkaConfig kafka, Function<ProducerRecord<byte[], byte[]>, CompletableFuture<?>> send) {
    this.kafka = kafka;
    this.send = send;
    this.loop = new ConsumerLoop("dead-letters", kafka, Topic.DEADLETTERS, new Reader());
  }

  public void start() {
    loop.start();
  }

  @Override
  public CompletableFuture<?> keep(DeadLetter letter) {
    return send.apply(LetterRecords.of(letter));
  }

  /// How many letters of a forwarder are open, as far as the log has been read.
  public synchronized long count(String forwarder) {
    NavigableMap<Long, LetterSummary> letters = open.get(forwarder);
    return letters == null ? 0 : letters.size();
  }

  /// Open letters, newest first.
  public synchronized List<LetterSummary> newest(String forwarder, int most) {
    NavigableMap<Long, LetterSummary> letters = open.get(forwarder);
    return letters == null
        ? List.of()
        : letters.descendingMap().values().stream().limit(most).toList();
  }

  /// Hands every letter that is open now to the dispatcher; does not wait. One run at a time for
  /// each forwarder.
  public synchronized void resend(String forwarder, Dispatcher dispatcher) {
    NavigableMap<Long, LetterSummary> letters = open.get(forwarder);
    if (letters == null || letters.isEmpty() || resending.containsKey(forwarder)) {
      return;
    }
    Resending handler =
        new Resending(
            forwarder,
            List.copyOf(letters.keySet()),
            dispatcher,
            number -> resolve(forwarder, number),
            () -> ended(forwarder));
    ConsumerLoop run = new ConsumerLoop("resend-" + forwarder, kafka, Topic.DEADLETTERS, handler);
    resending.put(forwarder, run);
    run.start();
  }

  /// Notes in the log that a letter was sent again.
  private void resolve(String forwarder, long number) {
    var _ =
        send.apply(LetterRecords.resolution(forwarder, number))
            .whenComplete((_, failure) -> {
              if (failure != null) {
                log.atWarn()
                    .addKeyValue("offset", number)
                    .setCause(failure)
                    .log("dead letter was sent again, but stays open");
              }
            });
  }

  /// Called by the run's own thread, which can't wait for itself.
  private void ended(String forwarder) {
    Thread.ofVirtual()
        .name("resend-end-" + forwarder)
        .start(() -> {
          ConsumerLoop run;
          synchronized (this) {
            run = resending.remove(forwarder);
          }
          if (run != null) {
            close(run);
          }
        });
  }

  private static void close(ConsumerLoop run) {
    try {
      run.close();
    } catch (IOException e) {
      log.atWarn().setCause(e).log("dead letters: a run did not end");
    }
  }

  private final class Reader implements ConsumerLoop.Handler {
    @Override
    public Checkpoint start() {
      synchronized (LetterBox.this) {
        open.clear();
      }
      return Checkpoint.NONE;
    }

    @Override
    public void handle(List<ConsumerRecord<byte[], byte[]>> records, Checkpoint next) {
      synchronized (LetterBox.this) {
        records.forEach(this::note);
      }
    }

    private void note(ConsumerRecord<byte[], byte[]> record) {
      NavigableMap<Long, LetterSummary> letters =
          open.computeIfAbsent(LetterRecords.forwarder(record), _ -> new TreeMap<>());
      LetterRecords.resolved(record).ifPresent(letters::remove);
      if (record.value() == null) {
        return;
      }
      try {
        letters.put(record.offset(), LetterRecords.summary(record));
      } catch (UnreadableEventException e) {
        log.atWarn()
            .addKeyValue("offset", record.offset())
            .addKeyValue("reason", e.reason())
            .log("not a dead letter of ours");
      }
      if (letters.size() > MOST) {
        letters.pollFirstEntry();
      }
    }

    @Override
    public void stop() {}
  }

  @Override
  public String name() {
    return "dead-letters";
  }

  @Override
  public CheckResult check() {
    return loop.check();
  }

  @Override
  public void close() throws IOException {
    List<ConsumerLoop> runs;
    synchronized (this) {
      runs = List.copyOf(resending.values());
      resending.clear();
    }
    runs.forEach(LetterBox::close);
    loop.close();
  }
}
