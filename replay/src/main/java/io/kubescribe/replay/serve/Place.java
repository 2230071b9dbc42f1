package io.kubescribe.replay.serve;

import io.kubescribe.core.recording.Recording;
import io.kubescribe.core.recording.Sight;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// What is kept in memory of one recording for one sight. One thread at a time derives, the others
/// wait for what comes of it. Safe for use by many threads.
final class Place {
  /// About what a derivation under way takes, in bytes.
  private static final long PLAYING = 4 << 20;

  private final StoredRecords records;
  private final DerivedFiles files;
  private final Sight sight;

  /// Of an ended recording.
  private @Nullable Derived derived;

  /// Records that it is of.
  private long count;

  /// Of a live recording.
  private @Nullable Playing playing;

  private boolean closed;
  private volatile long weight = PLAYING;

  Place(StoredRecords records, DerivedFiles files, Sight sight) {
    this.records = records;
    this.files = files;
    this.sight = sight;
  }

  synchronized Derived get(Recording recording) throws IOException {
    Derived known = derived;
    if (known != null && count == recording.records() && !recording.isLive()) {
      return known;
    }
    derived = null;
    weight = PLAYING;
    Derived result = recording.isLive() ? live(recording) : ended(recording);
    if (closed) {
      stop();
    }
    return result;
  }

  private Derived live(Recording recording) throws IOException {
    Playing now = playing;
    if (now == null) {
      now = new Playing(records.open(recording.id(), 0), sight);
      playing = now;
    }
    try {
      now.advance();
    } catch (IOException | RuntimeException e) {
      stop();
      throw e;
    }
    return now.derived(recording);
  }

  private Derived ended(Recording recording) throws IOException {
    Derived result = files.read(recording, sight);
    if (result == null) {
      try (Playing whole = take(recording)) {
        whole.advance();
        whole.end(recording);
        result = whole.derived(recording);
      }
      files.write(recording, sight, result);
    } else {
      stop();
    }
    derived = result;
    weight = result.weight();
    count = recording.records();
    return result;
  }

  /// What was played while it was live goes on to the end.
  private Playing take(Recording recording) throws IOException {
    Playing now = playing;
    playing = null;
    return now == null ? new Playing(records.open(recording.id(), 0), sight) : now;
  }

  /// About how many bytes it takes. Waits for nobody.
  long weight() {
    return weight;
  }

  /// Lets go of what is under way, now and after each later use.
  synchronized void close() throws IOException {
    closed = true;
    stop();
  }

  private void stop() throws IOException {
    Playing now = playing;
    playing = null;
    if (now != null) {
      now.close();
    }
  }
}
