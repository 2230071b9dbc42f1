package io.kubescribe.forward.splunk;

import io.kubescribe.forward.http.Reply;
import tools.jackson.databind.JsonNode;

/// The body of an answer of the collector.
///
/// @param code what it means, -1 if the body is not that of a collector
/// @param text for people
/// @param ackId number of the acknowledgement to ask for, -1 if there is none
/// @param badObject the object of the batch that it could not take, -1 if it names none
record HecAnswer(int code, String text, long ackId, int badObject) {
  static HecAnswer of(Reply reply) {
    JsonNode json = reply.json();
    int code = json.path("code").asInt(-1);
    return new HecAnswer(
        code,
        "HEC %d: %s".formatted(code, json.path("text").asString("")),
        json.path("ackId").asLong(-1),
        json.path("invalid-event-number").asInt(-1));
  }
}
