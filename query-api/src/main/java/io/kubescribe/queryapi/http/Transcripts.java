package io.kubescribe.queryapi.http;

import io.kubescribe.core.json.StrictJson;
import io.kubescribe.core.recording.TranscriptLine;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/// Writes transcripts line by line: one can be as long as the session's output.
final class Transcripts {
  /// Gives the lines.
  @FunctionalInterface
  interface Lines {
    void each(Consumer<TranscriptLine> line) throws IOException;
  }

  private Transcripts() {}

  /// A line of text for each line, behind its time: `0:01:02.345 text`.
  static void text(Lines lines, OutputStream out) throws IOException {
    try {
      lines.each(line -> {
        long millis = TimeUnit.NANOSECONDS.toMillis(line.nanos());
        String time =
            "%d:%02d:%02d.%03d  "
                .formatted(
                    millis / 3_600_000, millis / 60_000 % 60, millis / 1_000 % 60, millis % 1_000);
        try {
          out.write((time + line.text() + '\n').getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  static void json(Lines lines, OutputStream out) throws IOException {
    // Closed at the end only: closing writes what is missing, and what broke off must show.
    JsonGenerator json = StrictJson.MAPPER.createGenerator(out);
    json.writeStartObject();
    json.writeName("lines");
    json.writeStartArray();
    lines.each(line -> ReplayJson.write(json, line));
    json.writeEndArray();
    json.writeEndObject();
    json.close();
  }
}
