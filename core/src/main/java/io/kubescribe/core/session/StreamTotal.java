package io.kubescribe.core.session;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/// What went through one stream in all.
///
/// @param bytes relayed
/// @param missing how many of them are in no record because of gaps or of the input policy; masked
///   input is in records, as `*`
/// @param sha256 SHA-256 of the relayed bytes, 64 hexadecimal digits; null when it was not computed
public record StreamTotal(SessionStream stream, long bytes, long missing, @Nullable String sha256) {
  public StreamTotal {
    requireNonNull(stream, "stream");
  }
}
