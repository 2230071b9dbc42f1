package io.kubescribe.ingest;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// How a listener encrypts.
///
/// @param certificate PEM file with the certificate and its chain
/// @param key PEM file with the private key, PKCS#8
/// @param clientCa PEM file; when given, a client certificate that one of these has signed is
///   required beside the token; a gateway that checks its clients itself takes either
public record TlsConfig(Path certificate, Path key, @Nullable Path clientCa) {}
