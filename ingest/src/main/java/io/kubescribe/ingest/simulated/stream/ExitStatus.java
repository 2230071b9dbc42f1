package io.kubescribe.ingest.simulated.stream;

import io.kubescribe.core.json.StrictJson;
import io.kubescribe.ingest.simulated.process.Ending;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// What a client is told of the end of its process: a `metav1.Status` since v4, plain text before.
final class ExitStatus {
  private static final String INTERNAL = "Internal error occurred: ";

  private ExitStatus() {}

  /// @param command shown in the message
  /// @param translated whether the apiserver has translated between protocols (v5), which wraps the
  ///   message once more
  /// @return empty if nothing is sent
  static Optional<byte[]> status(Ending ending, List<String> command, boolean translated) {
    return switch (ending) {
      case Ending.Exited(int code) -> Optional.of(bytes(exited(code, command, translated)));
      case Ending.NotStarted(String message) -> Optional.of(bytes(notStarted(message, translated)));
      case Ending.NoStatus(), Ending.Reset() -> Optional.empty();
    };
  }

  private static ObjectNode exited(int code, List<String> command, boolean translated) {
    ObjectNode status = base(code == 0 ? "Success" : "Failure");
    if (code != 0) {
      String what = "command terminated with ";
      status.put(
          "message",
          what
              + "non-zero exit code: "
              + (translated
                  ? what + "exit code "
                  : "error executing command [" + String.join(" ", command) + "], exit code ")
              + code);
      status.put("reason", "NonZeroExitCode");
      ObjectNode cause = status.putObject("details").putArray("causes").addObject();
      cause.put("reason", "ExitCode");
      cause.put("message", Integer.toString(code));
    }
    return status;
  }

  private static ObjectNode notStarted(String message, boolean translated) {
    String cause = (translated ? INTERNAL : "") + message;
    ObjectNode status = base("Failure");
    status.put("message", INTERNAL + cause);
    status.put("reason", "InternalError");
    status.putObject("details").putArray("causes").addObject().put("message", cause);
    status.put("code", 500);
    return status;
  }

  private static ObjectNode base(String word) {
    ObjectNode status = StrictJson.MAPPER.createObjectNode();
    status.putObject("metadata");
    status.put("status", word);
    return status;
  }

  private static byte[] bytes(ObjectNode status) {
    return StrictJson.MAPPER.writeValueAsBytes(status);
  }

  /// As of v1 to v3.
  static Optional<byte[]> text(Ending ending) {
    String words =
        switch (ending) {
          case Ending.Exited(int code) when code != 0 ->
              "command terminated with exit code " + code;
          case Ending.NotStarted(String message) -> message;
          case Ending.Exited _, Ending.NoStatus _, Ending.Reset _ -> "";
        };
    return words.isEmpty()
        ? Optional.empty()
        : Optional.of(
            ("error executing remote command: " + words).getBytes(StandardCharsets.UTF_8));
  }
}
