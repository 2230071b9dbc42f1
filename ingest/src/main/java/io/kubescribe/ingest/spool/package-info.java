/// The local spool: records that Kafka did not acknowledge in time stand here, sealed and fsynced,
/// until it does. Start reading at [io.kubescribe.ingest.spool.Spool].
///
/// ## Files
///
/// | file in the folder of the spool | holds |
/// | --- | --- |
/// | `NUMBER.spool` | a segment: records in the order of their appends; 20 digits, counting up |
/// | `refused/NUMBER.spool` | a segment with one record that Kafka refuses for its size; replayed again at the next start |
/// | `damaged/NUMBER-FROM-TO.damaged` | bytes `[FROM, TO)` of a segment that can't be read, with readable ones behind them |
/// | `damaged/NUMBER-FROM-TO.torn` | the end of a segment that a crash cut: a frame whose bytes are not all there, never acknowledged |
/// | `damaged/NUMBER.spool` | a segment whose end does not open although it is whole, or of which a part could not be copied here; moved back, it is replayed at the next start |
///
/// A segment is deleted when Kafka has acknowledged every record in it. One that was begun before a
/// restart is replayed from its beginning: the ids of its events collapse with the earlier copies.
///
/// ## Segment, version 1
///
/// All numbers are big-endian. A segment is a header and frames without gaps. A new one is begun at
/// 64 MiB; one frame may be larger.
///
/// | byte of the header | size | value |
/// | --- | --- | --- |
/// | 0 | 8 | `KSSPOOL` and the version as a byte (1) |
/// | 8 | 8 | number of the segment, as in its name |
/// | 16 | 8 | when it was begun, milliseconds since the epoch |
/// | 24 | 4 | CRC-32C of bytes 0 to 23 |
///
/// | byte of a frame | size | value |
/// | --- | --- | --- |
/// | 0 | 4 | `KSFR` |
/// | 4 | 4 | N, bytes of the sealed part |
/// | 8 | 4 | records in the sealed part |
/// | 12 | 4 | CRC-32C of the segment's number (8), the frame's position (8) and bytes 0 to 11 |
/// | 16 | N | sealed by [io.kubescribe.core.crypto.DataKey#seal] |
///
/// The CRC finds the next frame behind damage; position and number in it keep an old or misplaced
/// frame, or a copy of our format inside of a value, from being taken for one. The sealed part has
/// its own authentication.
///
/// | sealed part | size | value |
/// | --- | --- | --- |
/// | appended | 8 | milliseconds since the epoch |
/// | records | 4 | number of records, which follow |
/// | topic | 2 + n | length, UTF-8 |
/// | key | 4 + n | length or -1 for none, bytes |
/// | headers | 2 | number of headers, which follow: name (2 + n), value (4 + n, -1 for none) |
/// | value | 4 + n | length or -1 for none, bytes |
///
/// A frame holds records of one append: up to 64 KiB, or one larger record, so that a damaged byte
/// costs little.
@NullMarked
package io.kubescribe.ingest.spool;

import org.jspecify.annotations.NullMarked;
