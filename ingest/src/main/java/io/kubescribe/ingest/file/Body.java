package io.kubescribe.ingest.file;

import io.kubescribe.ingest.file.Piece.Broken;
import io.kubescribe.ingest.file.Piece.Item;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What is sent in one request: a list of items, or one broken piece.
record Body(List<Piece> pieces) {
  /// Bytes that a body has beside its only piece, at most.
  static final int OVERHEAD = 128;

  private static final byte[] HEAD =
      "{\"kind\":\"EventList\",\"apiVersion\":\"audit.k8s.io/v1\",\"items\":["
          .getBytes(StandardCharsets.US_ASCII);
  private static final byte[] TAIL = {']', '}'};

  Body {
    pieces = List.copyOf(pieces);
  }

  boolean isBroken() {
    return pieces.getFirst() instanceof Broken;
  }

  /// The bytes to send.
  byte[] bytes() {
    int size = OVERHEAD + pieces.stream().mapToInt(piece -> piece.bytes().length + 1).sum();
    ByteArrayOutputStream body = new ByteArrayOutputStream(size);
    if (pieces.getFirst() instanceof Broken(byte[] bytes, boolean inList)) {
      // In a list that is not closed the receiver still finds the whole events.
      if (inList) {
        body.writeBytes(HEAD);
      }
      body.writeBytes(bytes);
      return body.toByteArray();
    }
    body.writeBytes(HEAD);
    for (int i = 0; i < pieces.size(); i++) {
      if (i > 0) {
        body.write(',');
      }
      body.writeBytes(pieces.get(i).bytes());
    }
    body.writeBytes(TAIL);
    return body.toByteArray();
  }

  /// The items in two bodies, for a receiver that takes less at once.
  List<Body> halves() {
    int half = pieces.size() / 2;
    return List.of(
        new Body(pieces.subList(0, half)), new Body(pieces.subList(half, pieces.size())));
  }

  /// Collects items until they fill a body.
  static final class Builder {
    private static final int MOST_ITEMS = 400;
    private static final int MOST_BYTES = 8 << 20;

    private final List<Piece> pieces = new ArrayList<>();
    private long size;

    boolean isEmpty() {
      return pieces.isEmpty();
    }

    /// Whether the item must wait for the next body.
    boolean isFullFor(Item item) {
      return pieces.size() == MOST_ITEMS
          || (!pieces.isEmpty() && size + item.bytes().length > MOST_BYTES);
    }

    void add(Item item) {
      pieces.add(item);
      size += item.bytes().length;
    }

    /// The body of what was collected; begins anew.
    Body build() {
      Body body = new Body(pieces);
      pieces.clear();
      size = 0;
      return body;
    }
  }
}
