package io.kubescribe.queryapi.http;

import io.javalin.http.HttpResponseException;
import io.kubescribe.core.store.QueryTooCostlyException;
import io.kubescribe.queryapi.access.Authenticator;
import io.kubescribe.queryapi.language.QuerySyntaxException;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JsonGenerator;

/// The one table from what went wrong to what is answered. Messages of unexpected failures stay in
/// the log: they may tell what the asker must not know.
final class ErrorAnswers {
  private static final Logger log = LoggerFactory.getLogger(ErrorAnswers.class);
  private static final String RETRY_SECONDS = "2";

  private ErrorAnswers() {}

  /// @param route pattern of the path, for the log
  static Answer of(Exception failure, String route) {
    return switch (failure) {
      case ApiException e -> answer(e.code(), e.getMessage(), e.detail());
      case QuerySyntaxException e ->
          answer(
              ErrorCode.BAD_QUERY,
              e.getMessage(),
              Map.of("column", e.column(), "expected", e.expected()));
      case QueryTooCostlyException e -> answer(ErrorCode.TOO_COSTLY, e.getMessage(), Map.of());
      case HttpResponseException e -> ofStatus(e.getStatus());
      case IOException e -> {
        log.atWarn().addKeyValue("route", route).setCause(e).log("the store did not answer");
        yield answer(ErrorCode.UNAVAILABLE, "the search store did not answer: try again", Map.of());
      }
      default -> {
        log.atError().addKeyValue("route", route).setCause(failure).log("request failed");
        yield answer(ErrorCode.INTERNAL, "this should not happen; the log has it", Map.of());
      }
    };
  }

  /// For failures that are known by their status only.
  static Answer ofStatus(int status) {
    ErrorCode code = ErrorCode.ofStatus(status);
    return answer(code, code.text().replace('_', ' '), Map.of());
  }

  private static Answer answer(
      ErrorCode code, @Nullable String message, Map<String, Object> detail) {
    Answer answer =
        Answer.json(json ->
                Json.object(
                    json,
                    "error",
                    error -> {
                      error.writeStringProperty("code", code.text());
                      Json.text(error, "message", message);
                      writeDetail(error, detail);
                    }))
            .withStatus(code.status());
    return switch (code) {
      case UNAUTHORIZED -> answer.with("WWW-Authenticate", "Bearer");
      case BUSY, UNAVAILABLE -> answer.with("Retry-After", RETRY_SECONDS);
      case TOO_MANY_REQUESTS ->
          answer.with("Retry-After", Long.toString(Authenticator.FAILURE_WINDOW.toSeconds()));
      default -> answer;
    };
  }

  private static void writeDetail(JsonGenerator error, Map<String, Object> detail) {
    if (detail.isEmpty()) {
      error.writeNullProperty("detail");
      return;
    }
    Json.object(
        error,
        "detail",
        json ->
            detail.forEach((name, value) -> {
              if (value instanceof Integer number) {
                json.writeNumberProperty(name, number);
              } else {
                Json.text(json, name, value.toString());
              }
            }));
  }
}
