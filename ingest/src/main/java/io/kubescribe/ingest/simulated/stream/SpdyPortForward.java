package io.kubescribe.ingest.simulated.stream;

import io.kubescribe.ingest.simulated.http.Wire;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Serves a port-forward: each connection is a pair of streams, for data and for an error, with one
/// request id.
public final class SpdyPortForward {
  private static final int MOST_STREAMS = 512;

  private final SpdyConnection connection;
  private final PortServer ports;
  private final Map<String, SpdyStream> errors = new ConcurrentHashMap<>();

  public SpdyPortForward(Wire wire, PortServer ports) {
    this.connection = new SpdyConnection(wire, MOST_STREAMS, this::opened);
    this.ports = ports;
  }

  /// Returns when the client has gone.
  public void serve() {
    connection.serve();
    connection.closeWire();
  }

  private void opened(SpdyStream stream) {
    String request = stream.header("requestid");
    if (stream.header("streamtype").equals("error")) {
      errors.put(request, stream);
      return;
    }
    @Nullable SpdyStream error = errors.remove(request);
    if (error != null) {
      Thread.ofVirtual().name("simulated-port").start(() -> serve(stream, error));
    }
  }

  private void serve(SpdyStream data, SpdyStream error) {
    String port = data.header("port");
    try {
      try {
        ports.serve(number(port), data.input(), data.output());
      } catch (ConnectException e) {
        error
            .output()
            .write(
                ("error forwarding port " + port + " to pod: " + e.getMessage())
                    .getBytes(StandardCharsets.UTF_8));
      }
      data.output().close();
      error.output().close();
    } catch (IOException e) {
      // The client has gone.
    } finally {
      connection.forget(data);
      connection.forget(error);
    }
  }

  private static int number(String port) throws ConnectException {
    try {
      return Integer.parseInt(port);
    } catch (NumberFormatException e) {
      throw new ConnectException("no port: " + port);
    }
  }
}
