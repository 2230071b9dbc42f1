/// The log: topic names and shapes ([io.kubescribe.core.kafka.Topic]; made by
/// [io.kubescribe.core.kafka.Topics]), the one producer policy
/// ([io.kubescribe.core.kafka.LogProducer]), the one consumer loop of readers with a checkpoint of
/// their own ([io.kubescribe.core.kafka.ConsumerLoop]), that of readers who settle records in any
/// order ([io.kubescribe.core.kafka.GroupLoop]), how events stand in records
/// ([io.kubescribe.core.kafka.EventRecords]), session records
/// ([io.kubescribe.core.kafka.SessionRecords]), and what is derived from recordings
/// ([io.kubescribe.core.kafka.DerivedRecords]).
///
/// Record of `kubescribe.audit`, version 1: key = id of the receiver (so that one sender's events
/// stay in one partition), value = the event's stored bytes, headers (UTF-8 text):
///
/// | header | value |
/// | --- | --- |
/// | `cluster` | name of the cluster |
/// | `source` | `webhook`, `spool` or `import` |
/// | `receivedAt` | milliseconds since the epoch, decimal |
/// | `schema` | `audit.k8s.io/v1` |
/// | `redactions` | JSON array of `{"pointer","rule","length"}`; absent when nothing was replaced |
/// | `import` | id of the run of `import`; absent otherwise |
///
/// Record of `kubescribe.sessions`: key = id of the session as text, so that its records stay in
/// one partition and in order; value = bytes of a session record, described in
/// [io.kubescribe.core.session]; no headers.
///
/// Record of `kubescribe.derived`: key = id of the session as text; value = JSON of a derived
/// document, described in [io.kubescribe.core.derived]; no headers.
@NullMarked
package io.kubescribe.core.kafka;

import org.jspecify.annotations.NullMarked;
