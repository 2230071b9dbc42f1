package io.kubescribe.core.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.kafka.ControlRecords.EndSession;
import io.kubescribe.core.session.SessionId;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlRecordsTest {
  private static final SessionId ID =
      SessionId.parse("01a20e26-ce9c-7226-8507-5674adc6d6df").orElseThrow();

  @Test
  void a_request_is_read_as_it_was_written() {
    EndSession request = new EndSession(ID, "eve", "lunch \"break\"");
    ProducerRecord<byte[], byte[]> record = ControlRecords.of(request);
    assertThat(record.topic()).isEqualTo("kubescribe.control");
    assertThat(new String(record.key(), StandardCharsets.US_ASCII)).isEqualTo(ID.toString());
    assertThat(ControlRecords.read(consumed(record.value()))).contains(request);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "null",
        "[]",
        "{\"action\":\"pause\",\"session\":\"01a20e26-ce9c-7226-8507-5674adc6d6df\"}",
        "{\"action\":\"end\",\"session\":\"x\"}",
        "{\"action\":\"end\",\"session\":null}"
      })
  void other_records_are_left_alone(String value) {
    assertThat(ControlRecords.read(consumed(value.getBytes(StandardCharsets.UTF_8)))).isEmpty();
  }

  private static ConsumerRecord<byte[], byte[]> consumed(byte[] value) {
    return new ConsumerRecord<>("kubescribe.control", 0, 0, new byte[0], value);
  }
}
