package io.kubescribe.core.recording;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// What is derived from recordings, as it is shown to people: casts, the player's segments, text,
/// pictures. All of it can be made again from the records. Safe for use by many threads.
///
/// Each method takes facts of [Recordings], and of a live recording shows what there is by now.
/// Times are nanoseconds since the start. Each throws [IOException] when the store did not answer,
/// or no longer has the recording.
public interface Replays {
  /// Writes an asciicast, with what was typed as far as it was recorded. Neither flushes nor
  /// closes.
  ///
  /// @param version 2 or 3
  /// @param fromNanos what was on the screen then comes first; 0 for all
  /// @param toNanos the last time that is wanted; [Long#MAX_VALUE] for all
  void cast(
      Recording recording, int version, long fromNanos, long toNanos, Sight sight, OutputStream out)
      throws IOException;

  /// The index of the player's segmented source.
  ReplayFile index(Recording recording, Sight sight) throws IOException;

  /// One segment of it.
  ///
  /// @param untilNanos duration of the index that it belongs to; [Long#MAX_VALUE] for the whole
  ///   recording's
  /// @return empty if there is no segment of this number
  Optional<ReplayFile> segment(Recording recording, int number, long untilNanos, Sight sight)
      throws IOException;

  /// Gives the lines that were on the screen, by the time at which they settled.
  void transcript(Recording recording, Sight sight, Consumer<? super TranscriptLine> lines)
      throws IOException;

  /// Command lines seen on the screen, by time.
  List<SeenCommand> commands(Recording recording, Sight sight) throws IOException;

  /// What happened when.
  ReplayTimeline timeline(Recording recording, Sight sight) throws IOException;

  /// The screen at a time.
  String screen(Recording recording, long nanos, ScreenForm form, Sight sight) throws IOException;

  /// A small picture (SVG) of a lively moment.
  String thumbnail(Recording recording, Sight sight) throws IOException;

  /// Watches a recording that may be live: from what is on the screen now, to its end.
  LiveView live(Recording recording, Sight sight) throws IOException;
}
