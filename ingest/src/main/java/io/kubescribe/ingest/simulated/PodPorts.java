package io.kubescribe.ingest.simulated;

import io.kubescribe.ingest.simulated.stream.PortServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// What listens in every simulated pod: an echo on port 7, a small web server on 80 and 8080.
final class PodPorts implements PortServer {
  private static final int ECHO = 7;
  private static final int MAX_HEAD = 64 << 10;

  @Override
  public void serve(int port, InputStream in, OutputStream out) throws IOException {
    switch (port) {
      case ECHO -> in.transferTo(out);
      case 80, 8080 -> http(in, out);
      default ->
          throw new ConnectException(
              "failed to connect to localhost:"
                  + port
                  + " inside the simulated pod: connect: connection refused");
    }
  }

  private static void http(InputStream in, OutputStream out) throws IOException {
    while (true) {
      String head = head(in);
      if (head.isEmpty()) {
        return;
      }
      String[] request = head.split(" ", 3);
      String path = request.length > 1 ? request[1] : "/";
      byte[] body = ("Hello from a simulated pod: " + path + "\n").getBytes(StandardCharsets.UTF_8);
      out.write(
          ("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: "
                  + body.length
                  + "\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      out.write(body);
      if (head.toLowerCase(Locale.ROOT).contains("connection: close")) {
        return;
      }
    }
  }

  /// @return empty at the end
  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int ends = 0;
    while (ends < 2 && head.size() < MAX_HEAD) {
      int b = in.read();
      if (b < 0) {
        return "";
      }
      head.write(b);
      ends = b == '\n' ? ends + 1 : b == '\r' ? ends : 0;
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }
}
