package io.kubescribe.queryapi.http;

import java.util.Map;

/// An answer that is an error.
final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final transient Map<String, Object> detail;

  ApiException(ErrorCode code, String message) {
    this(code, message, Map.of());
  }

  /// @param detail members of `detail`: texts and whole numbers; none for null
  ApiException(ErrorCode code, String message, Map<String, Object> detail) {
    super(message, null, false, false);
    this.code = code;
    this.detail = Map.copyOf(detail);
  }

  /// A parameter has a wrong value.
  static ApiException parameter(String name, String expected) {
    return new ApiException(
        ErrorCode.BAD_REQUEST,
        "parameter '" + name + "' must be " + expected,
        Map.of("parameter", name, "expected", expected));
  }

  static ApiException notFound() {
    return new ApiException(ErrorCode.NOT_FOUND, "there is no such thing, or not for you");
  }

  ErrorCode code() {
    return code;
  }

  Map<String, Object> detail() {
    return detail;
  }
}
