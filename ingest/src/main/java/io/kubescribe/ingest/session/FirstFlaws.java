package io.kubescribe.ingest.session;

import io.kubescribe.core.session.Flaw;
import java.util.EnumSet;
import java.util.Set;

/// Tells a sink the first flaw of each kind: a client that sends a million of them must not write a
/// million records. For one session's event loop only.
public final class FirstFlaws {
  private final SessionSink sink;
  private final Set<Flaw> told = EnumSet.noneOf(Flaw.class);

  public FirstFlaws(SessionSink sink) {
    this.sink = sink;
  }

  /// @param detail one line for people
  public void report(Flaw flaw, String detail) {
    if (told.add(flaw)) {
      sink.flaw(flaw, detail);
    }
  }
}
