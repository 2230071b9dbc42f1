package io.kubescribe.core.session;

import static java.util.Objects.requireNonNull;

import io.kubescribe.core.audit.ClusterName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All that is known when a session begins. Written before the apiserver is contacted, so what the
/// apiserver decides (default container, protocol) comes later as [SessionRecord.Facts] and
/// [SessionRecord.Negotiated].
///
/// @param startedAt the instant from which a record's nanoseconds count
/// @param container as asked for; null leaves it to the apiserver
/// @param command argv, empty for attach and port-forward
/// @param asked streams and terminal
/// @param user who acts; for an impersonating gateway the user it impersonates
/// @param impersonator who asked to act as `user` (`--as`); null when nobody did
/// @param clientAddress IP address of the TCP peer
/// @param sourceAddresses what the client says about hops before it (`X-Forwarded-For`)
/// @param requestUri path and query as sent upstream
/// @param pod null when not known yet
/// @param claims what the client says and nobody checked, such as `auditId`, `kubectlSession`,
///   `kubectlCommand`, `userAgent`
public record SessionStart(
    Instant startedAt,
    SessionKind kind,
    ClusterName cluster,
    String namespace,
    String podName,
    @Nullable String container,
    List<String> command,
    RequestedStreams asked,
    RecordingMode mode,
    InputPolicy input,
    String gateway,
    SessionUser user,
    @Nullable SessionUser impersonator,
    String clientAddress,
    List<String> sourceAddresses,
    String requestUri,
    @Nullable PodFacts pod,
    Map<String, String> claims) {
  public SessionStart {
    requireNonNull(startedAt, "startedAt");
    requireNonNull(kind, "kind");
    requireNonNull(cluster, "cluster");
    requireNonNull(namespace, "namespace");
    requireNonNull(podName, "podName");
    requireNonNull(asked, "asked");
    requireNonNull(mode, "mode");
    requireNonNull(input, "input");
    requireNonNull(gateway, "gateway");
    requireNonNull(user, "user");
    requireNonNull(clientAddress, "clientAddress");
    requireNonNull(requestUri, "requestUri");
    command = List.copyOf(command);
    sourceAddresses = List.copyOf(sourceAddresses);
    claims = Map.copyOf(claims);
  }
}
