/// Bodies on their way to Kafka: [io.kubescribe.ingest.kafka.KafkaIntake] sends what a body holds,
/// and puts into the local spool what Kafka does not acknowledge in time.
@NullMarked
package io.kubescribe.ingest.kafka;

import org.jspecify.annotations.NullMarked;
