package io.kubescribe.ingest.file;

import java.util.Optional;
import java.util.OptionalLong;

/// How far an import is.
///
/// @param bytesRead of the files as they are stored
/// @param bytesTotal empty if it is not known
/// @param stored pieces that the receiver has made durable
/// @param indexed those of them that searches find, or that are known not to become events
/// @param trouble why it is not going on at the moment
public record ImportProgress(
    long bytesRead, OptionalLong bytesTotal, long stored, long indexed, Optional<String> trouble) {}
