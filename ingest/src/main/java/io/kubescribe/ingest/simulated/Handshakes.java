package io.kubescribe.ingest.simulated;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Upgrades that a kubelet refuses: the audit log has 101 of them, as the connection was hijacked,
/// while the client reads the refusal. Static.
final class Handshakes {
  private static final String VERSION = "X-Stream-Protocol-Version";

  private Handshakes() {}

  /// Answers without an `Audit-Id`, and closes.
  static void refuse(Call call, int code, String text) throws IOException {
    refuse(call, code, text, new DefaultHttpHeaders());
  }

  private static void refuse(Call call, int code, String text, HttpHeaders headers)
      throws IOException {
    call.audit().started(Audit.code(101));
    headers.set("Content-Type", "text/plain; charset=utf-8");
    call.exchange().closeAfterAnswer();
    call.exchange().answer(code, headers, text.getBytes(StandardCharsets.UTF_8));
  }

  /// A WebSocket begins with GET; anything else is refused here.
  static boolean isGet(Call call) throws IOException {
    boolean get = call.exchange().method().equals("GET");
    if (!get) {
      refuse(call, 405, "Method Not Allowed\n");
    }
    return get;
  }

  /// The version that both sides know, the client's favourite first; else the client is told.
  ///
  /// @param known the server's, as written on the wire
  static Optional<String> spdyVersion(Call call, List<String> known) throws IOException {
    HttpHeaders headers = call.exchange().headers();
    if (!headers.get("Upgrade", "").toLowerCase(Locale.ROOT).contains("spdy/3.1")) {
      refuse(call, 400, "unable to upgrade: missing upgrade headers in request\n");
      return Optional.empty();
    }
    List<String> asked =
        headers.getAll(VERSION).stream()
            .flatMap(line -> Arrays.stream(line.split(",", -1)))
            .map(String::strip)
            .filter(version -> !version.isEmpty())
            .toList();
    if (asked.isEmpty()) {
      refuse(call, 400, "unable to upgrade: " + VERSION + " header is required\n");
      return Optional.empty();
    }
    Optional<String> agreed = asked.stream().filter(known::contains).findFirst();
    if (agreed.isEmpty()) {
      HttpHeaders accepted = new DefaultHttpHeaders();
      known.forEach(version -> accepted.add("X-Accepted-Stream-Protocol-Versions", version));
      refuse(
          call,
          403,
          "unable to upgrade: unable to negotiate protocol: client supports "
              + asked
              + ", server accepts "
              + known
              + "\n",
          accepted);
    }
    return agreed;
  }

  static HttpHeaders spdyAnswer(String version) {
    return new DefaultHttpHeaders()
        .add("Connection", "Upgrade")
        .add("Upgrade", "SPDY/3.1")
        .add(VERSION, version);
  }
}
