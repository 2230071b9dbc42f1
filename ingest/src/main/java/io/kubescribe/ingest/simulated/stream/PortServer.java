package io.kubescribe.ingest.simulated.stream;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// What listens on the ports of a container.
@FunctionalInterface
public interface PortServer {
  /// Serves one connection to its end.
  ///
  /// @throws java.net.ConnectException if nothing listens there
  /// @throws IOException if the client has gone
  void serve(int port, InputStream in, OutputStream out) throws IOException;
}
