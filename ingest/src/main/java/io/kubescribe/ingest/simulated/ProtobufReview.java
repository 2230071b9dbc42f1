package io.kubescribe.ingest.simulated;

import io.kubescribe.core.json.StrictJson;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// Reads reviews that clients send as protobuf, as `kubectl auth` does: the envelope `k8s\0` with a
/// `runtime.Unknown`, and of its object the fields that matter here. Static.
final class ProtobufReview {
  private static final byte[] MAGIC = {'k', '8', 's', 0};
  private static final int RAW = 2;
  private static final int SPEC = 2;
  private static final int RESOURCE_ATTRIBUTES = 1;
  private static final int NON_RESOURCE_ATTRIBUTES = 2;

  private static final Map<Integer, String> RESOURCE =
      Map.of(
          1,
          "namespace",
          2,
          "verb",
          3,
          "group",
          4,
          "version",
          5,
          "resource",
          6,
          "subresource",
          7,
          "name");
  private static final Map<Integer, String> PATH = Map.of(1, "path", 2, "verb");

  private ProtobufReview() {}

  static boolean is(byte[] body) {
    return body.length >= MAGIC.length
        && ByteBuffer.wrap(body, 0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC));
  }

  /// @param resource plural, which says what the fields mean
  /// @throws ApiException if it is damaged
  static ObjectNode read(byte[] body, String resource) throws ApiException {
    ObjectNode review = StrictJson.MAPPER.createObjectNode();
    try {
      ByteBuffer envelope = ByteBuffer.wrap(body, MAGIC.length, body.length - MAGIC.length);
      fields(
          envelope,
          (number, raw) -> {
            if (number == RAW) {
              fields(
                  raw,
                  (field, value) -> {
                    if (field == SPEC) {
                      spec(review.withObject("/spec"), value, resource);
                    }
                  });
            }
          });
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw ApiException.badRequest("the body is damaged protobuf");
    }
    return review;
  }

  private static void spec(ObjectNode spec, ByteBuffer bytes, String resource) {
    fields(
        bytes,
        (number, value) -> {
          if (resource.equals("tokenreviews")) {
            if (number == 1) {
              spec.put("token", text(value));
            }
          } else if (number == RESOURCE_ATTRIBUTES) {
            texts(spec.withObject("/resourceAttributes"), value, RESOURCE);
          } else if (number == NON_RESOURCE_ATTRIBUTES) {
            texts(spec.withObject("/nonResourceAttributes"), value, PATH);
          } else if (number == 3) {
            spec.put("user", text(value));
          }
        });
  }

  private static void texts(ObjectNode target, ByteBuffer bytes, Map<Integer, String> names) {
    fields(
        bytes,
        (number, value) -> {
          String name = names.get(number);
          if (name != null) {
            target.put(name, text(value));
          }
        });
  }

  private static String text(ByteBuffer bytes) {
    return StandardCharsets.UTF_8.decode(bytes).toString();
  }

  private interface Field {
    void accept(int number, ByteBuffer value);
  }

  /// The fields with a length; numbers are passed over.
  private static void fields(ByteBuffer message, Field use) {
    while (message.hasRemaining()) {
      long tag = number(message);
      switch ((int) tag & 7) {
        case 0 -> {
          var _ = number(message);
        }
        case 1 -> message.position(message.position() + 8);
        case 2 -> {
          int length = (int) number(message);
          use.accept(
              (int) (tag >>> 3), message.slice(message.position(), checked(message, length)));
          message.position(message.position() + length);
        }
        case 5 -> message.position(message.position() + 4);
        default -> throw new IllegalArgumentException("unknown wire type");
      }
    }
  }

  private static int checked(ByteBuffer message, int length) {
    if (length < 0 || length > message.remaining()) {
      throw new IllegalArgumentException("a field is longer than its message");
    }
    return length;
  }

  private static long number(ByteBuffer message) {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte b = message.get();
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("a number is too long");
  }
}
