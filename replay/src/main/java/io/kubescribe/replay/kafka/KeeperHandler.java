package io.kubescribe.replay.kafka;

import io.kubescribe.core.CorruptDataException;
import io.kubescribe.core.kafka.ConsumerLoop;
import io.kubescribe.core.kafka.Quarantine;
import io.kubescribe.core.kafka.SessionRecords;
import io.kubescribe.core.recording.RecordingState;
import io.kubescribe.core.recording.RecordingStore;
import io.kubescribe.core.session.SequencedRecord;
import io.kubescribe.core.session.SessionEntry;
import io.kubescribe.core.session.SessionId;
import io.kubescribe.core.session.SessionRecord;
import io.kubescribe.core.store.Checkpoint;
import io.kubescribe.replay.store.SealedPart;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes session records to their end: into a recording or into quarantine, and then moves the
/// checkpoint. For the loop's thread.
final class KeeperHandler implements ConsumerLoop.Handler {
  /// A gateway sends a heartbeat every 10 s at least.
  static final Duration SILENCE = Duration.ofSeconds(60);

  /// After the end a gateway may write a gap, and what was lost on the way.
  static final Duration AFTERTHOUGHTS = Duration.ofSeconds(2);

  /// What a restart reads again. Each recording that grew costs a sync of its file at a commit.
  static final Duration COMMIT_EVERY = Duration.ofSeconds(5);

  /// Of its time, at most a fifth goes into commits.
  private static final int COMMIT_SHARE = 4;

  private static final Logger log = LoggerFactory.getLogger(KeeperHandler.class);

  /// What the handler asks of the loop it serves.
  ///
  /// @param reachable whether the log answers
  /// @param ends the offset after the newest record of each partition
  record Log(BooleanSupplier reachable, Supplier<Map<Checkpoint.Partition, Long>> ends) {}

  private final RecordingStore store;
  private final Quarantine quarantine;
  private final Log source;
  private final Expiry expiry;
  private final KeeperMetrics metrics;
  private final InstantSource clock;
  private final OpenParts parts;
  private final Attention attention = new Attention();

  /// Places of records that make this code fail, so that they are read once more and no third time.
  private final Set<String> poison = new HashSet<>();

  private Checkpoint reached = Checkpoint.NONE;
  private volatile Checkpoint committed = Checkpoint.NONE;

  /// Whether the store and the open parts hold what was read up to [#reached].
  private boolean agrees;

  private boolean changed;
  private Instant committedAt;
  private Duration commitTook = Duration.ZERO;

  KeeperHandler(
      RecordingStore store,
      Quarantine quarantine,
      Log source,
      Expiry expiry,
      KeeperMetrics metrics,
      InstantSource clock) {
    this.store = store;
    this.quarantine = quarantine;
    this.source = source;
    this.expiry = expiry;
    this.metrics = metrics;
    this.clock = clock;
    this.parts = new OpenParts(store);
    this.committedAt = clock.instant();
  }

  /// Up to where records are durable in the store. For any thread.
  Checkpoint committed() {
    return committed;
  }

  @Override
  public Checkpoint start() throws IOException {
    if (agrees) {
      quarantine.sendAgain();
      quarantine.await();
      return reached;
    }
    quarantine.forget();
    metrics.damaged(parts.recover(clock.instant()));
    metrics.live(parts.size());
    Checkpoint checkpoint = store.checkpoint();
    reached = checkpoint;
    committed = checkpoint;
    // What was found may be sealed, or on no disk yet.
    changed = true;
    agrees = true;
    return checkpoint;
  }

  @Override
  public void handle(List<ConsumerRecord<byte[], byte[]>> records, Checkpoint next)
      throws IOException {
    agrees = false;
    Instant now = clock.instant();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      take(record, now);
    }
    reached = next;
    attention.turn(now, source.reachable().getAsBoolean(), next, source.ends().get());
    for (OpenPart part : parts.all()) {
      care(part, now);
    }
    changed |= expiry.run(now);
    metrics.live(parts.size());
    if (isDue(now)) {
      commit();
    }
    agrees = true;
  }

  private void take(ConsumerRecord<byte[], byte[]> record, Instant now) throws IOException {
    String place = record.topic() + "-" + record.partition() + "@" + record.offset();
    if (poison.contains(place)) {
      quarantine(record, "keeper-fault: it made this program fail");
      return;
    }
    SessionEntry entry;
    try {
      entry = SessionRecords.entry(record);
    } catch (CorruptDataException e) {
      quarantine(record, "unreadable: " + e.getMessage());
      return;
    }
    try {
      take(entry, record, now);
    } catch (RuntimeException e) {
      poison.add(place);
      throw new IOException("record " + place + " goes to quarantine: " + e, e);
    }
  }

  private void take(SessionEntry entry, ConsumerRecord<byte[], byte[]> record, Instant now)
      throws IOException {
    SequencedRecord sequenced = entry.sequenced();
    OpenPart part = parts.find(entry.session());
    if (part == null) {
      SealedPart before = parts.lastSealed(entry.session());
      if (before != null && sequenced.sequence() <= before.lastSequence()) {
        known(record, before.isMissing(sequenced.sequence()));
        return;
      }
      part = parts.create(entry.session(), before, now);
    }
    part.heard(now);
    if (sequenced.sequence() <= part.writer().lastSequence()
        && !part.writer().isMissing(sequenced.sequence())) {
      metrics.duplicate();
      return;
    }
    Checkpoint.Partition from = new Checkpoint.Partition(record.topic(), record.partition());
    if (part.add(sequenced, record.value(), from, record.offset(), now)) {
      metrics.gap();
    }
    metrics.recorded();
    changed = true;
  }

  /// @return whether the session's last record was there
  private boolean sealIfEnded(OpenPart part, Instant now) throws IOException {
    SessionRecord.End end = part.writer().end();
    if (end == null || Duration.between(part.heard(), now).abs().compareTo(AFTERTHOUGHTS) < 0) {
      return false;
    }
    String reason = end.reason().wireName();
    seal(
        part,
        RecordingState.SEALED,
        end.detail().isEmpty() ? reason : reason + ": " + end.detail());
    return true;
  }

  /// Ends a record of a recording that is sealed.
  ///
  /// @param missing whether it was sealed without it
  private void known(ConsumerRecord<byte[], byte[]> record, boolean missing) {
    if (missing) {
      quarantine(record, "late: the recording was sealed without it");
    } else {
      metrics.duplicate();
    }
  }

  private void quarantine(ConsumerRecord<byte[], byte[]> record, String reason) {
    quarantine.add(record, reason);
    metrics.quarantined();
  }

  /// Does what time asks for.
  private void care(OpenPart part, Instant now) throws IOException {
    if (sealIfEnded(part, now)) {
      return;
    }
    if (part.isDue(now)) {
      part.flush();
    }
    boolean silent =
        attention
            .since(part.partition())
            .map(since -> since.isAfter(part.heard()) ? since : part.heard())
            .filter(since -> Duration.between(since, now).compareTo(SILENCE) >= 0)
            .isPresent();
    if (silent) {
      seal(
          part,
          RecordingState.INTERRUPTED,
          "nothing came from the gateway for "
              + SILENCE.toSeconds()
              + " s: it stopped, or has lost the log");
    }
  }

  private void seal(OpenPart part, RecordingState state, String reason) throws IOException {
    SessionId session = part.writer().part().session();
    RecordingState found = part.isTorn() ? RecordingState.TORN : state;
    String why = part.isTorn() ? reason + "; stored bytes were found damaged before" : reason;
    String rootHash = part.writer().seal(found, why);
    parts.sealed(session);
    metrics.sealed(found);
    changed = true;
    log.atInfo()
        .addKeyValue("recording", session)
        .addKeyValue("state", found)
        .addKeyValue("reason", why)
        .addKeyValue("rootHash", rootHash)
        .log("recording sealed");
  }

  private boolean isDue(Instant now) {
    Duration since = Duration.between(committedAt, now).abs();
    return (changed || !parts.covered(reached).equals(committed))
        && since.compareTo(COMMIT_EVERY) >= 0
        && since.compareTo(commitTook.multipliedBy(COMMIT_SHARE)) >= 0;
  }

  private void commit() throws IOException {
    quarantine.await();
    Checkpoint next = parts.covered(reached);
    long began = System.nanoTime();
    Timer.Sample sample = Timer.start();
    store.commit(next);
    sample.stop(metrics.commits());
    commitTook = Duration.ofNanos(System.nanoTime() - began);
    committed = next;
    committedAt = clock.instant();
    changed = false;
  }

  /// Makes what was read durable. After a failure there is nothing to be made so: the log brings it
  /// again.
  @Override
  public void stop() throws IOException {
    if (agrees) {
      agrees = false;
      for (OpenPart part : parts.all()) {
        part.flush();
      }
      commit();
    }
  }
}
