package io.kubescribe.core.audit;

/// What is odd about an event, shown beside it and searchable as `flag:…`.
public enum EventFlag {
  /// No usable time in the event, so the received time stands in.
  TIME_FROM_RECEIVED("time-from-received"),
  /// More than 24 h ahead of the received time; kept by received time.
  FROM_THE_FUTURE("from-the-future"),
  /// `stage` is not one of the four that Kubernetes knows.
  UNKNOWN_STAGE("unknown-stage"),
  /// `level` is not one of the four that Kubernetes knows.
  UNKNOWN_LEVEL("unknown-level"),
  /// More source IPs than are kept for search; the raw event has all.
  SOURCE_IPS_CUT("source-ips-cut"),
  /// The bytes are not well-formed UTF-8; the raw event has them as they came.
  INVALID_UTF8("invalid-utf8"),
  /// At least one value was replaced before storing.
  REDACTED("redacted"),
  /// Not all of its values could be indexed (too many, or too long); the raw event has them. Set by
  /// the search store.
  INDEX_CUT("index-cut");

  private final String text;

  EventFlag(String text) {
    this.text = text;
  }

  /// The word in queries and answers.
  public String text() {
    return text;
  }
}
