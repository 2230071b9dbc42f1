package io.kubescribe.index.lucene;

import io.kubescribe.core.CorruptDataException;
import io.kubescribe.core.store.Checkpoint;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What one commit of the store consists of: the checkpoint, and which commit of which slice goes
/// with it. Kept in the user data of the root index; keys in the package's description.
///
/// @param sequence number of the commit, counted from 0
/// @param dropped slices that this commit has dropped; what is left of them on disk may go
record Manifest(
    long sequence,
    Checkpoint checkpoint,
    SortedMap<SliceName, Entry> slices,
    SortedSet<SliceName> dropped) {
  static final String FORMAT = "1";

  private static final String OFFSET = "offset.";
  private static final String TOPIC = "topic.";
  private static final String SLICE = "slice.";
  private static final String DROPPED = "dropped.";

  /// A slice as committed.
  ///
  /// @param generation of its Lucene commit
  /// @param extent of its events
  record Entry(long generation, Extent extent) {}

  /// What is known of a slice's events without opening it.
  ///
  /// @param events how many
  /// @param earliest least timestamp, microseconds
  /// @param latest greatest timestamp, microseconds
  /// @param newestReceived greatest received time, milliseconds
  record Extent(long events, long earliest, long latest, long newestReceived) {
    static final Extent NONE = new Extent(0, Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE);

    Extent with(long from, long to, long received) {
      return new Extent(
          events + 1,
          Math.min(earliest, from),
          Math.max(latest, to),
          Math.max(newestReceived, received));
    }

    boolean overlaps(long from, long to) {
      return events > 0 && earliest <= to && latest >= from;
    }
  }

  static final Manifest EMPTY = new Manifest(0, Checkpoint.NONE, new TreeMap<>(), new TreeSet<>());

  /// The next commit.
  Manifest next(Checkpoint moved, SortedMap<SliceName, Entry> entries) {
    return new Manifest(sequence + 1, moved, entries, new TreeSet<>());
  }

  /// The next commit, which drops slices and changes nothing else.
  Manifest without(SortedSet<SliceName> names) {
    SortedMap<SliceName, Entry> kept = new TreeMap<>(slices);
    kept.keySet().removeAll(names);
    return new Manifest(sequence + 1, checkpoint, kept, names);
  }

  Map<String, String> toUserData() {
    Map<String, String> data = new TreeMap<>();
    data.put("format", FORMAT);
    data.put("sequence", Long.toString(sequence));
    checkpoint
        .nextOffsets()
        .forEach((partition, next) ->
            data.put(OFFSET + partition.number() + "." + partition.topic(), Long.toString(next)));
    checkpoint.topicIds().forEach((topic, id) -> data.put(TOPIC + topic, id));
    slices.forEach((name, entry) ->
        data.put(
            SLICE + name,
            "%d,%d,%d,%d,%d"
                .formatted(
                    entry.generation(),
                    entry.extent().events(),
                    entry.extent().earliest(),
                    entry.extent().latest(),
                    entry.extent().newestReceived())));
    dropped.forEach(name -> data.put(DROPPED + name, ""));
    return data;
  }

  /// @throws CorruptDataException if another version wrote it, or it can't be read
  static Manifest of(Map<String, String> data) throws CorruptDataException {
    String format = data.get("format");
    if (!FORMAT.equals(format)) {
      throw new CorruptDataException(
          "search store has format " + format + ", this version reads " + FORMAT);
    }
    Map<Checkpoint.Partition, Long> offsets = new TreeMap<>();
    Map<String, String> topics = new TreeMap<>();
    SortedMap<SliceName, Entry> slices = new TreeMap<>();
    SortedSet<SliceName> dropped = new TreeSet<>();
    try {
      for (Map.Entry<String, String> datum : data.entrySet()) {
        String key = datum.getKey();
        if (key.startsWith(OFFSET)) {
          String[] parts = key.substring(OFFSET.length()).split("\\.", 2);
          offsets.put(
              new Checkpoint.Partition(parts[1], Integer.parseInt(parts[0])),
              Long.valueOf(datum.getValue()));
        } else if (key.startsWith(TOPIC)) {
          topics.put(key.substring(TOPIC.length()), datum.getValue());
        } else if (key.startsWith(SLICE)) {
          slices.put(SliceName.parse(key.substring(SLICE.length())), entry(datum.getValue()));
        } else if (key.startsWith(DROPPED)) {
          dropped.add(SliceName.parse(key.substring(DROPPED.length())));
        }
      }
      long sequence = Long.parseLong(data.getOrDefault("sequence", ""));
      return new Manifest(sequence, new Checkpoint(offsets, topics), slices, dropped);
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw new CorruptDataException("search store has a manifest that can't be read", e);
    }
  }

  private static Entry entry(String text) {
    String[] parts = text.split(",", -1);
    return new Entry(
        Long.parseLong(parts[0]),
        new Extent(
            Long.parseLong(parts[1]),
            Long.parseLong(parts[2]),
            Long.parseLong(parts[3]),
            Long.parseLong(parts[4])));
  }
}
