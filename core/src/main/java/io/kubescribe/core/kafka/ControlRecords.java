package io.kubescribe.core.kafka;

import io.kubescribe.core.json.StrictJson;
import io.kubescribe.core.session.SessionId;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// Requests to end a session, as records of [Topic#CONTROL]: the session's id is the key, and the
/// value is JSON with `action` (`end`), `session`, `who` and `why`. Static.
public final class ControlRecords {
  private static final String END = "end";

  private ControlRecords() {}

  /// @param who name of whoever ends it
  /// @param why one line, may be empty
  public record EndSession(SessionId session, String who, String why) {}

  /// The value, as it is written.
  private record Value(
      @Nullable String action,
      @Nullable String session,
      @Nullable String who,
      @Nullable String why) {}

  public static ProducerRecord<byte[], byte[]> of(EndSession request) {
    String id = request.session().toString();
    return new ProducerRecord<>(
        Topic.CONTROL.topicName(),
        id.getBytes(StandardCharsets.US_ASCII),
        StrictJson.MAPPER.writeValueAsBytes(new Value(END, id, request.who(), request.why())));
  }

  /// @return empty for a record that asks for something else, or can't be read
  public static Optional<EndSession> read(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return Optional.empty();
    }
    try {
      // Null for the JSON of that name.
      @Nullable Value value = StrictJson.MAPPER.readValue(record.value(), Value.class);
      if (value == null || !END.equals(value.action()) || value.session() == null) {
        return Optional.empty();
      }
      return SessionId.parse(value.session())
          .map(id -> new EndSession(id, text(value.who()), text(value.why())));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
