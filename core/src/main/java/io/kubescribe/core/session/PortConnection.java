package io.kubescribe.core.session;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/// One forwarded connection of a port-forward, written when it ends.
///
/// @param port of the pod
/// @param requestId number the client gave it
/// @param openedAfter nanoseconds from the start of the session to its opening
/// @param toPod bytes sent to the pod
/// @param fromPod bytes that came from it
/// @param error what the server reported, null for nothing
public record PortConnection(
    int port,
    String requestId,
    long openedAfter,
    long toPod,
    long fromPod,
    @Nullable String error) {
  public PortConnection {
    requireNonNull(requestId, "requestId");
  }
}
