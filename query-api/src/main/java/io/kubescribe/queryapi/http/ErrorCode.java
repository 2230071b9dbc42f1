package io.kubescribe.queryapi.http;

/// What can go wrong, as clients see it.
enum ErrorCode {
  /// The query text; `detail` has `column` and `expected`.
  BAD_QUERY("bad_query", 400),
  /// A parameter, header or body; `detail` has `parameter` and `expected` where one is to blame.
  BAD_REQUEST("bad_request", 400),
  /// The query passed a limit of the store: change it.
  TOO_COSTLY("too_costly", 400),
  UNAUTHORIZED("unauthorized", 401),
  FORBIDDEN("forbidden", 403),
  /// There is none, or it is out of the principal's scope: answered alike.
  NOT_FOUND("not_found", 404),
  METHOD_NOT_ALLOWED("method_not_allowed", 405),
  /// It is not in a state for this.
  CONFLICT("conflict", 409),
  REQUEST_TIMEOUT("request_timeout", 408),
  PAYLOAD_TOO_LARGE("payload_too_large", 413),
  UNSUPPORTED_MEDIA_TYPE("unsupported_media_type", 415),
  /// A host name that is not ours, as in DNS rebinding.
  MISDIRECTED("misdirected", 421),
  /// The path is a WebSocket.
  UPGRADE_REQUIRED("upgrade_required", 426),
  TOO_MANY_REQUESTS("too_many_requests", 429),
  HEADERS_TOO_LARGE("headers_too_large", 431),
  INTERNAL("internal", 500),
  /// Too many reads at once: try again.
  BUSY("too_costly", 503),
  /// Store or access log did not answer: try again.
  UNAVAILABLE("unavailable", 503);

  private final String text;
  private final int status;

  ErrorCode(String text, int status) {
    this.text = text;
    this.status = status;
  }

  String text() {
    return text;
  }

  int status() {
    return status;
  }

  /// The first code of the status, or the general one of its class.
  static ErrorCode ofStatus(int status) {
    for (ErrorCode code : values()) {
      if (code.status == status && code != BAD_QUERY) {
        return code;
      }
    }
    return status < 500 ? BAD_REQUEST : INTERNAL;
  }
}
