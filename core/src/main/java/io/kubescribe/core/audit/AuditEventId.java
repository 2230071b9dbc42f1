package io.kubescribe.core.audit;

import io.kubescribe.core.json.RawJson;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/// The identity of one audit event: base64url(SHA-256(cluster, auditID, stage, digest)), 43
/// characters without padding.
///
/// Each part is prefixed by its length (4 bytes, big-endian). `digest` is the SHA-256 of the stored
/// (redacted) bytes without the top-level `kind` and `apiVersion`, which the log backend writes and
/// the webhook does not: the remaining members as they stand, joined by `,` between `{` and `}`,
/// without the white space around them. So a redelivery, by whatever way, gives the same id, and
/// another request under a copied `Audit-ID` gives another.
public record AuditEventId(String value) {
  private static final int LENGTH = 43;
  private static final int HASH_LENGTH = 32;

  /// @throws IllegalArgumentException if it is not 43 characters of base64url
  public AuditEventId {
    if (!isValid(value)) {
      throw new IllegalArgumentException("an event id has 43 characters of base64url");
    }
  }

  public static boolean isValid(String value) {
    if (value.length() != LENGTH) {
      return false;
    }
    for (int i = 0; i < LENGTH; i++) {
      if (!isBase64Url(value.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isBase64Url(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_';
  }

  /// @param stored the stored bytes of the event, valid JSON
  public static AuditEventId of(ClusterName cluster, String auditId, String stage, byte[] stored) {
    MessageDigest sha256 = sha256();
    byte[] digest = contentDigest(stored, sha256);
    update(sha256, cluster.value().getBytes(StandardCharsets.UTF_8));
    update(sha256, auditId.getBytes(StandardCharsets.UTF_8));
    update(sha256, stage.getBytes(StandardCharsets.UTF_8));
    update(sha256, digest);
    return new AuditEventId(
        Base64.getUrlEncoder().withoutPadding().encodeToString(sha256.digest()));
  }

  /// The 32 bytes of the hash.
  public byte[] bytes() {
    return Base64.getUrlDecoder().decode(value);
  }

  /// @param hash 32 bytes as [#bytes] gives them
  public static AuditEventId ofBytes(byte[] hash) {
    if (hash.length != HASH_LENGTH) {
      throw new IllegalArgumentException("an event id has 32 bytes, was " + hash.length);
    }
    return new AuditEventId(Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
  }

  private static byte[] contentDigest(byte[] json, MessageDigest sha256) {
    boolean[] first = {true};
    sha256.update((byte) '{');
    RawJson.members(
        json,
        0,
        json.length,
        (nameFrom, nameTo, valueFrom, valueTo) -> {
          if (RawJson.nameIs(json, nameFrom, nameTo, "kind")
              || RawJson.nameIs(json, nameFrom, nameTo, "apiVersion")) {
            return;
          }
          if (!first[0]) {
            sha256.update((byte) ',');
          }
          first[0] = false;
          sha256.update(json, nameFrom, nameTo - nameFrom);
          sha256.update((byte) ':');
          sha256.update(json, valueFrom, valueTo - valueFrom);
        });
    sha256.update((byte) '}');
    return sha256.digest();
  }

  private static void update(MessageDigest sha256, byte[] part) {
    sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, part.length));
    sha256.update(part);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
