package io.kubescribe.ingest.kafka;

import io.kubescribe.core.CheckResult;
import io.kubescribe.core.Component;
import io.kubescribe.core.config.ByteSize;
import io.kubescribe.core.crypto.DataKey;
import io.kubescribe.ingest.event.EventPreparer;
import io.kubescribe.ingest.event.PreparedBatch;
import io.kubescribe.ingest.event.PreparedEvent;
import io.kubescribe.ingest.intake.Delivery;
import io.kubescribe.ingest.intake.Intake;
import io.kubescribe.ingest.intake.Receipt;
import io.kubescribe.ingest.intake.UnavailableException;
import io.kubescribe.ingest.spool.RecordLog;
import io.kubescribe.ingest.spool.Spool;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/// Takes bodies in: to Kafka when it answers within a second, else to the local spool. Owns the
/// spool, not the producer. Safe for use by many threads.
///
/// A body of the webhook that can't be split and redacted in time (tens of MiB on a slow machine)
/// goes to the spool whole, sealed like all of it, and is split when it is replayed; its receipt
/// counts nothing.
public final class KafkaIntake implements Intake, Component {
  /// How long the producer's `send` may block at most, for the promise of 2 s to hold.
  public static final Duration MAX_BLOCK = Duration.ofMillis(300);

  /// [Spool#append]; a seam, so that tests can let it hang.
  @FunctionalInterface
  interface Fallback {
    void append(List<ProducerRecord<byte[], byte[]>> records, Duration atMost)
        throws IOException, TimeoutException, InterruptedException;
  }

  private static final int MOST_TAKES = 1 << 20;

  /// However long a body was decompressed, the spool gets the time to take it.
  private static final long MOST_INFLATING = TimeUnit.SECONDS.toNanos(1);

  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

  private final BatchRecords records;
  private final LogCircuit circuit;
  private final RecordLog log;
  private final Spool spool;
  private final Fallback fallback;
  private final RecentIds recent;
  private final IntakeMetrics metrics;
  private final TakeLimits limits;
  private final Preparations preparations =
      new Preparations(
          Preparations.MOST_BYTES, Math.max(2, Runtime.getRuntime().availableProcessors()));
  private final Semaphore takes = new Semaphore(MOST_TAKES);
  private volatile boolean closed;

  /// @param preparer splits and redacts
  /// @param receiver id of this receiver, the same at each start; key of the records
  /// @param key seals the spool and what goes to quarantine
  /// @param log [io.kubescribe.core.kafka.LogProducer#send] of a producer with [#MAX_BLOCK]
  /// @param spoolFolder of this intake alone
  /// @param spoolCapacity the most bytes that the folder takes
  public KafkaIntake(
      EventPreparer preparer,
      String receiver,
      DataKey key,
      RecordLog log,
      Path spoolFolder,
      ByteSize spoolCapacity,
      MeterRegistry registry,
      InstantSource clock) {
    this(
        preparer,
        receiver,
        key,
        log,
        spoolFolder,
        spoolCapacity,
        registry,
        clock,
        spool -> spool::append,
        TakeLimits.DEFAULT);
  }

  KafkaIntake(
      EventPreparer preparer,
      String receiver,
      DataKey key,
      RecordLog log,
      Path spoolFolder,
      ByteSize spoolCapacity,
      MeterRegistry registry,
      InstantSource clock,
      Function<Spool, Fallback> fallback,
      TakeLimits limits) {
    this.metrics = new IntakeMetrics(registry);
    this.records = new BatchRecords(preparer, receiver, key, metrics);
    this.circuit = new LogCircuit(log, System::nanoTime);
    this.log = new SizeQuarantine(circuit, key);
    this.spool =
        new Spool(spoolFolder, spoolCapacity, key, this.log, records::unpack, registry, clock);
    this.fallback = fallback.apply(spool);
    this.recent = new RecentIds(RecentIds.DEFAULT_CAPACITY, clock);
    this.limits = limits;
    metrics.circuit(circuit);
  }

  /// Opens the spool and goes on with what an earlier process left there.
  ///
  /// @throws IOException if the spool's folder can't be used
  public void start() throws IOException {
    spool.start();
    new WarmUp(records, spool).run(limits.warmUp());
  }

  /// The spool, to be asked how full it is.
  public Component spool() {
    return spool;
  }

  @Override
  public Receipt take(Delivery delivery) throws UnavailableException, InterruptedException {
    long start = System.nanoTime();
    takes.acquire();
    try {
      if (closed) {
        throw new UnavailableException("shutting down", new IOException("intake is closed"));
      }
      Receipt receipt = take(delivery, Math.max(delivery.completeNanos(), start - MOST_INFLATING));
      metrics.durable.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
      return receipt;
    } catch (IOException | TimeoutException | ExecutionException e) {
      metrics.refusedBodies.increment();
      throw new UnavailableException("neither kafka nor the spool can take it: " + e, e);
    } finally {
      takes.release();
    }
  }

  private Receipt take(Delivery delivery, long complete)
      throws IOException, TimeoutException, ExecutionException, InterruptedException {
    TakeLimits limits = this.limits.of(delivery.body().length);
    PreparedBatch batch = prepare(delivery, complete, limits);
    long start = delivery.importId() == null ? complete : System.nanoTime();
    if (batch == null) {
      fallback.append(List.of(BatchRecords.body(delivery)), left(start, limits.total()));
      metrics.laterBodies.increment();
      return new Receipt(0, 0, 0);
    }
    if (batch.isEmpty()) {
      metrics.emptyBodies.increment();
      return new Receipt(0, 0, 0);
    }
    metrics.received(delivery.cluster(), batch.events().size());
    Sending sending = new Sending(records, delivery, batch);
    if (circuit.allows()) {
      long elapsed = System.nanoTime() - start;
      boolean answered = sending.send(log, start + limits.kafkaUntil(elapsed));
      if (!answered) {
        circuit.open();
      }
    }
    spool(sending, left(start, limits.total()));
    return receipt(delivery, batch, sending);
  }

  private void spool(Sending sending, Duration atMost)
      throws IOException, TimeoutException, InterruptedException {
    try {
      fallback.append(sending.unacknowledged(), atMost);
    } catch (IOException | TimeoutException e) {
      // While the disk was tried Kafka may have answered: what is durable is not refused.
      if (!sending.isAcknowledged()) {
        throw e;
      }
      sending.notSpooled();
    }
  }

  /// @return null if a body of the webhook takes too long
  /// @throws TimeoutException if one of an import does; it counts what it has sent, so that nobody
  ///   may split it later behind its back
  private @Nullable PreparedBatch prepare(Delivery delivery, long start, TakeLimits limits)
      throws ExecutionException, TimeoutException, InterruptedException {
    boolean importing = delivery.importId() != null;
    long until = start + (importing ? limits.prepareImport() : limits.prepare()).toNanos();
    long turnUntil = importing ? until : start + limits.turn().toNanos();
    Optional<PreparedBatch> batch =
        preparations.prepare(
            () -> records.prepare(delivery), delivery.body().length, turnUntil, until, importing);
    if (batch.isEmpty() && importing) {
      throw new TimeoutException("the body could not be split in time");
    }
    return batch.orElse(null);
  }

  private Receipt receipt(Delivery delivery, PreparedBatch batch, Sending sending) {
    int duplicates = recent.add(batch.events().stream().map(PreparedEvent::id).toList());
    metrics.duplicate(delivery.cluster(), duplicates);
    metrics.spooled(delivery.cluster(), sending.spooledEvents());
    batch.quarantined().forEach(piece -> metrics.quarantined(piece.reason()));
    int tooLarge = sending.tooLarge();
    for (int i = 0; i < tooLarge; i++) {
      metrics.quarantined(SizeQuarantine.REASON);
    }
    return new Receipt(
        batch.events().size() - tooLarge, duplicates, batch.quarantined().size() + tooLarge);
  }

  private static Duration left(long start, Duration total) {
    return Duration.ofNanos(Math.max(0, start + total.toNanos() - System.nanoTime()));
  }

  @Override
  public String name() {
    return "intake";
  }

  /// Works as long as the spool does: one that is away from Kafka must go on taking bodies.
  @Override
  public CheckResult check() {
    if (closed) {
      return CheckResult.failed("closed");
    }
    CheckResult spooling = spool.check();
    return circuit.isOpen()
        ? new CheckResult(spooling.ok(), "kafka does not answer; spool: " + spooling.message())
        : CheckResult.OK;
  }

  /// Refuses further bodies, waits for those under way, and closes the spool.
  @Override
  public void close() throws IOException {
    closed = true;
    try {
      boolean idle = takes.tryAcquire(MOST_TAKES, CLOSE_WITHIN.toNanos(), TimeUnit.NANOSECONDS);
      if (idle) {
        takes.release(MOST_TAKES);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    preparations.close();
    spool.close();
  }
}
