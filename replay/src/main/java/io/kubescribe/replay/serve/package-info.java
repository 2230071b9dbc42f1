/// Serves what is derived from recordings; start at [io.kubescribe.replay.serve.StoredReplays].
///
/// A recording is played once for each sight, which gives the plan of its segments, command lines
/// and timeline. Of the latest recordings asked for these stay in memory; of ended ones they are
/// also kept in a folder, one file for each, which may be deleted at any time. A file is gzip of
/// JSON:
///
/// | member | value |
/// | --- | --- |
/// | `version` | of the derivation, which includes the terminal's: a file of another is not read |
/// | `records` | how many records the recording had: with more, the file is out of date |
/// | `derived` | plan, commands, timeline and duration, members named as the types have them |
///
/// Everything else is made when it is asked for, from the snapshot before it: at most one segment
/// is played for it.
@NullMarked
package io.kubescribe.replay.serve;

import org.jspecify.annotations.NullMarked;
