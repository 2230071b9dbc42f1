package io.kubescribe.ingest.event;

import static io.kubescribe.ingest.event.Bodies.event;
import static io.kubescribe.ingest.event.Bodies.prepare;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Large bodies made to cost more than their length. No time is asserted but one that quadratic
/// work would pass by far.
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileBodyTest {
  private static final int SIZE = 4 << 20;

  private static byte[] repeated(String head, String part, String tail) {
    int count = (SIZE - head.length() - tail.length()) / part.length();
    return (head + part.repeat(count) + tail).getBytes(StandardCharsets.UTF_8);
  }

  private static String members(String members) {
    return "{\"auditID\":\"a\",\"stage\":\"Panic\"," + members;
  }

  @Test
  void lists_that_break_at_every_item() {
    for (String part :
        new String[] {
          ",{",
          "{\"a\":[1,",
          ",{\"a\":",
          "{\"a\":{\"b\":1},{\"b\":1},",
          "{\"a\":[" + event(1) + ",",
          "},{\"",
          "]},{\"items\":[",
          "\"",
          "\\"
        }) {
      PreparedBatch batch = prepare(repeated("{\"items\":[", part, ""));
      assertThat(batch.quarantined()).isNotEmpty();
      assertThat(batch.quarantined().size()).isLessThanOrEqualTo(EventPreparer.MAX_PIECES);
    }
  }

  @Test
  void an_event_between_items_that_never_end() {
    String item = "{\"auditID\":\"a\",\"stage\":\"Panic\"},";
    PreparedBatch batch = prepare(repeated("{\"items\":[", "{\"a\":[1," + item, ""));
    assertThat(batch.events().size() + batch.quarantined().size()).isPositive();
  }

  @Test
  void the_smallest_events_there_are() {
    PreparedBatch batch =
        prepare(repeated("{\"items\":[", "{\"auditID\":\"a\"},", "{\"auditID\":\"a\"}]}"));
    assertThat(batch.events()).hasSize(EventPreparer.MAX_EVENTS);
    assertThat(batch.quarantined()).hasSize(EventPreparer.MAX_PIECES);
  }

  @Test
  void b9_strings_that_look_secret_over_and_over() {
    for (String part :
        new String[] {
          "x",
          "eyJ",
          "eyJ.",
          "eyJhbGciOiJ.eyJ",
          "-----BEGIN ",
          "-----BEGIN PRIVATE KEY-----",
          "base64url.bearer.authorization.k8s.io.",
          "authorization: bearer ",
          "kind: Secret\\n",
          "kind:   ",
          "{\\\"kind\\\":\\\"Secret\\\",",
          "[",
          "\\u0065yJ",
          "PRIVATE KEY LS0t",
          "ZXlKaGJHY2lPaUpTVXpJMU5pSXNJbXRwWkNJNklu",
          "token=a&?",
          "\\n ",
          "data:\\n"
        }) {
      byte[] body = repeated(members("\"requestURI\":\""), part, "\"}");
      PreparedBatch batch = prepare(body);
      assertThat(batch.events()).as(part).hasSize(1);
    }
  }

  @Test
  void b11_very_many_names() {
    StringBuilder names = new StringBuilder(members("\"annotations\":{\"x\":1"));
    for (int i = 0; i < 1_000_000; i++) {
      names.append(",\"k").append(i).append("\":\"\"");
    }
    assertThat(prepare(names.append("}}").toString()).events()).hasSize(1);
  }

  @Test
  void texts_within_texts_cost_their_length() {
    byte[] text = "kind: Secret\n".repeat(1000).getBytes(StandardCharsets.UTF_8);
    while (text.length < SIZE / 2) {
      text = java.util.Base64.getEncoder().encode(text);
    }
    String event = members("\"a\":\"" + new String(text, StandardCharsets.US_ASCII) + "\"}");
    assertThat(prepare(event).events()).hasSize(1);
  }

  @Test
  void random_damage_never_throws_and_loses_no_byte() {
    long seed = Long.getLong("kubescribe.seed", new Random().nextLong());
    System.out.println("HostileBodyTest: -Dkubescribe.seed=" + seed);
    Random random = new Random(seed);
    byte[] body = Bodies.list(Bodies.events(20)).getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 1_000; i++) {
      byte[] damaged = body.clone();
      for (int j = random.nextInt(3); j >= 0; j--) {
        int at = 80 + random.nextInt(body.length - 80);
        damaged[at] =
            random.nextBoolean()
                ? (byte) random.nextInt(256)
                : (byte) "{}[]\",:\\".charAt(random.nextInt(8));
      }
      PreparedBatch batch = prepare(damaged);
      // Three damaged bytes can break three items, and one that swallows its neighbour.
      assertThat(batch.events().size()).isGreaterThanOrEqualTo(14);
      int kept = batch.events().stream().mapToInt(event -> event.raw().length).sum();
      int put = batch.quarantined().stream().mapToInt(piece -> piece.raw().length).sum();
      assertThat(damaged.length - kept - put).isLessThan(200);
    }
  }
}
