package io.kubescribe.ingest.gateway;

/// Lines of HTTP. Static.
final class HttpText {
  private HttpText() {}

  /// Each with its line end.
  static String lines(String... lines) {
    return String.join("\r\n", lines) + "\r\n";
  }
}
