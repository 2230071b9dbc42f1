package io.kubescribe.ingest.session;

import io.kubescribe.core.json.StrictJson;
import io.kubescribe.core.session.SessionProtocol;
import java.nio.charset.StandardCharsets;

/// The outcome that we write in the server's place when a session is ended.
public final class FailureText {
  private FailureText() {}

  /// A failed `metav1.Status`, or the message alone for protocols whose outcome is text.
  public static byte[] of(SessionProtocol protocol, String message) {
    String text =
        protocol.hasJsonStatus()
            ? "{\"metadata\":{},\"status\":\"Failure\",\"message\":"
                + StrictJson.MAPPER.writeValueAsString(message)
                + ",\"reason\":\"InternalError\",\"code\":500}"
            : message;
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
