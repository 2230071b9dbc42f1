package io.kubescribe.ingest.simulated.stream;

import io.kubescribe.ingest.simulated.process.TerminalSize;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Supplier;

/// The streams of one client of an exec or attach.
///
/// @param stdin at its end when the client closes it, or goes
/// @param stdout blocks while the client does not read
public record RemoteStreams(
    InputStream stdin, OutputStream stdout, OutputStream stderr, Supplier<TerminalSize> size) {}
