package io.kubescribe.app.node;

import io.kubescribe.core.Component;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The parts of a process in the order in which they were started; closed in reverse, so that
/// nothing is used after it was closed. Safe for use by many threads.
final class Parts implements Closeable {
  private static final Logger log = LoggerFactory.getLogger(Parts.class);

  private final List<Closeable> started = new ArrayList<>();
  private boolean closed;

  /// @throws IOException if everything was closed meanwhile; the part is closed then
  synchronized <T extends Closeable> T add(T part) throws IOException {
    if (closed) {
      part.close();
      throw new IOException("ended while it was started");
    }
    started.add(part);
    return part;
  }

  /// Those that can be asked how they are.
  synchronized List<Component> components() {
    return started.stream().filter(Component.class::isInstance).map(Component.class::cast).toList();
  }

  /// Closes every part; one that fails doesn't keep the others open.
  @Override
  public void close() throws IOException {
    IOException failure = null;
    for (Closeable part : takeAll().reversed()) {
      long began = System.nanoTime();
      try {
        part.close();
      } catch (Throwable e) {
        // An error of one part, such as a class that can't be loaded, must not keep others open.
        if (failure == null) {
          failure = new IOException("not everything was closed in order");
        }
        failure.addSuppressed(e);
      }
      log.atDebug()
          .addKeyValue("part", part.getClass().getSimpleName())
          .addKeyValue("millis", (System.nanoTime() - began) / 1_000_000)
          .log("closed");
    }
    if (failure != null) {
      throw failure;
    }
  }

  private synchronized List<Closeable> takeAll() {
    closed = true;
    List<Closeable> all = List.copyOf(started);
    started.clear();
    return all;
  }
}
