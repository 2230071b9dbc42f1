package io.kubescribe.core.audit;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The searchable view of one `audit.k8s.io/v1` Event, parsed from its stored bytes by
/// [AuditEventParser]. Values are as the API server sent them; text fields that are absent or empty
/// in the event are null.
///
/// The user agent and all but the last source IP are claims of the client and are shown as such.
///
/// @param cluster from the envelope
/// @param timestamp `stageTimestamp`, else `requestReceivedTimestamp`, else received; microseconds
/// @param auditId id of the request; chosen by the client if it likes, of any length
/// @param stage `RequestReceived`, `ResponseStarted`, `ResponseComplete`, `Panic`, or what was sent
/// @param level `Metadata`, `Request`, `RequestResponse`, or what was sent
/// @param verb the Kubernetes verb; exec over WebSocket is `get`, over SPDY `create`
/// @param action ours: `exec`, `attach`, `portforward`, `proxy`, `logs`, `debug`, else null
/// @param sourceIps as sent, oldest hop first; at most 32 are kept here, the last always
/// @param sourceIp the last address, the only one that a client can't set
/// @param decision annotation `authorization.k8s.io/decision`
/// @param pod name of the pod of an exec, attach, portforward, proxy, logs or debug
/// @param container from the URI's `container` parameter
/// @param command the URI's `command` parameters joined by blanks
/// @param code `responseStatus.code`, 0 when absent
/// @param receivedToStageMicros `stageTimestamp - requestReceivedTimestamp`, -1 when unknown
/// @param flags what is odd about it: see [EventFlag]
public record AuditEvent(
    ClusterName cluster,
    Instant timestamp,
    String auditId,
    String stage,
    @Nullable String level,
    @Nullable String verb,
    @Nullable String action,
    @Nullable String user,
    List<String> groups,
    @Nullable String impersonatedUser,
    @Nullable String resource,
    @Nullable String subresource,
    @Nullable String apiGroup,
    @Nullable String namespace,
    @Nullable String name,
    @Nullable String uri,
    @Nullable String userAgent,
    List<String> sourceIps,
    @Nullable String sourceIp,
    int code,
    @Nullable String reason,
    @Nullable String decision,
    @Nullable String pod,
    @Nullable String container,
    @Nullable String command,
    long receivedToStageMicros,
    List<EventFlag> flags) {
  public AuditEvent {
    groups = List.copyOf(groups);
    sourceIps = List.copyOf(sourceIps);
    flags = List.copyOf(flags);
  }
}
