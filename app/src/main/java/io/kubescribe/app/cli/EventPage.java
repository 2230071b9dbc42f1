package io.kubescribe.app.cli;

import io.kubescribe.core.json.RawJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One page of a search, events as the bytes that the server sent: their raw JSON must not change
/// on its way through a parser.
///
/// @param members other than `events`, as JSON text
record EventPage(List<byte[]> events, Map<String, String> members) {
  /// @throws CommandException if it is no such page
  static EventPage read(byte[] body) throws CommandException {
    List<byte[]> events = new ArrayList<>();
    Map<String, String> members = new HashMap<>();
    RawJson.members(
        body,
        0,
        body.length,
        (nameFrom, nameTo, from, to) -> {
          if (RawJson.nameIs(body, nameFrom, nameTo, "events")) {
            RawJson.elements(
                body,
                from,
                to,
                (_, start, end) -> events.add(Arrays.copyOfRange(body, start, end)));
            members.put("events", "");
          } else {
            members.put(
                RawJson.text(body, nameFrom, nameTo),
                new String(body, from, to - from, StandardCharsets.UTF_8));
          }
        });
    if (members.remove("events") == null) {
      throw CommandException.failed("the answer has no events: is it a Kubescribe server?");
    }
    return new EventPage(events, members);
  }

  /// The cursor of the next page, empty after the last.
  String next() {
    String next = members.getOrDefault("next", "null");
    return next.startsWith("\"") ? text(next) : "";
  }

  /// Such as `1234`, or `more than 10000`.
  String total() {
    Map<String, String> total = fields(bytes(members.getOrDefault("total", "{}")));
    String value = total.getOrDefault("value", "?");
    return "true".equals(total.get("exact")) ? value : "more than " + value;
  }

  /// The members of an event that are a text or a number.
  static Map<String, String> fields(byte[] event) {
    Map<String, String> fields = new HashMap<>();
    RawJson.members(
        event,
        0,
        event.length,
        (nameFrom, nameTo, from, to) -> {
          String name = RawJson.text(event, nameFrom, nameTo);
          switch (event[from]) {
            case '"' -> fields.put(name, RawJson.text(event, from, to));
            case '{', '[', 'n' -> {}
            default ->
                fields.put(name, new String(event, from, to - from, StandardCharsets.US_ASCII));
          }
        });
    return fields;
  }

  private static String text(String json) {
    byte[] bytes = bytes(json);
    return RawJson.text(bytes, 0, bytes.length);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
