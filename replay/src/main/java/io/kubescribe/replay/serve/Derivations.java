package io.kubescribe.replay.serve;

import io.kubescribe.core.recording.Recording;
import io.kubescribe.core.recording.Sight;
import io.kubescribe.core.session.SessionId;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What was derived of the recordings that were asked for last. Safe for use by many threads.
final class Derivations implements Closeable {
  private record Key(SessionId id, Sight sight) {}

  private final StoredRecords records;
  private final DerivedFiles files;
  private final long mostBytes;

  /// The one asked for last comes last.
  private final Map<Key, Place> places = new LinkedHashMap<>(16, 0.75f, true);

  /// @param mostBytes what all may take in memory, about
  Derivations(StoredRecords records, DerivedFiles files, long mostBytes) {
    this.records = records;
    this.files = files;
    this.mostBytes = mostBytes;
  }

  Derived of(Recording recording, Sight sight) throws IOException {
    Place place;
    synchronized (places) {
      place =
          places.computeIfAbsent(
              new Key(recording.id(), sight), _ -> new Place(records, files, sight));
    }
    Derived derived = place.get(recording);
    for (Place old : forgotten(place)) {
      old.close();
    }
    return derived;
  }

  /// Those that there is no room for, taken out.
  private List<Place> forgotten(Place wanted) {
    List<Place> old = new ArrayList<>();
    synchronized (places) {
      long bytes = 0;
      for (Place place : places.values()) {
        bytes += place.weight();
      }
      Iterator<Place> all = places.values().iterator();
      while (bytes > mostBytes && all.hasNext()) {
        Place place = all.next();
        if (place != wanted) {
          bytes -= place.weight();
          old.add(place);
          all.remove();
        }
      }
    }
    return old;
  }

  @Override
  public void close() throws IOException {
    List<Place> all;
    synchronized (places) {
      all = List.copyOf(places.values());
      places.clear();
    }
    for (Place place : all) {
      place.close();
    }
  }
}
