/// Brings `kubescribe.sessions` into the recording store; start at
/// [io.kubescribe.replay.kafka.RecordingKeeper].
///
/// A record is read once and ends in one of three ways: recorded, known already (duplicate), or
/// kept in `kubescribe.quarantine`. Whether it is known its number tells, so reading a stretch of
/// the log again changes nothing. The checkpoint passes a record only when its end is durable.
///
/// | metric | is |
/// | --- | --- |
/// | `kubescribe.replay.records{outcome}` | records taken: `recorded`, `duplicate`, `quarantined` |
/// | `kubescribe.replay.gaps` | holes that were found and written into recordings |
/// | `kubescribe.replay.live` | recordings that are not sealed |
/// | `kubescribe.replay.recordings{state}` | recordings that were sealed: `sealed`, `interrupted`, `torn` |
/// | `kubescribe.replay.damaged` | ends of recordings that were found damaged at a start and set aside |
/// | `kubescribe.replay.lag.records` | end of the log minus checkpoint, over all partitions |
/// | `kubescribe.replay.halted.partitions` | partitions that are not read on, because the log does not fit the checkpoint |
/// | `kubescribe.replay.commit` | seconds that commits took |
@NullMarked
package io.kubescribe.replay.kafka;

import org.jspecify.annotations.NullMarked;
