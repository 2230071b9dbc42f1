package io.kubescribe.core.session;

/// What the query of an exec or attach asked for. With a terminal there is no stderr: the apiserver
/// drops it, and what the process writes there comes as stdout.
public record RequestedStreams(boolean stdin, boolean stdout, boolean stderr, boolean tty) {
  public RequestedStreams {
    stderr = stderr && !tty;
  }
}
