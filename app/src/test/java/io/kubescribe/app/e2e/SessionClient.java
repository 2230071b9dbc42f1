package io.kubescribe.app.e2e;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// An exec over WebSocket, as ann. Safe for use by many threads.
final class SessionClient implements WebSocket.Listener {
  private static final int STDOUT = 1;
  private static final int STATUS = 3;

  private final Consumer<ByteBuffer> output;
  private final ByteArrayOutputStream status = new ByteArrayOutputStream();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final WebSocket socket;
  private int channel = -1;

  /// @param output gets what comes on stdout, on one thread at a time
  /// @throws java.util.concurrent.CompletionException if the gateway refuses
  SessionClient(HttpClient http, URI uri, Consumer<ByteBuffer> output) {
    this.output = output;
    socket =
        http.newWebSocketBuilder()
            .header("Authorization", "Bearer " + GatewayNode.TOKEN)
            .subprotocols("v5.channel.k8s.io")
            .buildAsync(uri, this)
            .join();
  }

  void type(String text) {
    type(text.getBytes(StandardCharsets.UTF_8));
  }

  void type(byte[] keys) {
    byte[] message = new byte[keys.length + 1];
    System.arraycopy(keys, 0, message, 1, keys.length);
    socket.sendBinary(ByteBuffer.wrap(message), true).join();
  }

  /// What came of the process's end, or the gateway's message.
  synchronized String status() {
    return status.toString(StandardCharsets.UTF_8);
  }

  /// Completes with the code of the close frame, or fails if there was none.
  CompletableFuture<Integer> closed() {
    return closed;
  }

  void abort() {
    socket.abort();
  }

  @Override
  public synchronized CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
    // A message may come in parts, of which the first has the channel.
    if (channel < 0 && data.hasRemaining()) {
      channel = data.get();
    }
    if (channel == STDOUT) {
      output.accept(data);
    } else if (channel == STATUS) {
      while (data.hasRemaining()) {
        status.write(data.get());
      }
    }
    if (last) {
      channel = -1;
    }
    from.request(1);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    closed.complete(code);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    closed.completeExceptionally(error);
  }
}
