package io.kubescribe.app.cli;

import io.kubescribe.ingest.file.ImportTarget;
import java.io.Closeable;
import java.io.IOException;
import java.net.http.HttpClient;

/// A server that an import may send to, for as long as this is open.
///
/// @param client that trusts the server's certificate
/// @param node closes what was started for it; does nothing for a server that runs anyway
record ServerAccess(ImportTarget target, HttpClient client, Closeable node) implements Closeable {
  @Override
  public void close() throws IOException {
    node.close();
  }
}
