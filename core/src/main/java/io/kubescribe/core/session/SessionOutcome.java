package io.kubescribe.core.session;

import io.kubescribe.core.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// What a status says about how the process ended.
///
/// @param exitCode 0 to 255; empty where the process did not run, or the protocol does not tell
/// @param message the server's words, empty on success
public record SessionOutcome(OptionalInt exitCode, String message) {
  private static final int MAX_EXIT_CODE = 255;

  /// Reads a status of any protocol; what is no `metav1.Status` is taken for text.
  ///
  /// @param status bytes of [SessionRecord.Status]; none at all is success
  public static SessionOutcome of(byte[] status) {
    if (status.length == 0) {
      return new SessionOutcome(OptionalInt.of(0), "");
    }
    JsonNode tree;
    try {
      tree = StrictJson.MAPPER.readTree(StrictJson.readable(status));
    } catch (JacksonException e) {
      return new SessionOutcome(OptionalInt.empty(), new String(status, StandardCharsets.UTF_8));
    }
    String verdict = tree.path("status").asString("");
    if (verdict.equals("Success")) {
      return new SessionOutcome(OptionalInt.of(0), "");
    }
    if (!verdict.equals("Failure")) {
      return new SessionOutcome(OptionalInt.empty(), new String(status, StandardCharsets.UTF_8));
    }
    return new SessionOutcome(exitCode(tree), tree.path("message").asString(""));
  }

  private static OptionalInt exitCode(JsonNode tree) {
    if (tree.path("reason").asString("").equals("NonZeroExitCode")) {
      for (JsonNode cause : tree.path("details").path("causes")) {
        if (cause.path("reason").asString("").equals("ExitCode")) {
          return number(cause.path("message").asString(""));
        }
      }
    }
    return OptionalInt.empty();
  }

  private static OptionalInt number(String text) {
    if (!text.matches("[0-9]{1,3}") || Integer.parseInt(text) > MAX_EXIT_CODE) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(Integer.parseInt(text));
  }
}
