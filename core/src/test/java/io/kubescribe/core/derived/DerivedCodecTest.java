package io.kubescribe.core.derived;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubescribe.core.CorruptDataException;
import io.kubescribe.core.kafka.DerivedRecords;
import io.kubescribe.core.kafka.Topic;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DerivedCodecTest {
  static Stream<String> names() {
    return SampleDerived.all().keySet().stream();
  }

  private static Derived sample(String name) {
    return Objects.requireNonNull(SampleDerived.all().get(name), name);
  }

  /// Golden files of version 1, kept for ever.
  private static byte[] golden(String name) throws IOException {
    String file = "v1/" + name + ".json";
    try (InputStream in = DerivedCodecTest.class.getResourceAsStream(file)) {
      assertThat(in).as(file).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .strip()
          .getBytes(StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void a_golden_document_is_read_and_written_again(String name) throws IOException {
    byte[] golden = golden(name);
    assertThat(DerivedCodec.decode(golden)).isEqualTo(sample(name));
    assertThat(DerivedCodec.encode(sample(name)))
        .asString()
        .isEqualTo(new String(golden, StandardCharsets.UTF_8));
  }

  @Test
  void every_kind_has_a_golden_document() {
    assertThat(SampleDerived.all().values())
        .extracting(document -> document.key().kind())
        .contains(DerivedKind.values());
  }

  @Test
  void a_field_of_a_later_program_is_ignored() throws CorruptDataException {
    String json = new String(DerivedCodec.encode(sample("command")), StandardCharsets.UTF_8);
    String later = json.replaceFirst("\\{", "{\"later\":{\"x\":[1]},");
    assertThat(DerivedCodec.decode(later.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(sample("command"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"version\":2}",
        "{\"version\":1}",
        "{\"version\":1,\"session\":\"x\",\"kind\":\"screen\",\"number\":0,\"emulator\":1}",
        "{\"version\":1,\"session\":\"019ab000-0000-7000-8000-000000000001\",\"kind\":\"screen\","
            + "\"number\":0,\"emulator\":1,\"startedAt\":\"2026-11-24T12:00:00Z\",\"lines\":[]}",
        "{\"version\":1,\"session\":\"019ab000-0000-7000-8000-000000000001\",\"kind\":\"screen\","
            + "\"number\":0,\"emulator\":1,\"startedAt\":\"2026-11-24T12:00:00Z\","
            + "\"lines\":[null]}",
        "{\"version\":1,\"session\":\"019ab000-0000-7000-8000-000000000001\",\"kind\":\"dance\","
            + "\"number\":0,\"emulator\":1,\"startedAt\":\"2026-11-24T12:00:00Z\"}",
        "{\"version\":1,\"session\":\"019ab000-0000-7000-8000-000000000001\",\"kind\":\"session\","
            + "\"number\":-1,\"emulator\":1,\"startedAt\":\"2026-11-24T12:00:00Z\"}"
      })
  void what_is_no_document_is_corrupt(String json) {
    assertThatThrownBy(() -> DerivedCodec.decode(json.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(CorruptDataException.class)
        .hasMessageStartingWith("derived document");
  }

  @ParameterizedTest
  @MethodSource("names")
  void every_cut_is_seen(String name) {
    byte[] json = DerivedCodec.encode(sample(name));
    for (int length = 0; length < json.length; length++) {
      byte[] cut = Arrays.copyOf(json, length);
      assertThatThrownBy(() -> DerivedCodec.decode(cut)).isInstanceOf(CorruptDataException.class);
    }
  }

  @Test
  void keys_sort_like_their_parts() {
    DerivedKey first = SampleDerived.key(DerivedKind.SESSION, 255);
    DerivedKey second = SampleDerived.key(DerivedKind.SESSION, 256);
    DerivedKey third = SampleDerived.key(DerivedKind.SCREEN, 0);
    assertThat(Arrays.compareUnsigned(first.bytes(), second.bytes())).isNegative();
    assertThat(Arrays.compareUnsigned(second.bytes(), third.bytes())).isNegative();
    assertThat(first.bytes()).hasSize(DerivedKey.LENGTH);
  }

  @Test
  void a_record_of_the_log_has_the_session_as_its_key() throws CorruptDataException {
    Derived document = sample("screen");
    ProducerRecord<byte[], byte[]> record = DerivedRecords.derivedRecord(document);
    assertThat(record.topic()).isEqualTo(Topic.DERIVED.topicName());
    assertThat(record.key()).asString().isEqualTo(document.key().session().toString());
    assertThat(DerivedRecords.document(read(record.key(), record.value()))).isEqualTo(document);
    for (byte @Nullable [] wrong :
        new byte @Nullable [][] {null, {}, "x".getBytes(StandardCharsets.US_ASCII)}) {
      assertThatThrownBy(() -> DerivedRecords.document(read(wrong, record.value())))
          .isInstanceOf(CorruptDataException.class);
    }
    assertThatThrownBy(() -> DerivedRecords.document(read(record.key(), null)))
        .isInstanceOf(CorruptDataException.class);
  }

  private static ConsumerRecord<byte[], byte[]> read(
      byte @Nullable [] key, byte @Nullable [] value) {
    return new ConsumerRecord<>(Topic.DERIVED.topicName(), 0, 0, key, value);
  }
}
