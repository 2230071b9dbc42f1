package io.kubescribe.queryapi.http;

import io.kubescribe.core.json.StrictJson;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// Writes JSON texts. Values of events may hold half of a surrogate pair, which UTF-8 can't carry:
/// it becomes the replacement mark.
final class Json {
  private static final char REPLACEMENT = '\ufffd';

  /// Writes the members of an object.
  @FunctionalInterface
  interface Members {
    void write(JsonGenerator json);
  }

  private Json() {}

  static byte[] object(Members members) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = StrictJson.MAPPER.createGenerator(bytes)) {
      json.writeStartObject();
      members.write(json);
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  static void object(JsonGenerator json, String name, Members members) {
    json.writeName(name);
    json.writeStartObject();
    members.write(json);
    json.writeEndObject();
  }

  static void text(JsonGenerator json, String name, @Nullable String value) {
    json.writeName(name);
    if (value == null) {
      json.writeNull();
    } else {
      json.writeString(wellFormed(value));
    }
  }

  static void time(JsonGenerator json, String name, Instant value) {
    json.writeStringProperty(name, value.toString());
  }

  static void texts(JsonGenerator json, String name, List<String> values) {
    json.writeName(name);
    json.writeStartArray();
    values.forEach(value -> json.writeString(wellFormed(value)));
    json.writeEndArray();
  }

  /// The text with a replacement mark for each surrogate that stands alone.
  static String wellFormed(String text) {
    StringBuilder mended = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isSurrogate(c)) {
        continue;
      }
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (pair) {
        i++;
      } else {
        mended = mended == null ? new StringBuilder(text) : mended;
        mended.setCharAt(i, REPLACEMENT);
      }
    }
    return mended == null ? text : mended.toString();
  }
}
