package io.kubescribe.ingest.event;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Finds secrets in text by shapes that nothing else has. Linear time, without state.
final class SecretShapes {
  /// @param to position after the last byte
  record Find(int from, int to, String rule) {}

  private static final String PROTOCOL = "base64url.bearer.authorization.k8s.io.";
  private static final String PEM_BEGIN = "-----BEGIN ";
  private static final String PEM_END = "-----END ";
  private static final String DASHES = "-----";
  private static final int MAX_PEM_LABEL = 64;

  /// The shortest part of a token, `eyJhbGciOi`, encodes `{"alg":`.
  private static final int MIN_JWT_PART = 10;

  private static final int MIN_CREDENTIAL = 12;
  private static final int MAX_SEPARATORS = 24;

  private SecretShapes() {}

  /// @param nesting how many texts this one lies in
  /// @return all finds in order of position; they don't overlap.
  static List<Find> find(byte[] text, int nesting) {
    List<Find> finds = new ArrayList<>();
    tokens(text, finds);
    privateKeys(text, finds);
    protocols(text, finds);
    authorizations(text, finds);
    EncodedSecrets.find(text, finds, nesting);
    finds.sort(
        Comparator.comparingInt(Find::from).thenComparing(Find::to, Comparator.reverseOrder()));
    List<Find> widest = new ArrayList<>();
    for (Find find : finds) {
      Find last = widest.isEmpty() ? null : widest.getLast();
      if (last == null || find.from() >= last.to()) {
        widest.add(find);
      } else if (find.to() > last.to()) {
        widest.set(widest.size() - 1, new Find(last.from(), find.to(), last.rule()));
      }
    }
    return widest;
  }

  /// JSON Web Tokens: two parts that begin as base64url of `{"`, and a signature, which may be
  /// empty.
  private static void tokens(byte[] text, List<Find> finds) {
    int at = Text.indexOf(text, 0, "eyJ");
    while (at >= 0) {
      int header = runEnd(text, at);
      int second = afterDot(text, header);
      int next = header;
      if (second > 0 && Text.at(text, second, "eyJ")) {
        int claims = runEnd(text, second);
        int third = afterDot(text, claims);
        next = second;
        if (third > 0 && header - at >= MIN_JWT_PART && claims - second >= MIN_JWT_PART) {
          next = runEnd(text, third);
          finds.add(new Find(at, next, "jwt"));
        }
      }
      at = Text.indexOf(text, next, "eyJ");
    }
  }

  private static int afterDot(byte[] text, int at) {
    if (Text.at(text, at, ".")) {
      return at + 1;
    }
    return Text.atIgnoringCase(text, at, "%2e") ? at + 3 : -1;
  }

  private static int runEnd(byte[] text, int from) {
    int at = from;
    while (at < text.length && isBase64Url(text[at])) {
      at++;
    }
    return at;
  }

  /// PEM blocks; one without an end reaches to the end of the text.
  private static void privateKeys(byte[] text, List<Find> finds) {
    int at = Text.indexOf(text, 0, PEM_BEGIN);
    while (at >= 0) {
      int next = at + PEM_BEGIN.length();
      if (isPrivateKeyLabel(text, next)) {
        int end = Text.indexOf(text, next, PEM_END);
        int close = end < 0 ? -1 : Text.indexOf(text, end + PEM_END.length(), DASHES);
        next = close < 0 ? text.length : close + DASHES.length();
        finds.add(new Find(at, next, "private-key"));
      }
      at = Text.indexOf(text, next, PEM_BEGIN);
    }
  }

  /// Whether a label such as `RSA PRIVATE KEY` or `PGP PRIVATE KEY BLOCK` begins here.
  private static boolean isPrivateKeyLabel(byte[] text, int from) {
    boolean found = false;
    int at = from;
    while (at < text.length && at - from <= MAX_PEM_LABEL && text[at] != '-') {
      found |= Text.at(text, at, "PRIVATE KEY");
      at++;
    }
    return found && (at >= text.length || Text.at(text, at, DASHES));
  }

  /// The WebSocket subprotocol by which browsers send a token to the API server.
  private static void protocols(byte[] text, List<Find> finds) {
    int at = Text.indexOf(text, 0, PROTOCOL);
    while (at >= 0) {
      int from = at + PROTOCOL.length();
      int to = credentialEnd(text, from);
      if (to > from) {
        finds.add(new Find(from, to, "bearer-protocol"));
      }
      at = Text.indexOf(text, to, PROTOCOL);
    }
  }

  /// `Authorization: Bearer …` and `Basic …`, as in a command line; also percent-encoded.
  private static void authorizations(byte[] text, List<Find> finds) {
    for (int at = 0; at < text.length; at++) {
      if ((text[at] | 0x20) != 'a' || !Text.atIgnoringCase(text, at, "authorization")) {
        continue;
      }
      int scheme = separatorsEnd(text, at + "authorization".length());
      int word =
          Text.atIgnoringCase(text, scheme, "bearer")
              ? "bearer".length()
              : Text.atIgnoringCase(text, scheme, "basic") ? "basic".length() : 0;
      int from = separatorsEnd(text, scheme + word);
      if (word == 0 || from == scheme + word) {
        continue;
      }
      int to = credentialEnd(text, from);
      if (to - from >= MIN_CREDENTIAL) {
        finds.add(new Find(from, to, "authorization"));
        at = to;
      }
    }
  }

  /// What may stand between a header's name, its scheme and its value, however it was quoted.
  private static int separatorsEnd(byte[] text, int from) {
    int at = from;
    while (at < text.length && at - from < MAX_SEPARATORS) {
      if ("%20".length() <= text.length - at && isEncodedSeparator(text, at)) {
        at += "%20".length();
      } else if (" :=+\"'\\\t".indexOf(text[at]) >= 0) {
        at++;
      } else {
        break;
      }
    }
    return at;
  }

  private static boolean isEncodedSeparator(byte[] text, int at) {
    return Text.at(text, at, "%20")
        || Text.atIgnoringCase(text, at, "%3a")
        || Text.atIgnoringCase(text, at, "%3d")
        || Text.at(text, at, "%22")
        || Text.at(text, at, "%27");
  }

  private static int credentialEnd(byte[] text, int from) {
    int at = from;
    while (at < text.length && isCredential(text[at])) {
      at++;
    }
    return at;
  }

  /// The characters of a bearer token, RFC 6750 §2.1.
  private static boolean isCredential(byte b) {
    return isBase64(b) || b == '=' || b == '.' || b == '~';
  }

  /// Characters of base64 and base64url (RFC 4648), without padding.
  static boolean isBase64(byte b) {
    return isBase64Url(b) || b == '+' || b == '/';
  }

  private static boolean isBase64Url(byte b) {
    return (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || (b >= '0' && b <= '9')
        || b == '-'
        || b == '_';
  }
}
