package io.kubescribe.ingest.spool;

import java.nio.file.Path;

/// One file of the spool and how far it is known to be good. The fields that change are guarded by
/// [Segments].
final class Segment {
  final long number;
  final Path path;
  final long begunMillis;

  /// Begun by an earlier process, so that nobody knows how much of its end was ever acknowledged.
  final boolean recovered;

  /// Bytes on disk.
  long fileBytes;

  /// Bytes that are fsynced, whole frames; of a recovered segment the whole file.
  long durable;

  /// Whether nothing is written to it any more.
  boolean finished;

  /// Records that Kafka has not acknowledged.
  long records;

  /// Up to here Kafka has acknowledged it; of the replaying thread alone.
  long replayed = SegmentFormat.HEADER;

  /// Whether a try to replay it failed; of the replaying thread alone.
  boolean failed;

  /// Whether a part could not be kept aside, so that all of it has to be; of the replaying thread
  /// alone.
  boolean keepWhole;

  Segment(long number, Path path, long begunMillis, boolean recovered) {
    this.number = number;
    this.path = path;
    this.begunMillis = begunMillis;
    this.recovered = recovered;
  }
}
