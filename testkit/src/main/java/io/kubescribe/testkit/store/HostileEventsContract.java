package io.kubescribe.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.audit.EventFlag;
import io.kubescribe.core.query.EventField;
import io.kubescribe.core.query.JsonPath;
import io.kubescribe.core.query.Query;
import io.kubescribe.core.store.AppendOutcome;
import io.kubescribe.core.store.Checkpoint;
import io.kubescribe.core.store.IndexableEvent;
import io.kubescribe.core.store.StoredEvent;
import io.kubescribe.testkit.SampleEvents;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Events that are made to hurt, by their number in the catalogue of bad inputs: each is stored
/// byte for byte, found, flagged where the catalogue says so, and stops nothing.
interface HostileEventsContract extends StoreUnderTest {
  private Query flag(EventFlag flag) {
    return new Query.Term(EventField.FLAG, flag.text());
  }

  private void assertStored(IndexableEvent event, Query... found) throws IOException {
    assertThat(store().append(List.of(event))).containsExactly(AppendOutcome.ADDED);
    store().commit(Checkpoint.NONE.with(PARTITION, event.offset() + 1));
    letASecondPass();
    StoredEvent stored = store().get(event.id(), new Query.All()).orElseThrow();
    assertThat(stored.raw()).isEqualTo(event.raw());
    for (Query query : found) {
      assertThat(store().count(selection(query)))
          .as("found by " + query.getClass().getSimpleName())
          .isEqualTo(1);
    }
    assertThat(store().append(List.of(event("after-" + event.offset(), ""))))
        .containsExactly(AppendOutcome.ADDED);
  }

  /// B9.
  @Test
  default void a_text_of_16_mebibytes() throws IOException {
    String text = "0123456 abcdefg ".repeat(1 << 20);
    assertStored(
        event("b9", "\"requestObject\":{\"data\":\"" + text + "\"}"),
        new Query.Term(new JsonPath("requestObject.data"), text),
        new Query.Text("abcdefg 0123456"));
  }

  /// B9: one with more different words than are indexed.
  @Test
  default void a_text_of_too_many_words() throws IOException {
    StringBuilder text = new StringBuilder("first");
    for (int i = 0; i < 200_000; i++) {
      text.append(' ').append("word").append(i);
    }
    assertStored(
        event("b9w", "\"requestObject\":{\"data\":\"" + text + "\"}"),
        flag(EventFlag.INDEX_CUT),
        new Query.Text("first"));
  }

  /// B10.
  @Test
  default void a_keyword_longer_than_a_term_may_be() throws IOException {
    String name = "n".repeat(40_000);
    assertStored(
        event("b10", "\"user\":{\"username\":\"" + name + "\"}"),
        new Query.Term(EventField.USER, name));
    assertThat(store().count(selection(new Query.Term(EventField.USER, name + "n")))).isZero();
  }

  /// B11.
  @Test
  default void a_million_different_keys() throws IOException {
    ByteArrayOutputStream members = new ByteArrayOutputStream();
    members.writeBytes("\"annotations\":{\"first\":\"1\"".getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < 1_000_000; i++) {
      members.writeBytes((",\"k" + i + "\":\"\"").getBytes(StandardCharsets.UTF_8));
    }
    members.write('}');
    assertStored(
        event("b11", members.toString(StandardCharsets.UTF_8)),
        flag(EventFlag.INDEX_CUT),
        new Query.Term(new JsonPath("annotations.first"), "1"));
  }

  /// B17.
  @Test
  default void bytes_that_are_no_utf_8() throws IOException {
    byte[] raw = SampleEvents.event("b17", "\"verb\":\"get\",\"userAgent\":\"a@b\"");
    raw[new String(raw, StandardCharsets.ISO_8859_1).indexOf('@')] = (byte) 0xff;
    assertStored(
        event(raw, Instant.parse("2026-11-23T11:00:00Z")),
        flag(EventFlag.INVALID_UTF8),
        new Query.Term(EventField.USER_AGENT, "a\ufffdb"));
  }

  /// B17.
  @Test
  default void lone_surrogates_nul_and_byte_order_marks() throws IOException {
    assertStored(
        event(
            "b17e", "\"user\":{\"username\":\"a\\u0000b\\ud800c\"},\"userAgent\":\"\ufeffagent\""),
        new Query.Wildcard(EventField.USER, "a*c"),
        new Query.Term(EventField.USER_AGENT, "\ufeffagent"));
  }

  /// B18.
  @Test
  default void names_that_look_like_others() throws IOException {
    for (String name : List.of("\u202enimda", "ad\u200bmin", "\u0430dmin")) {
      assertStored(
          event("b18-" + name.codePointAt(0), "\"user\":{\"username\":\"" + name + "\"}"),
          new Query.Term(EventField.USER, name));
    }
    assertThat(store().count(selection(new Query.Term(EventField.USER, "admin")))).isZero();
  }

  /// B21.
  @Test
  default void audit_ids_of_any_length_and_content() throws IOException {
    for (String auditId : List.of("x".repeat(1 << 20), "../../etc/passwd", "a\\nb")) {
      IndexableEvent event = event(auditId, "");
      assertStored(event, new Query.Term(EventField.AUDIT_ID, event.event().auditId()));
    }
  }

  /// B24 and B25.
  @Test
  default void stages_out_of_order_and_unknown_words() throws IOException {
    for (String stage : List.of("ResponseComplete", "RequestReceived")) {
      byte[] raw =
          ("{\"auditID\":\"b24\",\"level\":\"Metadata\",\"stage\":\"" + stage + "\"}")
              .getBytes(StandardCharsets.UTF_8);
      assertStored(event(raw, Instant.EPOCH), new Query.Term(EventField.STAGE, stage));
    }
    byte[] odd =
        "{\"auditID\":\"b25\",\"level\":\"Everything\",\"stage\":\"Dreaming\"}"
            .getBytes(StandardCharsets.UTF_8);
    assertStored(
        event(odd, Instant.EPOCH),
        flag(EventFlag.UNKNOWN_LEVEL),
        flag(EventFlag.UNKNOWN_STAGE),
        new Query.Term(EventField.LEVEL, "Everything"));
  }

  /// B26.
  @Test
  default void ten_thousand_addresses() throws IOException {
    StringBuilder addresses = new StringBuilder("\"10.0.0.1\"");
    for (int i = 1; i < 10_000; i++) {
      addresses.append(",\"10.1.").append(i / 256).append('.').append(i % 256).append('"');
    }
    assertStored(
        event("b26", "\"sourceIPs\":[" + addresses + "]"),
        flag(EventFlag.SOURCE_IPS_CUT),
        new Query.Term(EventField.SOURCE_IP, "10.1.39.15"),
        new Query.Term(EventField.SOURCE_IPS, "10.1.39.15"),
        new Query.Term(EventField.SOURCE_IPS, "10.0.0.1"));
  }
}
