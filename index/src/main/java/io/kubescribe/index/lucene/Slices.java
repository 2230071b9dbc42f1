package io.kubescribe.index.lucene;

import io.kubescribe.core.query.TimeRange;
import io.kubescribe.index.IndexConfig;
import io.kubescribe.index.lucene.Manifest.Extent;
import io.kubescribe.index.lucene.SliceName.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.lucene.util.IOUtils;

/// All slices of the store. The appending thread adds and removes; any thread reads.
final class Slices {
  /// Length of a flagged slice. Every look-up for a duplicate goes into all of them, so there must
  /// be few: 15 in 400 days. Their events stay up to this much longer.
  static final Duration FLAGGED_LENGTH = Duration.ofDays(28);

  /// Slices open for writing between two commits.
  static final int MAX_WRITING = 8;

  /// Slices open for reading only.
  static final int MAX_READING = 64;

  private final Path folder;
  private final Directories directories;
  private final InstantSource clock;
  private final long mainLength;
  private final double memoryMebibytes;
  private final SegmentLayout layout;

  /// By first second.
  private final ConcurrentSkipListMap<Long, Slice> main = new ConcurrentSkipListMap<>();

  private final ConcurrentSkipListMap<Long, Slice> flagged = new ConcurrentSkipListMap<>();

  /// Slices open for writing; the appending thread's own.
  private final List<Slice> writing = new ArrayList<>();

  private long openings;

  Slices(
      Path folder,
      Directories directories,
      InstantSource clock,
      IndexConfig config,
      SegmentLayout layout,
      Manifest manifest) {
    this.folder = folder;
    this.directories = directories;
    this.clock = clock;
    this.mainLength = config.slice().toSeconds();
    this.layout = layout;
    this.memoryMebibytes = config.memory().bytes() / (double) (1 << 20);
    manifest
        .slices()
        .forEach((name, entry) -> of(name.kind()).put(name.start(), slice(name, entry)));
  }

  private Slice slice(SliceName name, Manifest.Entry entry) {
    return new Slice(
        name, folder.resolve(name.toString()), directories, clock, memoryMebibytes, layout, entry);
  }

  private ConcurrentSkipListMap<Long, Slice> of(Kind kind) {
    return kind == Kind.MAIN ? main : flagged;
  }

  /// The slice of this time, if there is one.
  Optional<Slice> find(Kind kind, Instant time) {
    Map.Entry<Long, Slice> before = of(kind).floorEntry(time.getEpochSecond());
    return before != null && time.getEpochSecond() < before.getValue().name().end()
        ? Optional.of(before.getValue())
        : Optional.empty();
  }

  /// The slice of this time, a new one if need be. A new one ends where an older one, perhaps of
  /// another length, begins.
  Slice findOrCreate(Kind kind, Instant time) {
    return find(kind, time).orElseGet(() -> create(kind, time.getEpochSecond()));
  }

  private Slice create(Kind kind, long second) {
    ConcurrentSkipListMap<Long, Slice> known = of(kind);
    long length = kind == Kind.MAIN ? mainLength : FLAGGED_LENGTH.toSeconds();
    long start = Math.floorDiv(second, length) * length;
    long end = start + length;
    Map.Entry<Long, Slice> before = known.floorEntry(second);
    if (before != null) {
      start = Math.max(start, before.getValue().name().end());
    }
    Map.Entry<Long, Slice> after = known.higherEntry(second);
    if (after != null) {
      end = Math.min(end, after.getKey());
    }
    SliceName name = new SliceName(kind, start, end - start);
    Slice slice = slice(name, new Manifest.Entry(-1, Extent.NONE));
    known.put(start, slice);
    return slice;
  }

  List<Slice> all() {
    List<Slice> all = new ArrayList<>(main.values());
    all.addAll(flagged.values());
    return all;
  }

  /// Flagged slices.
  List<Slice> flagged() {
    return List.copyOf(flagged.values());
  }

  /// Slices of a kind that may hold events of the range, newest first.
  List<Slice> overlapping(Kind kind, TimeRange range) {
    long from = range.from() == null ? Long.MIN_VALUE : Fields.micros(range.from());
    long to = range.to() == null ? Long.MAX_VALUE : Fields.micros(range.to());
    return of(kind).descendingMap().values().stream()
        .filter(slice -> slice.extent().overlaps(from, to))
        .toList();
  }

  void remove(Slice slice) {
    of(slice.name().kind()).remove(slice.name().start());
    writing.remove(slice);
  }

  // Writing: the appending thread.

  /// Notes that a slice is about to be written to.
  void writing(Slice slice) {
    if (!writing.contains(slice)) {
      writing.add(slice);
      openings++;
    }
  }

  /// How often a slice was opened for writing.
  long openings() {
    return openings;
  }

  boolean tooManyWriting() {
    return writing.size() > MAX_WRITING;
  }

  /// Bytes of events that are in memory only.
  long ramBytes() {
    long sum = 0;
    for (Slice slice : writing) {
      sum += slice.ramBytes();
    }
    return sum;
  }

  /// Moves the events of the slice that holds most of them in memory to disk.
  void flushLargest() throws IOException {
    if (!writing.isEmpty()) {
      Collections.max(writing, Comparator.comparingLong(Slice::ramBytes)).flush();
    }
  }

  /// Slices with changes that are not durable.
  List<Slice> dirty() {
    return writing.stream().filter(Slice::isDirty).toList();
  }

  /// Closes writers that were not used for `idle`, and those beyond half of [#MAX_WRITING].
  void closeIdleWriters(Duration idle) throws IOException {
    writing.sort(Comparator.comparingLong(Slice::usedMillis));
    long before = clock.millis() - idle.toMillis();
    for (int i = 0; i < writing.size(); i++) {
      if (writing.size() - i > MAX_WRITING / 2 || writing.get(i).usedMillis() < before) {
        writing.get(i).closeIdleWriter();
      }
    }
    writing.removeIf(slice -> !slice.isWriting());
  }

  /// Closes readers beyond [#MAX_READING].
  void closeExcessReaders() throws IOException {
    List<Slice> reading =
        all().stream()
            .filter(Slice::isReadOnlyOpen)
            .sorted(Comparator.comparingLong(Slice::usedMillis))
            .toList();
    for (int i = 0; i < reading.size() - MAX_READING; i++) {
      reading.get(i).closeReadOnly();
    }
  }

  void close() throws IOException {
    IOUtils.close(all());
  }
}
