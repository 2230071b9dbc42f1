package io.kubescribe.ingest.session;

import io.netty.buffer.ByteBuf;

/// Follows the bytes of one session after its 101 answer, in both directions, and tells a
/// [SessionSink] what they mean. Passive: it keeps, changes and forwards nothing. Its memory is
/// bounded whatever it is fed. For the session's event loop only.
///
/// Feed it what is forwarded, no more and no less: bytes that the relay holds back (window, back
/// pressure) are decoded when they are released, so that [#atServerBoundary] speaks about what the
/// client was sent. Call it before the bytes are forwarded: a flaw is told as soon as the byte that
/// shows it is there.
public interface SessionDecoder {
  /// Bytes that go to the server, cut anywhere.
  ///
  /// @param bytes borrowed; its indexes and reference count stay as they are
  void client(ByteBuf bytes);

  /// Bytes that go to the client, cut anywhere.
  ///
  /// @param bytes borrowed; its indexes and reference count stay as they are
  void server(ByteBuf bytes);

  /// Whether the bytes given to [#server] so far end with a whole frame, so that bytes of ours may
  /// follow; false for ever after a flaw that is blinding.
  boolean atServerBoundary();

  /// Bytes that end the session towards the client so that kubectl prints the message and exits
  /// with 1: WebSocket, a failed Status on channel 3 and close 1000; SPDY, the end of stdout and
  /// stderr, the Status and the end of the error stream, GOAWAY. Older protocols get the message as
  /// text. Close the connection when they are written. Nothing may be given to [#server]
  /// afterwards.
  ///
  /// Off a boundary, the data frame under way is completed with zero bytes (terminals ignore them)
  /// when no more than 64 KiB are missing.
  ///
  /// @param message one line for people
  /// @return owned by the caller; empty where no ending is possible: only closing the connection is
  ///   left
  ByteBuf ending(String message);

  /// Bytes that show a text on the user's terminal: on stderr, or on stdout with a terminal.
  ///
  /// @param text lines that end with a line feed
  /// @return owned by the caller; empty when this is no boundary or the client has not opened the
  ///   stream yet: ask again after later bytes of the server. Always empty for a port-forward
  ByteBuf banner(String text);

  /// Bytes that the client may be sent at any boundary to see whether it is there (a WebSocket or
  /// SPDY ping); its answer goes to the server, which ignores it.
  ///
  /// @return owned by the caller; empty when this is no boundary
  ByteBuf ping();

  /// Tells the sink what is left, such as connections of a port-forward that nobody closed, and
  /// frees memory. May be called twice; nothing else may be called afterwards.
  void close();
}
