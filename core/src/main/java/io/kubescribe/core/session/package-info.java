/// The session: one exec or attach stream into one container, or one port-forward. What is kept of
/// it is a row of [io.kubescribe.core.session.SessionRecord]s, which begins with a
/// [io.kubescribe.core.session.SessionRecord.Start] and ends with an
/// [io.kubescribe.core.session.SessionRecord.End]; without an end the gateway died.
///
/// The bytes of a record ([io.kubescribe.core.session.SessionRecordCodec]), version 1. Numbers are
/// big-endian; text is UTF-8:
///
/// | offset | bytes | field |
/// | --- | --- | --- |
/// | 0 | 2 | `4b 53` |
/// | 2 | 1 | version, 1 |
/// | 3 | 1 | type |
/// | 4 | 8 | sequence: 0 for the start, then one more for each record; a hole is a lost record |
/// | 12 | 8 | nanoseconds since the start's `startedAt`, never less than the record's before |
/// | 20 | 4 | CRC-32C of bytes 0 to 19 and of the payload |
/// | 24 | rest | payload, at most 8 MiB |
///
/// | type | code | payload |
/// | --- | --- | --- |
/// | start | 1 | JSON of [io.kubescribe.core.session.SessionStart] |
/// | facts | 2 | JSON of [io.kubescribe.core.session.PodFacts] |
/// | negotiated | 3 | 1 byte, 0 WebSocket or 1 SPDY; then the protocol's name as on the wire |
/// | data | 4 | 1 byte, the stream; then the bytes that passed |
/// | closed | 5 | 1 byte, the stream |
/// | resize | 6 | 2 bytes columns, 2 bytes rows |
/// | heartbeat | 7 | nothing |
/// | status | 8 | the server's Status in JSON, or its text, as on the wire |
/// | gap | 9 | 8 bytes nanoseconds of the first lost record, 8 of the last, 8 number of lost records; then for each stream that lost bytes 1 byte stream, 8 bytes count |
/// | flawed | 10 | JSON of [io.kubescribe.core.session.SessionRecord.Flawed] |
/// | forwarded | 11 | JSON of [io.kubescribe.core.session.PortConnection] |
/// | end | 12 | JSON of [io.kubescribe.core.session.SessionRecord.End] |
///
/// Streams: 0 stdin, 1 stdout, 2 stderr. JSON has the names of the records' components, enums by
/// their word, instants as RFC 3339. Fields may be added to JSON without a new version (readers
/// ignore what they don't know); any other change is a new version. Frequent records are binary and
/// cheap, rare ones are JSON because they grow.
@NullMarked
package io.kubescribe.core.session;

import org.jspecify.annotations.NullMarked;
