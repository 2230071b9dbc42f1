/// The broker inside this process: [io.kubescribe.app.kafka.EmbeddedBroker].
@NullMarked
package io.kubescribe.app.kafka;

import org.jspecify.annotations.NullMarked;
