package io.kubescribe.ingest.simulated.stream;

/// Which streams a client has asked for. A terminal has no stderr of its own.
public record StreamSet(boolean stdin, boolean stdout, boolean stderr, boolean tty) {
  public StreamSet {
    stderr = stderr && !tty;
  }
}
