package io.kubescribe.ingest.event;

import io.kubescribe.core.audit.Redaction;
import io.kubescribe.core.crypto.DataKey;
import io.kubescribe.ingest.RedactConfig;
import java.util.List;

/// Replaces what is secret in an event by markers; rules and grammar in the package's description.
/// Bytes that are not replaced stay as they are. Safe for use by many threads.
public final class Redactor {
  /// @param raw the same array when nothing was replaced
  /// @param redactions in order of position
  @SuppressWarnings("ArrayRecordComponent") // bytes are passed on, never compared
  public record Redacted(byte[] raw, List<Redaction> redactions) {
    public Redacted {
      redactions = List.copyOf(redactions);
    }
  }

  private final boolean secrets;
  private final List<ConfiguredPointer> pointers;
  private final DataKey key;

  /// @param key of the data folder; hashes of the same value agree for as long as it lives
  /// @throws io.kubescribe.core.ConfigException if a pointer is none, or would replace what an
  ///   event can't be read without
  public Redactor(RedactConfig config, DataKey key) {
    this.secrets = config.secrets();
    this.pointers = config.pointers().stream().map(ConfiguredPointer::parse).toList();
    this.key = key;
  }

  /// @param raw one event that [io.kubescribe.core.audit.AuditEventParser] accepts
  public Redacted redact(byte[] raw) {
    Edits edits = new Edits(raw);
    if (secrets) {
      new SecretFinder(raw, edits, 0).event();
    }
    for (ConfiguredPointer pointer : pointers) {
      pointer.find(raw, edits);
    }
    return edits.apply(key);
  }
}
