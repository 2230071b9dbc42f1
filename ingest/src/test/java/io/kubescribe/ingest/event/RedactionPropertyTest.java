package io.kubescribe.ingest.event;

import static io.kubescribe.ingest.event.Bodies.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.audit.Redaction;
import io.kubescribe.core.json.StrictJson;
import io.kubescribe.ingest.RedactConfig;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RedactionPropertyTest {
  private static final int EVENTS = 3_000;

  @Test
  void random_events_stay_json_lose_their_secrets_and_nothing_else() {
    long seed = Long.getLong("kubescribe.seed", new Random().nextLong());
    System.out.println("RedactionPropertyTest: -Dkubescribe.seed=" + seed);
    RandomEvents events = new RandomEvents(seed);
    Redactor redactor =
        new Redactor(new RedactConfig(true, List.of("/annotations/*/name")), Bodies.KEY);
    int redactions = 0;
    for (int i = 0; i < EVENTS; i++) {
      String event = events.next();
      byte[] raw = event.getBytes(StandardCharsets.UTF_8);
      Redactor.Redacted redacted = redactor.redact(raw);
      String out = text(redacted.raw());
      redactions += redacted.redactions().size();
      RedactionChecks.requireOnlyMarkersDiffer(raw, redacted);
      assertThat(text(redactor.redact(redacted.raw()).raw())).isEqualTo(out);
      String decoded = decoded(out);
      for (String secret : events.secrets) {
        assertThat(decoded).as(event).doesNotContain(secret);
      }
      for (Redaction redaction : redacted.redactions()) {
        assertThat(StrictJson.MAPPER.readTree(out).at(redaction.pointer()).asString(""))
            .as(redaction + " in " + out)
            .contains("[redacted:");
      }
    }
    assertThat(redactions).isGreaterThan(EVENTS);
  }

  /// All escapes resolved, so that a secret can't hide behind one.
  private static String decoded(String json) {
    String text = json;
    for (int i = 0; i < 3; i++) {
      text =
          java.util.regex.Pattern.compile("\\\\+u00([0-9a-f]{2})")
              .matcher(text)
              .replaceAll(match ->
                  java.util.regex.Matcher.quoteReplacement(
                      String.valueOf((char) Integer.parseInt(match.group(1), 16))));
    }
    return text;
  }
}
