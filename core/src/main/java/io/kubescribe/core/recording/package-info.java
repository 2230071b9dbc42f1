/// Recordings: what was kept of sessions, under the session's id. Start at
/// [io.kubescribe.core.recording.Recordings], by which they are read as records again;
/// [io.kubescribe.core.recording.RecordingStore] keeps their bytes, and
/// [io.kubescribe.core.recording.Replays] gives what is derived from them.
@NullMarked
package io.kubescribe.core.recording;

import org.jspecify.annotations.NullMarked;
