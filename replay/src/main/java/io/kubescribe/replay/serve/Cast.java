package io.kubescribe.replay.serve;

import io.kubescribe.core.recording.Recording;
import io.kubescribe.core.recording.Sight;
import io.kubescribe.replay.derive.cast.CastVersion;
import io.kubescribe.replay.derive.cast.CastWriter;
import io.kubescribe.replay.derive.event.Slice;
import io.kubescribe.replay.derive.secret.SightedPlayback;
import io.kubescribe.replay.derive.segment.SegmentPlan;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/// A cast of all of a recording, or of a part of it.
///
/// @param plan by which to get to the beginning of the part; null to play from the recording's
record Cast(int version, long fromNanos, long toNanos, Sight sight, @Nullable SegmentPlan plan) {
  void write(Recording recording, StoredRecords records, OutputStream out) throws IOException {
    CastVersion format =
        CastVersion.of(version)
            .orElseThrow(() -> new IllegalArgumentException("no such version: " + version));
    // What was typed is not looked through for secrets.
    boolean withInput = sight == Sight.REVEALED;
    CastWriter writer = new CastWriter(out, format, withInput, fromNanos);
    try {
      Slice slice = new Slice(fromNanos, toNanos, writer);
      SegmentPlan.Seek seek =
          plan == null
              ? new SegmentPlan.Seek(new SightedPlayback(sight, slice), 0, 0)
              : plan.seek(fromNanos, slice);
      play(recording, records, seek);
      slice.end();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void play(Recording recording, StoredRecords records, SegmentPlan.Seek seek)
      throws IOException {
    SightedPlayback playback = seek.playback();
    boolean[] whole = {true};
    records.each(
        recording.id(),
        seek.nanos(),
        record -> {
          whole[0] = record.nanos() <= toNanos;
          if (whole[0] && record.sequence() >= seek.sequence()) {
            playback.accept(record);
          }
          return whole[0];
        });
    if (whole[0]) {
      playback.end(recording.duration().toNanos());
    } else {
      playback.flush();
    }
  }
}
