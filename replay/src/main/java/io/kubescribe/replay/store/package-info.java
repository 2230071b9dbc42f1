/// What the bytes of a recording mean: written by [io.kubescribe.replay.store.PartWriter], read by
/// [io.kubescribe.replay.store.StoredRecordings].
///
/// ## Format, version 1
///
/// A recording has one part for each epoch. A part is a header, chunks, and once it is complete a
/// seal. Numbers are big-endian; hashes are SHA-256; checksums are CRC-32C. Checksums cover bytes
/// as stored and find damage fast; hashes cover content before compression, so that a part may be
/// compressed anew without a change of its hashes.
///
/// Header, 68 bytes:
///
/// | offset | bytes | field |
/// | --- | --- | --- |
/// | 0 | 8 | `89 4b 53 52 0d 0a 1a 0a` |
/// | 8 | 4 | version, 1 |
/// | 12 | 4 | epoch, from 1 |
/// | 16 | 16 | session id |
/// | 32 | 32 | root hash of the epoch before; zeros where there is none, or it can't be read |
/// | 64 | 4 | checksum of bytes 0 to 63 |
///
/// Chunk, closed at 64 KiB of frames (or one frame that is larger) or when its first frame that is
/// no heartbeat is 1.5 s old:
///
/// | offset | bytes | field |
/// | --- | --- | --- |
/// | 0 | 4 | `4b 53 43 43` |
/// | 4 | 4 | bytes of the stored frames |
/// | 8 | 4 | bytes of the frames |
/// | 12 | 4 | number of frames |
/// | 16 | 8 | sequence of the first frame |
/// | 24 | 8 | sequence of the last frame |
/// | 32 | 8 | nanoseconds of the first frame |
/// | 40 | 8 | nanoseconds of the last frame |
/// | 48 | 32 | hash of: the hash before (of the first chunk: the hash of header bytes 0 to 63), bytes 8 to 47, the frames |
/// | 80 | 4 | checksum of bytes 0 to 79 and of the stored frames |
/// | 84 | | the frames, one zstd frame |
///
/// Frame: a session record (see `io.kubescribe.core.session`) without what can be told from its
/// place. A varint has 7 bits a byte, lowest first, the top bit set on all bytes but the last.
///
/// | bytes | field |
/// | --- | --- |
/// | 1 | type of the record; 128 for a gap that the store found |
/// | varint | sequence minus that of the frame before, in zigzag; 0 in a chunk's first |
/// | varint | nanoseconds minus those of the frame before, in zigzag; 0 in a chunk's first |
/// | varint | bytes of the payload |
/// | rest | payload, as it came |
///
/// Sequences grow, but for records that the gateway had to write again after Kafka was away: they
/// stand where they came, and fill a gap that stands before them.
///
/// The payload of a gap is 1 byte cause (1 missing in the log, 2 interrupted, 3 torn), 8 bytes
/// number of records missing, 8 bytes nanoseconds of the record before. It stands at the sequence
/// of the first record missing, or of the record that follows where none is, and has the time of
/// the record that follows.
///
/// Seal:
///
/// | offset | bytes | field |
/// | --- | --- | --- |
/// | 0 | 4 | `4b 53 43 53` |
/// | 4 | 4 | bytes of the content |
/// | 8 | 4 | number of chunks |
/// | 12 | 4 | checksum of bytes 0 to 11, content, index and root hash |
/// | 16 | | content: thrice 4 bytes length and JSON of [io.kubescribe.replay.store.PartFacts], the start record, the newest facts record; the records as they came, of length 0 where there is none |
/// | | 24 each | index: of each chunk its position, sequence and nanoseconds of its first frame |
/// | | 32 | root hash: hash of the last chunk's hash and the content |
/// | | 4 | bytes of the whole seal |
/// | | 4 | `4b 53 43 45` |
@NullMarked
package io.kubescribe.replay.store;

import org.jspecify.annotations.NullMarked;
