package io.kubescribe.ingest.spool;

import io.kubescribe.core.CheckResult;
import io.kubescribe.core.Component;
import io.kubescribe.core.CorruptDataException;
import io.kubescribe.core.config.ByteSize;
import io.kubescribe.core.crypto.DataKey;
import io.kubescribe.ingest.spool.SegmentReader.Seals;
import io.kubescribe.ingest.spool.SpoolFiles.SpoolFile;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.ProducerRecord;

/// Keeps records on the local disk until Kafka takes them: sealed, in order, within a bound, and
/// fsynced before [#append] returns. Owns two threads, one that writes and one that sends. Safe for
/// use by many threads.
///
/// A record may reach Kafka more than once (after a restart its segment is sent from its beginning)
/// and is never lost: nothing is overwritten, and a segment is deleted only when Kafka has
/// acknowledged all of it.
public final class Spool implements Component {
  private static final double WARN_AT = 0.8;

  /// Without appends nobody learns that the disk works again.
  private static final Duration FAILURE_COUNTS = Duration.ofMinutes(1);

  private final Path folder;
  private final SpoolFiles files;
  private final Segments segments;
  private final RecordCodec codec;
  private final KeptAside aside;
  private final GroupCommit writer;
  private final Replay replay;
  private final InstantSource clock;
  private volatile boolean started;

  /// @param folder of this spool alone; made at [#start] if it is missing
  /// @param capacity the most bytes that the folder takes
  /// @param key seals the records; the folder can't be read without it
  /// @param to where records go in the end
  /// @param unpacker what is sent for a record of the spool
  public Spool(
      Path folder,
      ByteSize capacity,
      DataKey key,
      RecordLog to,
      Unpacker unpacker,
      MeterRegistry registry,
      InstantSource clock) {
    this(
        folder,
        capacity,
        key,
        to,
        unpacker,
        registry,
        clock,
        new LocalFiles(),
        SpoolLimits.DEFAULT);
  }

  Spool(
      Path folder,
      ByteSize capacity,
      DataKey key,
      RecordLog to,
      Unpacker unpacker,
      MeterRegistry registry,
      InstantSource clock,
      SpoolFiles files,
      SpoolLimits limits) {
    this.folder = folder;
    this.files = files;
    this.clock = clock;
    segments = new Segments(capacity.bytes());
    codec = new RecordCodec(key);
    aside = new KeptAside(folder, files, segments);
    writer =
        new GroupCommit(
            new SegmentWriter(folder, files, segments, limits.segmentBytes(), clock),
            segments,
            limits.queuedBytes(),
            clock);
    SpoolMetrics metrics = new SpoolMetrics(registry, segments, clock);
    LogDelivery delivery = new LogDelivery(to, unpacker, aside, codec, metrics, limits, clock);
    replay = new Replay(folder, files, segments, writer, delivery, aside, codec, metrics, limits);
  }

  /// Takes over what an earlier process left and starts to send it.
  ///
  /// @throws CorruptDataException if a newer program wrote a file, or not one record opens with our
  ///   key
  public void start() throws IOException {
    files.createFolder(folder);
    aside.start();
    Set<Seals> seals = EnumSet.noneOf(Seals.class);
    for (String name : files.names(folder)) {
      long number = SegmentFormat.number(name);
      if (number >= 0) {
        segments.used(number);
        seals.add(recover(number, folder.resolve(name)));
      }
    }
    if (seals.contains(Seals.FOREIGN) && !seals.contains(Seals.OURS)) {
      throw new CorruptDataException(
          "spool "
              + folder
              + " is sealed with another key: restore data.key, or move the spool folder away");
    }
    writer.start();
    replay.start();
    started = true;
  }

  private Seals recover(long number, Path path) throws IOException {
    try (SpoolFile file = files.open(path)) {
      long size = file.size();
      SegmentReader reader =
          new SegmentReader(file, path.toString(), number, codec, SegmentFormat.HEADER);
      Segment segment = new Segment(number, path, reader.begunMillis(), true);
      segments.add(segment, size, reader.count(size), true);
      return reader.seals(size);
    }
  }

  /// Returns when the records are fsynced; appends of several threads share one fsync.
  ///
  /// @throws SpoolFullException if there is no room for them; nothing was written
  /// @throws TimeoutException if the disk has not answered after `atMost`; the records may become
  ///   durable later
  /// @throws IOException if the disk refused; the records may be sent nevertheless
  public void append(List<ProducerRecord<byte[], byte[]>> records, Duration atMost)
      throws IOException, TimeoutException, InterruptedException {
    if (!records.isEmpty()) {
      long start = System.nanoTime();
      var frames = codec.frames(records, clock.millis());
      writer.append(frames, atMost.minusNanos(System.nanoTime() - start));
    }
  }

  /// Does what an append does before it writes, and forgets it: the first seals would else be slow.
  public void warmUp(List<ProducerRecord<byte[], byte[]>> records) {
    codec.frames(records, clock.millis());
  }

  /// Appends that wait for the disk and were not begun.
  int waiting() {
    return writer.waiting();
  }

  @Override
  public String name() {
    return "spool";
  }

  @Override
  public CheckResult check() {
    if (!started) {
      return CheckResult.failed("not started");
    }
    Throwable ended = writer.ended() == null ? replay.ended() : writer.ended();
    if (ended != null) {
      return CheckResult.failed("a thread of the spool has ended, start again: " + ended);
    }
    GroupCommit.Failure failure = writer.lastFailure();
    if (failure != null && failure.at().plus(FAILURE_COUNTS).isAfter(clock.instant())) {
      return CheckResult.failed("spool " + folder + " can't be written: " + failure.message());
    }
    long records = segments.records();
    long percent = 100 * segments.bytes() / segments.capacity();
    String state = percent + " % full, " + records + " records wait for kafka";
    if (segments.bytes() < WARN_AT * segments.capacity()) {
      return CheckResult.ok(state);
    }
    String advice = ": bring kafka back, or raise ingest.audit.spool";
    return percent >= 100
        ? CheckResult.failed(state + advice)
        : CheckResult.ok("warning: " + state + advice);
  }

  /// Makes durable what waits and stops sending; what is left goes on at the next start.
  @Override
  public void close() throws IOException {
    replay.close();
    writer.close();
  }
}
