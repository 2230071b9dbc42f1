package io.kubescribe.ingest.http;

import java.time.Duration;

/// How long and how many.
///
/// @param request from the first byte of a request to the last of its body, and again from there to
///   the answer to an import or to an operator
/// @param answer from the last byte of a webhook's body to its answer, whatever the intake does:
///   the promise is 2 s; one larger than [io.kubescribe.ingest.intake.Intake#LARGE_BODY] gets as
///   long as a request
/// @param idle between two requests of a connection. The API server keeps an idle one for 90 s; if
///   we closed first, a batch could be sent into the closing connection.
/// @param linger how long the rest of a refused body is read and dropped, so that the client gets
///   to read the answer
/// @param drain how long the requests under way may take at the end
/// @param tokenCheck between two looks at the token files
record ReceiverLimits(
    int connections,
    Duration request,
    Duration answer,
    Duration idle,
    Duration linger,
    Duration drain,
    Duration tokenCheck) {
  static final ReceiverLimits DEFAULT =
      new ReceiverLimits(
          1024,
          Duration.ofSeconds(20),
          Duration.ofMillis(1_900),
          Duration.ofSeconds(120),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(1));
}
