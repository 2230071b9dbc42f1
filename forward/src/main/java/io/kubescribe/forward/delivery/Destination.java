package io.kubescribe.forward.delivery;

import io.kubescribe.core.store.IndexableEvent;
import java.io.Closeable;
import java.util.List;

/// A system that events are forwarded to: one protocol, one endpoint.
///
/// Keeps nothing of what it sends and tries nothing twice: it says what became of each item, and
/// the [Dispatcher] decides. Safe for use by many threads.
public interface Destination extends Closeable {
  /// What one request may hold; the same at every call.
  Limits limits();

  /// Encodes an event as it will stand in a request. Pure and without I/O.
  ///
  /// @return a new array
  /// @throws UnsendableException if this destination can't be given the event in any form
  byte[] prepare(IndexableEvent event) throws UnsendableException;

  /// Sends items in one request, in order, and waits for the answer.
  ///
  /// @param items one at least, within the [#limits()] unless a single item is over them
  /// @return the fate of each item, in their order; never thrown, whatever the far end does
  /// @throws InterruptedException if the process ends; what became of the items is unknown then
  Outcome send(List<Item> items) throws InterruptedException;
}
