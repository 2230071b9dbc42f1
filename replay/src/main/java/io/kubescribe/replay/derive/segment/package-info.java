/// The player's segmented source: an index and segments that each begin with a snapshot, so that a
/// seek costs one request. [io.kubescribe.replay.derive.segment.SegmentPlanner] says while a
/// recording is played where to cut it, [io.kubescribe.replay.derive.segment.SegmentPlan] keeps
/// that beside the recording, [io.kubescribe.replay.derive.segment.SegmentWriter] writes one
/// segment from its records, [io.kubescribe.replay.derive.segment.SegmentIndex] the index.
///
/// The contract is that of asciinema-player 3.18.0 (`loadSegmentedRecording`), which documents it
/// nowhere: `index.json` has version 1, duration, terminal, markers and the segments with their
/// starts; `N.json` a snapshot and events with times since the beginning of the session. Starts
/// begin with 0, increase, and are less than the duration; events lie from their segment's start to
/// before the next one's, the first at the start exactly; the last of all is at the duration.
///
/// A cut falls between records of different times, where no secret that is being masked has begun,
/// and unless a segment has become four times as long as wanted, where the terminal is in no
/// control function. A plan holds for the emulator that its snapshots were taken by: of another
/// version it is to be made anew.
@NullMarked
package io.kubescribe.replay.derive.segment;

import org.jspecify.annotations.NullMarked;
