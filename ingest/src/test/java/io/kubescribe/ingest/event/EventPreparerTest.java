package io.kubescribe.ingest.event;

import static io.kubescribe.ingest.event.Bodies.event;
import static io.kubescribe.ingest.event.Bodies.events;
import static io.kubescribe.ingest.event.Bodies.list;
import static io.kubescribe.ingest.event.Bodies.pieces;
import static io.kubescribe.ingest.event.Bodies.prepare;
import static io.kubescribe.ingest.event.Bodies.raws;
import static io.kubescribe.ingest.event.Bodies.reasons;
import static io.kubescribe.ingest.event.Bodies.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.audit.AuditEvent;
import io.kubescribe.core.audit.AuditEventParser;
import io.kubescribe.core.audit.EventFlag;
import io.kubescribe.ingest.RedactConfig;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventPreparerTest {
  @Test
  void items_of_a_list_are_stored_as_they_came() {
    PreparedBatch batch = prepare(list(events(400)));
    assertThat(raws(batch)).isEqualTo(events(400));
    assertThat(batch.quarantined()).isEmpty();
    assertThat(batch.events().getFirst().envelope().source()).isEqualTo("webhook");
  }

  @Test
  void white_space_between_items_is_not_part_of_them() {
    PreparedBatch batch =
        prepare(
            "\r\n{ \"items\" :\t[ \n" + event(1) + " ,\n " + event(2) + " \n] , \"x\" : 1 }\n\n");
    assertThat(raws(batch)).containsExactly(event(1), event(2));
  }

  @Test
  void one_event_is_a_body_too() {
    String event =
        "{\"kind\":\"Event\",\"apiVersion\":\"audit.k8s.io/v1\"," + event(7).substring(1);
    assertThat(raws(prepare(event))).containsExactly(event);
    assertThat(raws(prepare(event(7)))).containsExactly(event(7));
    assertThat(prepare(event).events().getFirst().id())
        .isEqualTo(prepare(list(List.of(event(7)))).events().getFirst().id());
  }

  @Test
  void a_mistake_of_ours_costs_only_the_event_that_shows_it() {
    Redactor redactor = new Redactor(new RedactConfig(true, List.of()), Bodies.KEY);
    for (Throwable mistake :
        List.of(new IllegalStateException("hunter2"), new StackOverflowError("hunter2"))) {
      EventPreparer preparer =
          new EventPreparer(raw -> {
            if (text(raw).equals(event(200))) {
              if (mistake instanceof Error error) {
                throw error;
              }
              throw (RuntimeException) mistake;
            }
            return redactor.redact(raw);
          });
      PreparedBatch batch =
          preparer.prepare(
              Bodies.CLUSTER,
              "webhook",
              Bodies.RECEIVED,
              null,
              list(events(400)).getBytes(StandardCharsets.UTF_8));
      assertThat(batch.events()).hasSize(399);
      assertThat(pieces(batch)).containsExactly(event(200));
      assertThat(batch.quarantined().getFirst().reason())
          .startsWith("internal: ")
          .endsWith(mistake.getClass().getName());
    }
  }

  @ParameterizedTest(name = "B1 {0}")
  @ValueSource(strings = {"hello", "<html>", "{\"a\":1", "[1,2]", "5", "\"x\"", "nul", "\u0000"})
  void b1_what_is_not_json_is_quarantined_whole(String body) {
    PreparedBatch batch = prepare(body);
    assertThat(batch.events()).isEmpty();
    assertThat(pieces(batch)).containsExactly(body);
  }

  @ParameterizedTest(name = "B2 {0}")
  @ValueSource(
      strings = {
        "{\"auditID\":\"x\",\"stage\":\"Panic\",\"user\":{\"username\":\"bo",
        "{\"auditID\":\"x\",\"stage\":\"Panic\",\"user\":{\"username\":\"bob\"",
        "{\"auditID\":\"x\",\"stage\":\"Panic\",\"sourceIPs\":[\"10.0.0.1\"",
        "{\"auditID\":\"x\",\"stage\":\"Panic\",\"sourceIPs\":[",
        "{\"auditID\":\"x\",\"stage\":\"Panic\",\"requestObject\":{\"a\":[{\"b\":1},{\"c\":[1",
        "{\"auditID\":\"x\",\"stage\"",
        "{",
        "\"auditID\":\"x\"}",
        "{\"auditID\":\"x\",\"stage\":\"Panic\"}}",
        "{\"auditID\":\"x\",\"stage\":\"Panic\"}]",
        "{\"auditID\":\"x\",\"stage\":\"Panic\"}]}",
        "{\"auditID\":\"x\",\"stage\":\"Pa\nnic\"}",
        "{\"auditID\":\"x\",\"stage\":\"Panic\",}",
        "{\"auditID\":\"x\",\"stage\":\"Panic\" \"a\":1}",
        "{'auditID':'x'}",
        "x",
        "",
        "{\"auditID\":\"x\",\"auditID\":\"y\",\"stage\":\"Panic\"}",
        "{\"auditID\":\"x\",\"user\":{\"username\":\"a\",\"username\":\"b\"}}",
        "{\"auditID\":\"x\",\"a\":1e999999999}",
        "{\"kind\":\"Pod\",\"auditID\":\"x\"}",
        "{\"apiVersion\":\"audit.k8s.io/v2\",\"auditID\":\"x\"}",
        "{\"stage\":\"Panic\"}",
        "17",
        "null",
        "\"text\"",
        "[{\"auditID\":\"x\"}]"
      })
  void b2_one_broken_item_costs_only_itself(String broken) {
    for (int at : new int[] {1, 200, 399}) {
      List<String> items = new ArrayList<>(events(400));
      items.set(at, broken);
      PreparedBatch batch = prepare(list(items));
      List<String> good = new ArrayList<>(events(400));
      good.remove(at);
      assertThat(raws(batch)).containsAll(good);
      // A whole event before a stray byte is kept, as is a last one that the list's end completes.
      List<String> others = new ArrayList<>(raws(batch));
      others.removeAll(good);
      assertThat(others).allMatch(raw -> broken.startsWith(raw) || raw.equals(broken + "]}"));
      boolean lost = !broken.isEmpty() && others.isEmpty();
      assertThat(String.join("", pieces(batch))).contains(lost ? broken : "");
      assertThat(batch.quarantined().size()).isLessThanOrEqualTo(2);
    }
  }

  @Test
  void b2_a_break_in_the_first_item_loses_no_later_one() {
    PreparedBatch batch = prepare(list(List.of("{\"auditID\":\"x", event(1), event(2))));
    assertThat(raws(batch)).containsExactly(event(1), event(2));
    assertThat(pieces(batch)).containsExactly("{\"auditID\":\"x");
  }

  @Test
  void b2_a_list_that_is_cut_keeps_what_was_whole() {
    String body = list(events(3));
    String cut = body.substring(0, body.indexOf("\"id-2\"") + 3);
    PreparedBatch batch = prepare(cut);
    assertThat(raws(batch)).containsExactly(event(0), event(1));
    assertThat(pieces(batch)).hasSize(1);
    assertThat(cut).endsWith(pieces(batch).getFirst());
  }

  @Test
  void no_byte_of_a_cut_list_is_lost() {
    String body = list(events(3));
    for (int length = body.indexOf('[') + 1; length < body.length(); length++) {
      PreparedBatch batch = prepare(body.substring(0, length));
      int kept = String.join("", raws(batch)).length() + String.join("", pieces(batch)).length();
      assertThat(length - kept).isLessThan(body.indexOf('[') + 6);
    }
  }

  @ParameterizedTest(name = "B3 {0}")
  @ValueSource(
      strings = {
        "",
        " \n",
        "{}",
        " { } ",
        "{\"items\":null}",
        "{\"items\":[]}",
        "{\"kind\":\"EventList\",\"apiVersion\":\"audit.k8s.io/v1\",\"metadata\":{},\"items\":[ ]}",
        "{\"kind\":\"EventList\",\"apiVersion\":\"audit.k8s.io/v1\"}"
      })
  void b3_nothing_in_it_is_empty(String body) {
    assertThat(prepare(body).isEmpty()).isTrue();
  }

  @Test
  void b4_unknown_kinds_and_versions_are_quarantined_whole() {
    String good = "\"items\":[" + event(1) + "]}";
    for (String head :
        List.of(
            "{\"kind\":\"EventList\",\"apiVersion\":\"audit.k8s.io/v2\",",
            "{\"kind\":\"PodList\",",
            "{\"kind\":7,",
            "{\"auditID\":\"x\",",
            "{\"kind\":\"EventList\",\"kind\":\"EventList\",")) {
      PreparedBatch batch = prepare(head + good);
      assertThat(batch.events()).isEmpty();
      assertThat(pieces(batch)).containsExactly(head + good);
    }
    assertThat(reasons(prepare("{\"kind\":\"Pod\"}"))).containsExactly("unknown-kind");
    assertThat(reasons(prepare("{\"kind\":\"EventList\",\"items\":{}}")))
        .containsExactly("items-not-a-list");
    assertThat(reasons(prepare("{\"kind\":\"EventList\",\"itemz\":[]}")))
        .containsExactly("no-items");
  }

  @Test
  void b4_the_kind_may_stand_after_the_items() {
    assertThat(raws(prepare("{\"items\":[" + event(1) + "],\"kind\":\"EventList\"}")))
        .containsExactly(event(1));
    assertThat(prepare("{\"items\":[" + event(1) + "],\"kind\":\"Pod\"}").events()).isEmpty();
  }

  @Test
  void b5_unknown_members_stay() {
    String event = "{\"new\":{\"a\":[1,2.5,true,null]}," + event(1).substring(1);
    assertThat(raws(prepare(event))).containsExactly(event);
  }

  @Test
  void b6_two_lists_of_items_are_quarantined_whole() {
    for (String second : List.of("items", "it\\u0065ms")) {
      String body = "{\"items\":[" + event(1) + "],\"" + second + "\":[" + event(2) + "]}";
      PreparedBatch batch = prepare(body);
      assertThat(batch.events()).isEmpty();
      assertThat(pieces(batch)).containsExactly(body);
      assertThat(reasons(batch)).containsExactly("duplicate-key");
    }
  }

  @Test
  void b7_a_deep_item_is_quarantined_and_the_rest_stored() {
    String deep = "{\"auditID\":\"x\",\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
    PreparedBatch batch = prepare(list(List.of(event(1), deep, event(2))));
    assertThat(raws(batch)).containsExactly(event(1), event(2));
    assertThat(reasons(batch)).containsExactly("over-limit");
    assertThat(reasons(prepare(deep))).containsExactly("over-limit");
    assertThat(reasons(prepare("[".repeat(1_000_000)))).containsExactly("not-an-object");
  }

  @Test
  void b8_a_number_past_the_limits_is_quarantined() {
    for (String number : List.of("1".repeat(1_000_000), "1e999999999", "0." + "1".repeat(200))) {
      PreparedBatch batch =
          prepare(list(List.of(event(1), "{\"auditID\":\"x\",\"a\":[" + number + "]}", event(2))));
      assertThat(raws(batch)).containsExactly(event(1), event(2));
      assertThat(reasons(batch)).containsExactly("over-limit");
    }
  }

  @Test
  void b17_broken_utf8_is_stored_as_it_came() throws Exception {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf});
    String[] halves = event(1).split("alice", -1);
    body.writeBytes(halves[0].getBytes(StandardCharsets.UTF_8));
    body.writeBytes(new byte[] {'a', (byte) 0xff, (byte) 0xc3, 'b'});
    body.writeBytes(halves[1].getBytes(StandardCharsets.UTF_8));
    PreparedBatch batch = prepare(body.toByteArray());
    assertThat(batch.quarantined()).isEmpty();
    PreparedEvent event = batch.events().getFirst();
    byte[] sent = body.toByteArray();
    assertThat(event.raw()).isEqualTo(java.util.Arrays.copyOfRange(sent, 3, sent.length));
    AuditEvent parsed = AuditEventParser.parse(event.raw(), event.envelope());
    assertThat(parsed.user()).isEqualTo("a\ufffd\ufffdb");
    assertThat(parsed.flags()).contains(EventFlag.INVALID_UTF8);
  }

  @Test
  void b17_utf16_is_not_read_as_something_else() {
    byte[] body = event(1).getBytes(StandardCharsets.UTF_16LE);
    assertThat(prepare(body).events()).isEmpty();
    assertThat(prepare(body).quarantined()).hasSize(1);
  }

  @Test
  void b19_the_same_batch_gives_the_same_ids() {
    String body = list(events(5));
    assertThat(prepare(body).events().stream().map(PreparedEvent::id).toList())
        .isEqualTo(prepare(body).events().stream().map(PreparedEvent::id).toList());
  }

  @Test
  void b20_other_content_under_the_same_audit_id_has_another_id() {
    String other = event(1).replace("alice", "bob");
    assertThat(prepare(list(List.of(event(1), event(1), other))).events())
        .extracting(PreparedEvent::id)
        .satisfies(ids -> assertThat(ids.get(0)).isEqualTo(ids.get(1)).isNotEqualTo(ids.get(2)));
  }

  @Test
  void b21_an_audit_id_is_only_data() {
    for (String id : List.of("x".repeat(1 << 20), "../../etc", "a\\nb", "\\ud800", "\\u0000")) {
      String event = event(1).replace("id-1", id);
      PreparedBatch batch = prepare(event);
      assertThat(raws(batch)).containsExactly(event);
      assertThat(batch.events().getFirst().id().value()).hasSize(43);
    }
  }

  @Test
  void reasons_tell_nothing_of_the_bytes() {
    String secret = "s3cr3t";
    PreparedBatch batch =
        prepare(
            list(
                List.of(
                    "{\"auditID\":\"" + secret + "\",\"auditID\":\"" + secret + "\"}",
                    "{\"kind\":\"" + secret + "\"}",
                    "{\"" + secret + "\":" + secret + "}")));
    assertThat(batch.quarantined()).isNotEmpty();
    assertThat(batch.quarantined()).noneMatch(piece -> piece.reason().contains(secret));
  }

  @Test
  void very_many_pieces_are_joined() {
    PreparedBatch batch = prepare("{\"items\":[" + "0,".repeat(100_000) + event(1) + "]}");
    assertThat(raws(batch)).containsExactly(event(1));
    assertThat(batch.quarantined()).hasSize(EventPreparer.MAX_PIECES);
    assertThat(text(batch.quarantined().getLast().raw())).startsWith("0\n0\n0");
  }
}
