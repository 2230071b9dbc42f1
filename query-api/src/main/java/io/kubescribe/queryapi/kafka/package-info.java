/// The access log on Kafka: [io.kubescribe.queryapi.kafka.KafkaAccessLog].
@NullMarked
package io.kubescribe.queryapi.kafka;

import org.jspecify.annotations.NullMarked;
