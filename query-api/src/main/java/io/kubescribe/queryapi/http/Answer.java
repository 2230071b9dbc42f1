package io.kubescribe.queryapi.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// What goes back to the client.
///
/// @param headers beyond the content type and those that every answer has
/// @param results how many things it gives, for the access log
@SuppressWarnings("ArrayRecordComponent") // bytes are passed on, never compared
record Answer(
    int status, String contentType, byte[] body, Map<String, String> headers, long results) {
  static final String JSON = "application/json";

  Answer {
    headers = Map.copyOf(headers);
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
    return new Answer(status, contentType, body, more, results);
  }

  Answer withStatus(int other) {
    return new Answer(other, contentType, body, headers, results);
  }

  Answer withResults(long given) {
    return new Answer(status, contentType, body, headers, given);
  }
}
