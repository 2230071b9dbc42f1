package io.kubescribe.ingest.gateway;

import java.time.Duration;

/// What a client may take, and how long the gateway waits.
///
/// @param connections open at once, half of them from one address
/// @param head from the first byte of a request, or of a connection, to the end of its headers
/// @param idle between two requests of a connection
/// @param linger for the rest of what a client sends after its last answer
/// @param identity for the apiserver to say who a client is
/// @param lost without a sign of life from a client that takes no output
/// @param drain for what is under way when the gateway ends
record GatewayLimits(
    int connections,
    Duration head,
    Duration idle,
    Duration linger,
    Duration identity,
    Duration lost,
    Duration drain) {
  static final GatewayLimits DEFAULT =
      new GatewayLimits(
          16_384,
          Duration.ofSeconds(30),
          Duration.ofMinutes(10),
          Duration.ofSeconds(2),
          Duration.ofSeconds(5),
          Duration.ofSeconds(60),
          Duration.ofSeconds(10));
}
