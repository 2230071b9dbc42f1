package io.kubescribe.queryapi.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What goes back to the client.
///
/// @param body nobody may change it
/// @param stream in place of the body, for one that is long; null for an answer with a body
/// @param headers beyond the content type and those that every answer has
/// @param results how many things it gives, for the access log
@SuppressWarnings("ArrayRecordComponent") // bytes are passed on, never compared
record Answer(
    int status,
    String contentType,
    byte[] body,
    @Nullable Stream stream,
    Map<String, String> headers,
    long results) {
  static final String JSON = "application/json";

  /// Writes a body bit by bit, after status and headers have left: it may still fail, by which the
  /// client sees the connection break off.
  @FunctionalInterface
  interface Stream {
    void write(OutputStream out) throws IOException, InterruptedException;
  }

  Answer {
    headers = Map.copyOf(headers);
  }

  Answer(int status, String contentType, byte[] body, Map<String, String> headers, long results) {
    this(status, contentType, body, null, headers, results);
  }

  static Answer stream(String contentType, Stream stream) {
    return new Answer(200, contentType, new byte[0], stream, Map.of(), 1);
  }

  static Answer json(Json.Members members) {
    return new Answer(200, JSON, Json.object(members), Map.of(), 1);
  }

  static Answer text(int status, String contentType, String body) {
    return new Answer(status, contentType, body.getBytes(StandardCharsets.UTF_8), Map.of(), 1);
  }

  Answer with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Answer(status, contentType, body, stream, more, results);
  }

  Answer withStatus(int other) {
    return new Answer(other, contentType, body, stream, headers, results);
  }

  Answer withResults(long given) {
    return new Answer(status, contentType, body, stream, headers, given);
  }
}
