package io.kubescribe.ingest.event;

import static io.kubescribe.ingest.event.Bodies.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.audit.Redaction;
import io.kubescribe.core.json.JsonSyntax;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What must hold for every redaction.
final class RedactionChecks {
  private static final Pattern MARKER = Pattern.compile("\\[redacted:\\d{1,9}:[\\w-]{22}]");

  private RedactionChecks() {}

  static List<String> markers(byte[] raw) {
    List<String> markers = new ArrayList<>();
    Matcher matcher = MARKER.matcher(text(raw));
    while (matcher.find()) {
      markers.add(matcher.group());
    }
    return markers;
  }

  /// The result is JSON, and equals the input when each marker is taken for as many bytes as its
  /// redaction says; the input has no marker of its own.
  static void requireOnlyMarkersDiffer(byte[] raw, Redactor.Redacted redacted) {
    byte[] out = redacted.raw();
    assertThat(JsonSyntax.valueEnd(out, 0, out.length)).isEqualTo(out.length);
    String before = new String(raw, StandardCharsets.ISO_8859_1);
    String after = new String(out, StandardCharsets.ISO_8859_1);
    Matcher marker = MARKER.matcher(after);
    int rawAt = 0;
    int outAt = 0;
    for (Redaction redaction : redacted.redactions()) {
      assertThat(marker.find()).isTrue();
      // The marker's hash tells whether the value was replaced with its quotes.
      int replaced = rawAt + marker.start() - outAt;
      boolean value =
          !marker
              .group()
              .equals(
                  text(
                      Marker.of(
                          Bodies.KEY,
                          raw,
                          replaced,
                          Math.min(raw.length, replaced + redaction.length()))));
      int from = value ? marker.start() - 1 : marker.start();
      replaced -= value ? 1 : 0;
      assertThat(before.substring(rawAt, replaced)).isEqualTo(after.substring(outAt, from));
      assertThat(marker.group())
          .isEqualTo(text(Marker.of(Bodies.KEY, raw, replaced, replaced + redaction.length())));
      rawAt = replaced + redaction.length();
      outAt = value ? marker.end() + 1 : marker.end();
    }
    assertThat(before.substring(rawAt)).isEqualTo(after.substring(outAt));
  }
}
