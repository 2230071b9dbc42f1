package io.kubescribe.ingest.gateway;

import io.kubescribe.core.session.RequestedStreams;
import io.kubescribe.core.session.SessionId;
import io.kubescribe.core.session.SessionStart;
import io.kubescribe.ingest.gateway.identity.Identity;
import io.kubescribe.ingest.gateway.request.Purpose;
import io.kubescribe.ingest.gateway.request.RequestTarget;
import io.kubescribe.ingest.gateway.request.UpgradeKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A request for a session, as its client made it.
///
/// @param claims what the client says of itself
/// @param hops that it names
record SessionRequest(
    SessionId id,
    Purpose.Session purpose,
    RequestTarget target,
    UpgradeKind upgrade,
    String clientAddress,
    List<String> hops,
    Map<String, String> claims) {
  SessionStart start(GatewayParts parts, Instant now, Identity identity) {
    return new SessionStart(
        now,
        purpose.kind(),
        parts.config().cluster(),
        purpose.namespace(),
        purpose.pod(),
        target.query().first("container").orElse(null),
        target.query().all("command"),
        new RequestedStreams(
            target.query().flag("stdin"),
            target.query().flag("stdout"),
            target.query().flag("stderr"),
            target.query().flag("tty")),
        parts.config().modeOf(purpose.namespace()),
        parts.config().recordInput(),
        parts.gateway(),
        identity.user(),
        identity.impersonator(),
        clientAddress,
        hops,
        target.uri(),
        null,
        claims);
  }
}
