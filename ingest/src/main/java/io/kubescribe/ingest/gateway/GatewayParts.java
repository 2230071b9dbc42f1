package io.kubescribe.ingest.gateway;

import io.kubescribe.ingest.GatewayConfig;
import io.kubescribe.ingest.gateway.control.OpenSessions;
import io.kubescribe.ingest.gateway.identity.Identities;
import io.kubescribe.ingest.gateway.upstream.Kubeconfig;
import io.kubescribe.ingest.gateway.upstream.Upstream;
import io.kubescribe.ingest.session.SessionDecoders;
import io.kubescribe.ingest.session.SessionRecordings;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/// What all connections of a gateway share.
///
/// @param upstream for requests of clients
/// @param endings takes what is still on its way to the log when a session ends
record GatewayParts(
    GatewayConfig config,
    Kubeconfig kubeconfig,
    Upstream upstream,
    Identities identities,
    SessionRecordings recordings,
    SessionDecoders decoders,
    OpenSessions sessions,
    PodLookup pods,
    Endings endings,
    GatewayMetrics metrics,
    GatewayLimits limits,
    InstantSource clock,
    RandomGenerator random,
    String gateway) {}
