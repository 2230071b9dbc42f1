package io.kubescribe.ingest.gateway.upstream;

import io.netty.handler.ssl.SslContext;
import org.jspecify.annotations.Nullable;

/// An apiserver and how to speak to it.
///
/// @param tls null for plain HTTP
/// @param serverName the name its certificate must have
/// @param authority value of `Host`
public record Endpoint(
    String host, int port, @Nullable SslContext tls, String serverName, String authority) {}
