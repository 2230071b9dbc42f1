/// Dead letters as records of `kubescribe.deadletters`, version 1:
/// [io.kubescribe.forward.kafka.LetterBox].
///
/// A letter has the name of the forwarder as key and the event's stored bytes as value. Its headers
/// are those of the event's own record, and:
///
/// | header | value |
/// | --- | --- |
/// | `reason` | what the destination said |
/// | `origin` | `TOPIC-PARTITION@OFFSET` of the event |
/// | `attempts` | requests that it was part of, decimal |
/// | `at` | milliseconds since the epoch, decimal |
///
/// When a letter was sent again, a record with the same key, no value and the header `resolves`
/// (offset of the letter, decimal) follows.
@NullMarked
package io.kubescribe.forward.kafka;

import org.jspecify.annotations.NullMarked;
