package io.kubescribe.ingest.simulated.process;

import java.io.IOException;

/// A behaviour that stands in for a program of a container. Implementations serve many processes at
/// once.
@FunctionalInterface
public interface Program {
  /// Runs one process to its end on the calling virtual thread, which is interrupted when the
  /// client has gone or the container ends.
  ///
  /// @throws IOException if a stream is broken because the client has gone; ends the process
  Ending run(ProcessIo io) throws IOException, InterruptedException;
}
