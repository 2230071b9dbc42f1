package io.kubescribe.app.cli;

import java.io.IOException;

/// A form of output for events. One use, one thread.
interface EventOutput {
  /// Writes a page; the first one may decide about the others.
  void page(EventPage page) throws IOException;

  /// Called once after the last page, also if there was none with events.
  ///
  /// @param last page that was asked for
  void end(EventPage last) throws IOException;
}
