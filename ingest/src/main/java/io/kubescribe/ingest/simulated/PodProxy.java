package io.kubescribe.ingest.simulated;

import io.kubescribe.ingest.simulated.node.ObjectKey;
import io.kubescribe.ingest.simulated.node.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// `pods/proxy`: a server within the pod that sends back what it gets, or as many bytes as asked.
/// Safe for use by many threads.
final class PodProxy {
  private static final int BUFFER = 32 << 10;

  private final ObjectStore store;

  PodProxy(ObjectStore store) {
    this.store = store;
  }

  /// `POST …/proxy/echo` streams the body back; `GET …/proxy/bytes/N` streams N bytes.
  void serve(Call call) throws ApiException, IOException {
    RequestInfo info = call.info();
    String pod = info.name().split(":", 2)[0];
    if (store.get(new ObjectKey("pods", info.namespace(), pod)).isEmpty()) {
      throw ApiException.notFound("pods", pod);
    }
    switch (info.rest().isEmpty() ? "" : info.rest().getFirst()) {
      case "" -> call.text(200, "Hello from a simulated pod.\n");
      case "echo" -> echo(call);
      case "bytes" -> bytes(call, length(info));
      default -> throw ApiException.noSuchPath();
    }
  }

  private static long length(RequestInfo info) throws ApiException {
    try {
      return Long.parseUnsignedLong(info.rest().getLast());
    } catch (NumberFormatException e) {
      throw ApiException.noSuchPath();
    }
  }

  private static void echo(Call call) throws IOException {
    try (OutputStream out = call.stream("application/octet-stream")) {
      InputStream body = call.exchange().body();
      body.transferTo(out);
    } finally {
      call.ended(200);
    }
  }

  private static void bytes(Call call, long length) throws IOException {
    byte[] buffer = new byte[BUFFER];
    try (OutputStream out = call.stream("application/octet-stream")) {
      for (long left = length; left > 0; left -= buffer.length) {
        out.write(buffer, 0, (int) Math.min(left, buffer.length));
      }
    } finally {
      call.ended(200);
    }
  }
}
