package io.kubescribe.replay.publish;

import io.kubescribe.core.derived.Derived;
import io.kubescribe.core.derived.DerivedKey;
import io.kubescribe.core.derived.DerivedKind;
import io.kubescribe.core.derived.ScreenBlock;
import io.kubescribe.core.derived.SeenCommandLine;
import io.kubescribe.core.recording.RecordReader;
import io.kubescribe.core.recording.Recording;
import io.kubescribe.core.recording.Recordings;
import io.kubescribe.core.recording.SeenCommand;
import io.kubescribe.core.recording.Sight;
import io.kubescribe.core.session.SequencedRecord;
import io.kubescribe.core.session.SessionId;
import io.kubescribe.core.session.SessionRecord;
import io.kubescribe.replay.derive.Derivation;
import io.kubescribe.replay.derive.transcript.TranscriptBlock;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Derives one session from its first record on and gives away what comes about. For one thread.
final class Follower implements Closeable {
  /// What one turn reads at most, so that others have theirs.
  private static final int RECORDS = 20_000;

  private static final long BYTES = 8L << 20;

  /// How often a live session tells what has changed.
  private static final Duration EVERY = Duration.ofSeconds(30);

  /// A command line younger than this may yet be read otherwise.
  private static final long YOUNG = Duration.ofSeconds(30).toNanos();

  /// Documents of one record, in the numbers of command lines.
  private static final long PER_RECORD = 1000;

  private final SessionId id;
  private final int version;
  private final Instant startedAt;
  private final Consumer<? super Derived> documents;
  private final Derivation derivation = new Derivation(Sight.REDACTED, this::block);
  private final Set<DerivedKey> told = new HashSet<>();
  private @Nullable RecordReader reader;
  private @Nullable Instant toldAt;
  private long records;
  private boolean atEnd;

  /// @param documents is given each document, in order
  Follower(Recording recording, Consumer<? super Derived> documents) {
    this.id = recording.id();
    this.version = Summaries.version(recording);
    this.startedAt = recording.startedAt();
    this.documents = documents;
  }

  /// Whether all that had come at the last turn was read.
  boolean isAtEnd() {
    return atEnd;
  }

  int version() {
    return version;
  }

  /// Goes on with what has come.
  ///
  /// @param recording facts from before this call
  /// @return whether all that belongs to these facts was derived and given away; of a live
  ///   recording, never
  boolean advance(Recording recording, Recordings recordings, Instant now) throws IOException {
    if (toldAt == null) {
      documents.accept(Summaries.of(recording));
      toldAt = now;
    }
    atEnd = read(recordings);
    if (!atEnd) {
      return false;
    }
    if (recording.isLive()) {
      if (Duration.between(toldAt, now).compareTo(EVERY) >= 0 && recording.records() != records) {
        toldAt = now;
        records = recording.records();
        commands(derivation.duration() - YOUNG);
        documents.accept(Summaries.of(recording));
      }
      return false;
    }
    derivation.end(Math.max(0, recording.duration().toNanos()));
    commands(Long.MAX_VALUE);
    documents.accept(Summaries.of(recording));
    return true;
  }

  /// @return whether the end was reached, for now
  private boolean read(Recordings recordings) throws IOException {
    RecordReader from = reader;
    if (from == null) {
      from = recordings.records(id, 0).orElse(null);
      reader = from;
    }
    long bytes = 0;
    for (int i = 0; from != null && i < RECORDS && bytes < BYTES; i++) {
      SequencedRecord record = from.next();
      if (record == null) {
        return true;
      }
      if (record.record() instanceof SessionRecord.Data(_, byte[] data)) {
        bytes += data.length;
      }
      derivation.accept(record);
    }
    return from == null;
  }

  private void block(TranscriptBlock block) {
    documents.accept(
        new ScreenBlock(
            new DerivedKey(id, DerivedKind.SCREEN, block.number(), version),
            startedAt,
            block.lines(),
            block.redactions()));
  }

  private void commands(long until) {
    long sequence = -1;
    int within = 0;
    for (SeenCommand command : derivation.commands()) {
      within = command.sequence() == sequence ? within + 1 : 0;
      sequence = command.sequence();
      if (within < PER_RECORD && command.nanos() <= until) {
        DerivedKey key =
            new DerivedKey(id, DerivedKind.COMMAND, sequence * PER_RECORD + within, version);
        if (told.add(key)) {
          documents.accept(
              new SeenCommandLine(
                  key,
                  startedAt,
                  command.nanos(),
                  command.text(),
                  command.confidence().wireName(),
                  command.exitCode()));
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    RecordReader from = reader;
    reader = null;
    if (from != null) {
      from.close();
    }
  }
}
