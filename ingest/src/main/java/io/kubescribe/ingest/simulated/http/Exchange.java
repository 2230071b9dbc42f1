package io.kubescribe.ingest.simulated.http;

import io.netty.handler.codec.http.HttpHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;

/// One request and its answer, of which there is one: [#answer], [#stream] or [#upgrade]. For use
/// by the thread that handles it.
public interface Exchange {
  String method();

  /// The target as sent, in any form.
  String target();

  HttpHeaders headers();

  InetAddress peer();

  /// Blocks until bytes of the body come.
  InputStream body();

  /// Answers with the whole body.
  ///
  /// @param headers `Content-Length` and `Date` are added
  /// @throws IOException if the connection is closed
  void answer(int status, HttpHeaders headers, byte[] body) throws IOException;

  /// Answers with a body in chunks, of which each write makes one; closing the stream ends it.
  ///
  /// @throws IOException if the connection is closed; so do the stream's methods
  OutputStream stream(int status, HttpHeaders headers) throws IOException;

  /// Answers 101; what the client has sent behind its request is lost, as with kube-apiserver.
  ///
  /// @throws IOException if the connection is closed
  Wire upgrade(HttpHeaders headers) throws IOException;

  /// Closes the connection after the answer.
  void closeAfterAnswer();
}
