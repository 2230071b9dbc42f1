package io.kubescribe.ingest.session;

import io.kubescribe.core.session.Flaw;
import io.kubescribe.core.session.SessionStream;
import io.netty.buffer.ByteBuf;

/// Is told what the bytes of one session mean, in the order in which they passed. Called on the
/// session's event loop, out of [SessionDecoder#client] and [SessionDecoder#server]; throws
/// nothing.
public interface SessionSink {
  /// @param bytes at least one; borrowed: valid during the call only, reader index may be moved
  void data(SessionStream stream, ByteBuf bytes);

  /// @param width columns as the client sent them, 0 to 65,535
  /// @param height rows as the client sent them, 0 to 65,535
  void resize(int width, int height);

  /// One side will write no more to this stream.
  void halfClosed(SessionStream stream);

  /// How the process ended; at most once.
  ///
  /// @param bytes the server's `metav1.Status` in JSON, or its text, as on the wire
  void status(byte[] bytes);

  /// The client opened a connection of a port-forward.
  ///
  /// @param requestId number the client gave it
  void portOpened(int port, String requestId);

  /// A connection of a port-forward ended, or the session did.
  ///
  /// @param toPod bytes sent to the pod
  /// @param fromPod bytes that came from it
  /// @param error what the server reported, empty for nothing
  void portClosed(int port, String requestId, long toPod, long fromPod, String error);

  /// Something is wrong with the bytes that the decoder was just given. Strict mode does not
  /// forward them and ends the session.
  ///
  /// @param detail one line for people
  void flaw(Flaw flaw, String detail);
}
