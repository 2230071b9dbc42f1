package io.kubescribe.ingest.file;

import io.kubescribe.core.store.ImportTallies.ImportTally;
import io.kubescribe.ingest.file.BodySender.Taken;
import io.kubescribe.ingest.file.Piece.Item;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// One run of `import`: sends what is in some files to a receiver and waits until searches find it.
/// [#run] once, from one thread; [#progress] at any time from any.
public final class AuditFileImporter {
  /// A body of 64 MiB is the most that a receiver takes.
  private static final int LARGEST_PIECE = (64 << 20) - Body.OVERHEAD;

  private static final int FIRST_WINDOW = 1 << 20;

  private final List<ImportSource> sources;
  private final BodySender sender;
  private final TallyWatch watch;
  private final Tries tries;
  private final AtomicLong bytesRead = new AtomicLong();
  private final AtomicLong accepted = new AtomicLong();
  private final AtomicLong quarantined = new AtomicLong();
  private final List<String> problems = new ArrayList<>();

  /// @param run fresh, 1-64 characters of `A-Z`, `a-z`, `0-9`, `_`, `-`
  public AuditFileImporter(
      List<ImportSource> sources, ImportTarget target, String run, HttpClient client) {
    this(sources, target, run, client, Pause.real());
  }

  AuditFileImporter(
      List<ImportSource> sources, ImportTarget target, String run, HttpClient client, Pause pause) {
    this.sources = List.copyOf(sources);
    this.tries = new Tries(client, pause);
    this.sender = new BodySender(target, run, tries);
    this.watch = new TallyWatch(target, run, tries, pause);
  }

  /// How far it is.
  public ImportProgress progress() {
    long events = accepted.get();
    long others = quarantined.get();
    return new ImportProgress(
        bytesRead.get(),
        total(),
        events + others,
        Math.min(events, watch.tally().total()) + others,
        tries.trouble());
  }

  private OptionalLong total() {
    return sources.stream().allMatch(source -> source.size().isPresent())
        ? OptionalLong.of(sources.stream().mapToLong(source -> source.size().orElse(0)).sum())
        : OptionalLong.empty();
  }

  /// Imports all sources. A source that can't be read to its end is told among the problems of the
  /// result; what came before is imported, and the other sources are.
  ///
  /// @throws ImportFailedException if the server refuses, or does not answer for minutes
  public ImportResult run() throws ImportFailedException, InterruptedException {
    try (Flight flight = new Flight()) {
      for (ImportSource source : sources) {
        read(source, flight);
      }
      flight.land();
    }
    long events = accepted.get();
    if (events > 0) {
      watch.await(events);
    }
    ImportTally tally = watch.tally();
    // What was sent twice because an answer was lost counts once.
    long duplicates = Math.max(0, events - tally.added() - tally.quarantined());
    return new ImportResult(
        events + quarantined.get(),
        tally.added(),
        duplicates,
        quarantined.get() + tally.quarantined(),
        problems);
  }

  private void read(ImportSource source, Flight flight)
      throws ImportFailedException, InterruptedException {
    AtomicLong stored = new AtomicLong();
    try (InputStream raw = new CountedStream(source.opener().open(), bytesRead);
        InputStream content = Decompression.open(raw)) {
      PieceReader reader = new PieceReader(new Window(content, FIRST_WINDOW), LARGEST_PIECE);
      send(reader, flight, stored);
      if (reader.isInsideList()) {
        problems.add(source.name() + ": ends inside a list of events: it may have been cut");
      }
    } catch (IOException e) {
      flight.land();
      String reason = e.getMessage() == null ? e.toString() : e.getMessage();
      problems.add(
          "%s: %s; what came before is imported (%d events)"
              .formatted(source.name(), reason, stored.get()));
    }
  }

  private void send(PieceReader reader, Flight flight, AtomicLong stored)
      throws IOException, ImportFailedException, InterruptedException {
    Body.Builder items = new Body.Builder();
    try {
      for (@Nullable Piece piece = reader.next(); piece != null; piece = reader.next()) {
        if (!(piece instanceof Item item)) {
          submit(new Body(List.of(piece)), flight, stored);
          continue;
        }
        if (items.isFullFor(item)) {
          submit(items.build(), flight, stored);
        }
        items.add(item);
      }
    } finally {
      // Also when the file breaks off: what came before is not lost.
      if (!items.isEmpty()) {
        submit(items.build(), flight, stored);
      }
    }
  }

  private void submit(Body body, Flight flight, AtomicLong stored)
      throws ImportFailedException, InterruptedException {
    long size = body.pieces().stream().mapToLong(piece -> piece.bytes().length).sum();
    flight.submit(
        size,
        () -> {
          Taken taken = sender.send(body);
          stored.addAndGet(taken.accepted());
          accepted.addAndGet(taken.accepted());
          quarantined.addAndGet(taken.quarantined());
        });
  }
}
