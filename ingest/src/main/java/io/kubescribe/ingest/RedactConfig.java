package io.kubescribe.ingest;

import java.util.List;

/// What is replaced in events before they are stored; `ingest.redact` in the config.
///
/// @param secrets whether values of Secrets, tokens and private keys are replaced
/// @param pointers further values, as RFC 6901 JSON pointers into the event such as
///   `/requestObject/data`; a segment `*` stands for every member or element
public record RedactConfig(boolean secrets, List<String> pointers) {
  public static final RedactConfig DEFAULT = new RedactConfig(true, List.of());

  public RedactConfig {
    pointers = List.copyOf(pointers);
  }
}
