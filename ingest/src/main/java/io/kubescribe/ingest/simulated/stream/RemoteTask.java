package io.kubescribe.ingest.simulated.stream;

import io.kubescribe.ingest.simulated.process.Ending;
import java.io.IOException;

/// What the streams are for. Runs on a virtual thread of its own, which is interrupted when the
/// client has gone.
@FunctionalInterface
public interface RemoteTask {
  /// @throws IOException if a stream is broken; then the client is told nothing more
  Ending run(RemoteStreams streams) throws IOException, InterruptedException;
}
