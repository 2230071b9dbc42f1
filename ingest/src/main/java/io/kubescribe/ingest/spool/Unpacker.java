package io.kubescribe.ingest.spool;

import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/// Tells what is sent to the log for a record of the spool.
@FunctionalInterface
public interface Unpacker {
  /// Every record is sent as it was appended.
  Unpacker NONE = List::of;

  /// Called by one thread; never throws because of the record's content.
  List<ProducerRecord<byte[], byte[]>> unpack(ProducerRecord<byte[], byte[]> record);
}
