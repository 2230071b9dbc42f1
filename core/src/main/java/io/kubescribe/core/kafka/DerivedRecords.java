package io.kubescribe.core.kafka;

import io.kubescribe.core.CorruptDataException;
import io.kubescribe.core.derived.Derived;
import io.kubescribe.core.derived.DerivedCodec;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/// How derived documents stand in records of the log; layout in the package's description. Static.
public final class DerivedRecords {
  private DerivedRecords() {}

  public static ProducerRecord<byte[], byte[]> derivedRecord(Derived document) {
    return new ProducerRecord<>(
        Topic.DERIVED.topicName(), key(document), DerivedCodec.encode(document));
  }

  /// @throws CorruptDataException if we did not write this record: the value is missing or broken,
  ///   or the key is not its session
  public static Derived document(ConsumerRecord<byte[], byte[]> record)
      throws CorruptDataException {
    if (record.value() == null) {
      throw new CorruptDataException("derived document's record has no value");
    }
    Derived document = DerivedCodec.decode(record.value());
    if (!Arrays.equals(key(document), record.key())) {
      throw new CorruptDataException("derived document's record has another session as its key");
    }
    return document;
  }

  private static byte[] key(Derived document) {
    return document.key().session().toString().getBytes(StandardCharsets.US_ASCII);
  }
}
