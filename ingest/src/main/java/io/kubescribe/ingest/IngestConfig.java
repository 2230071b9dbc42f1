package io.kubescribe.ingest;

/// How audit events come in; `ingest` in the config.
public record IngestConfig(AuditConfig audit, RedactConfig redact) {
  public static final IngestConfig DEFAULT =
      new IngestConfig(AuditConfig.DEFAULT, RedactConfig.DEFAULT);
}
