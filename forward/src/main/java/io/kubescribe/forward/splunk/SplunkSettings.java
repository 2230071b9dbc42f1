package io.kubescribe.forward.splunk;

import io.kubescribe.forward.http.Secret;
import io.kubescribe.forward.profile.Profile;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// @param base scheme, host and port of the collector
/// @param index null for the default of the token
/// @param acknowledge whether events count as delivered only when indexers have acknowledged them;
///   the token must allow it
/// @param pollEvery how often the state of open acknowledgements is asked for
/// @param ackPatience after which events without acknowledgement are sent again; Splunk holds small
///   batches back, so not under 300 s in earnest
public record SplunkSettings(
    URI base,
    Secret token,
    @Nullable String index,
    String source,
    String sourcetype,
    Profile profile,
    boolean acknowledge,
    Duration pollEvery,
    Duration ackPatience) {}
