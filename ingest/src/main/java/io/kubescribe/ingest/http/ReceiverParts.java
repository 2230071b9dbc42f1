package io.kubescribe.ingest.http;

import java.time.InstantSource;

/// What all connections of a receiver share.
record ReceiverParts(
    RequestGate gate,
    AuditWork work,
    BodyMemory memory,
    ReceiverMetrics metrics,
    RefusalLog refusals,
    ReceiverLimits limits,
    InstantSource clock) {}
