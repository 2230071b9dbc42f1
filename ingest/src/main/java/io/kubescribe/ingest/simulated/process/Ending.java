package io.kubescribe.ingest.simulated.process;

/// How a process ended, and so what its client is told.
public sealed interface Ending {
  Ending OK = new Exited(0);

  /// @param code exit code, 0 to 255
  record Exited(int code) implements Ending {}

  /// The container's runtime could not start it.
  ///
  /// @param message as of the runtime: `exec: "nope": executable file not found in $PATH`
  record NotStarted(String message) implements Ending {}

  /// The streams are closed in order, but no status is sent.
  record NoStatus() implements Ending {}

  /// The TCP connection is reset, as when a node dies.
  record Reset() implements Ending {}
}
