/// Feeds the search store from the log; start at [io.kubescribe.index.kafka.Indexer], and for what
/// is derived from recordings at [io.kubescribe.index.kafka.DerivedIndexer].
///
/// A record is read once and ends in one of three ways: added, known already (duplicate), or kept
/// in `kubescribe.quarantine`. The checkpoint passes it only when its end is durable, so that at
/// any time, counted since the process started:
///
/// > received = added + duplicate + quarantined + in flight
///
/// | metric | is |
/// | --- | --- |
/// | `kubescribe.index.received` | records read, each once however often it is read again |
/// | `kubescribe.index.events{outcome}` | records that the checkpoint has passed: `added`, `duplicate`, `quarantined` |
/// | `kubescribe.index.in.flight` | records read that the checkpoint has not passed |
/// | `kubescribe.index.lag.records{partition}` | end of the log minus checkpoint |
/// | `kubescribe.index.lag.seconds{partition}` | age of the oldest record read that the checkpoint has not passed |
/// | `kubescribe.index.halted.partitions` | partitions that are not read on, because the log does not fit the checkpoint |
/// | `kubescribe.index.commit` | seconds that commits took |
/// | `kubescribe.index.searchable` | seconds from received until every search finds the event |
/// | `kubescribe.index.derived{outcome}` | derived documents read: `added`, `duplicate`, `quarantined`; after a failure again |
/// | `kubescribe.index.derived.lag.records` | end of the log minus checkpoint, over all partitions |
@NullMarked
package io.kubescribe.index.kafka;

import org.jspecify.annotations.NullMarked;
