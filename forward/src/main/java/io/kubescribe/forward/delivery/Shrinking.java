package io.kubescribe.forward.delivery;

import io.kubescribe.core.audit.AuditEventParser;
import io.kubescribe.core.audit.UnreadableEventException;
import io.kubescribe.core.json.RawJson;
import io.kubescribe.core.store.IndexableEvent;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Makes events smaller that a destination is too small for: first the response body goes, then
/// that of the request. In its place stands how many bytes it had; the event keeps its id, by which
/// the whole of it is found here. Static.
final class Shrinking {
  private static final List<String> BODIES = List.of("responseObject", "requestObject");

  /// A body shorter than this is as large as the mark in its place.
  private static final int LEAST = 64;

  private Shrinking() {}

  /// The item with the next body left out; empty if none is left.
  static Optional<Item> smaller(Destination destination, IndexableEvent event) {
    for (String body : BODIES) {
      byte[] raw = without(event.raw(), body);
      if (raw.length < event.raw().length) {
        try {
          IndexableEvent smaller =
              new IndexableEvent(
                  event.id(),
                  AuditEventParser.parse(raw, event.envelope()),
                  event.envelope(),
                  raw,
                  event.partition(),
                  event.offset());
          return Optional.of(new Item(smaller, destination.prepare(smaller)));
        } catch (UnreadableEventException | UnsendableException e) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  private static byte[] without(byte[] json, String name) {
    ByteArrayOutputStream kept = new ByteArrayOutputStream(json.length);
    int[] copied = {0};
    RawJson.members(
        json,
        0,
        json.length,
        (nameFrom, nameTo, valueFrom, valueTo) -> {
          if (valueTo - valueFrom >= LEAST && RawJson.nameIs(json, nameFrom, nameTo, name)) {
            kept.write(json, copied[0], valueFrom - copied[0]);
            kept.writeBytes(mark(valueTo - valueFrom));
            copied[0] = valueTo;
          }
        });
    kept.write(json, copied[0], json.length - copied[0]);
    return kept.toByteArray();
  }

  private static byte[] mark(int bytes) {
    return "{\"truncated\":true,\"bytes\":%d}".formatted(bytes).getBytes(StandardCharsets.US_ASCII);
  }
}
