package io.kubescribe.app.demo;

import io.kubescribe.core.audit.ClusterName;
import io.kubescribe.core.kafka.SessionRecords;
import io.kubescribe.core.session.SequencedRecord;
import io.kubescribe.core.store.ImportTallies;
import io.kubescribe.core.store.ImportTallies.ImportTally;
import io.kubescribe.ingest.intake.Delivery;
import io.kubescribe.ingest.intake.Intake;
import io.kubescribe.ingest.intake.Receipt;
import io.kubescribe.ingest.intake.UnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;

/// Brings the story into a node the way a webhook's bodies come in, and waits until every event of
/// it is found by searches. One use, one thread.
public final class DemoLoader {
  private static final String RUN = "demo";

  /// Bodies under way: enough to keep the log busy while the next ones are written.
  private static final int AT_ONCE = 4;

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration LOOK = Duration.ofMillis(20);

  private final Intake intake;
  private final ImportTallies tallies;
  private final InstantSource clock;

  public DemoLoader(Intake intake, ImportTallies tallies, InstantSource clock) {
    this.intake = intake;
    this.tallies = tallies;
    this.clock = clock;
  }

  /// @param bodies the story's batches
  /// @return how many events were loaded
  /// @throws IOException if they can't be stored, or aren't searchable within two minutes
  public long load(List<byte[]> bodies) throws IOException, InterruptedException {
    long sent = 0;
    try (ExecutorService threads =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("demo-", 0).factory())) {
      Queue<Future<Receipt>> underWay = new ArrayDeque<>();
      for (byte[] body : bodies) {
        underWay.add(threads.submit(() -> take(body)));
        if (underWay.size() >= AT_ONCE) {
          sent += items(underWay.remove());
        }
      }
      while (!underWay.isEmpty()) {
        sent += items(underWay.remove());
      }
    }
    awaitSearchable(sent);
    return sent;
  }

  /// Puts the story's sessions into the log, and returns when they are durable there.
  ///
  /// @param log hands a record over
  public static void loadSessions(
      List<DemoSession> sessions,
      Function<ProducerRecord<byte[], byte[]>, ? extends CompletableFuture<?>> log) {
    List<CompletableFuture<?>> underWay = new ArrayList<>();
    for (DemoSession session : sessions) {
      for (SequencedRecord record : session.records()) {
        underWay.add(log.apply(SessionRecords.sessionRecord(session.id(), record)));
      }
    }
    CompletableFuture.allOf(underWay.toArray(CompletableFuture[]::new)).join();
  }

  /// A machine that is busy with other things may miss the intake's two seconds; then the body is
  /// handed over again, as the API server would do.
  private Receipt take(byte[] body) throws UnavailableException, InterruptedException {
    Delivery delivery =
        new Delivery(new ClusterName(DemoStory.CLUSTER), clock.instant(), RUN, body);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return intake.take(delivery);
      } catch (UnavailableException e) {
        if (System.nanoTime() > deadline) {
          throw e;
        }
        Thread.sleep(LOOK);
      }
    }
  }

  private static long items(Future<Receipt> taken) throws IOException, InterruptedException {
    try {
      Receipt receipt = taken.get();
      return receipt.accepted();
    } catch (ExecutionException e) {
      throw new IOException("the sample data could not be stored: " + e.getMessage(), e.getCause());
    }
  }

  private void awaitSearchable(long sent) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (indexed() < sent) {
      if (System.nanoTime() > deadline) {
        throw new IOException("the sample data was stored but not indexed within two minutes");
      }
      Thread.sleep(LOOK);
    }
  }

  /// Without duplicates: those of a body that was handed over twice are no further events.
  private long indexed() {
    ImportTally tally = tallies.tally(RUN).orElse(ImportTally.NONE);
    return tally.added() + tally.quarantined();
  }
}
