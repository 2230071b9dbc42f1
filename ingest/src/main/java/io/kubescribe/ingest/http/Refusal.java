package io.kubescribe.ingest.http;

/// The one table of everything but success: why a request was refused, and what is answered. The
/// API server sends a batch again after every one of these, and drops it after the fifth.
enum Refusal {
  MALFORMED(400, "bad_request", "must be a well-formed HTTP/1.1 request with bounded headers"),
  TOKEN_IN_QUERY(
      400,
      "bad_request",
      "send the token as header 'Authorization: Bearer TOKEN', not in the URL, which gets logged"),
  BAD_IMPORT_RUN(400, "bad_request", "Kubescribe-Import must be 1-64 of A-Z, a-z, 0-9, '_', '-'"),
  BAD_GZIP(400, "bad_request", "the body is not gzip as its Content-Encoding says"),
  CUT_OFF(400, "bad_request", "the connection ended before the body was complete"),
  OVERLONG(400, "bad_request", "the body is longer than its Content-Length"),
  UNAUTHENTICATED(401, "unauthorized", "send 'Authorization: Bearer TOKEN' with a known token"),
  OTHER_CLUSTER(403, "forbidden", "this token may not send for this cluster"),
  OTHER_CERTIFICATE(403, "forbidden", "this client certificate may not send for this cluster"),
  NO_SUCH_PATH(404, "not_found", "there is POST /audit/{cluster}, /healthz, /readyz and /metrics"),
  WRONG_METHOD(405, "method_not_allowed", "this path has other methods: see Allow"),
  TOO_SLOW(408, "request_timeout", "the request was not complete in time"),
  TOO_LARGE(413, "payload_too_large", "the body is larger than ingest.audit.maxBody"),
  TOO_DENSE(413, "payload_too_large", "the body grows more than 100 times when decompressed"),
  WRONG_TYPE(415, "unsupported_media_type", "Content-Type must be application/json in UTF-8"),
  WRONG_ENCODING(415, "unsupported_media_type", "Content-Encoding must be gzip, identity or none"),
  NO_ROOM(503, "unavailable", "too many bodies at once: send it again"),
  NOT_DURABLE(503, "unavailable", "neither Kafka nor the spool can take it: send it again"),
  TOO_LATE(503, "unavailable", "it was not durable in time: send it again"),
  FAILED(503, "unavailable", "this should not happen, the log has it: send it again");

  private final int status;
  private final String code;
  private final String message;

  Refusal(int status, String code, String message) {
    this.status = status;
    this.code = code;
    this.message = message;
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  String message() {
    return message;
  }
}
