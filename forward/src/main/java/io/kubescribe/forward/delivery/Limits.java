package io.kubescribe.forward.delivery;

/// What one request to a destination may hold.
///
/// @param maxItems items in a request
/// @param maxBytes bytes of all bodies in a request, before compression
/// @param maxItemBytes bytes of one body
public record Limits(int maxItems, int maxBytes, int maxItemBytes) {
  public Limits {
    if (maxItems < 1 || maxItemBytes < 1 || maxBytes < maxItemBytes) {
      throw new IllegalArgumentException(
          "a request must have room for one item, was %d items, %d bytes, %d bytes of one"
              .formatted(maxItems, maxBytes, maxItemBytes));
    }
  }
}
