package io.kubescribe.replay;

import io.kubescribe.core.ConfigException;
import io.kubescribe.core.config.ByteSize;
import java.time.Duration;

/// How recordings are kept, and how long.
///
/// @param store where their bytes are
/// @param retention how long a recording is kept after its last record
/// @param minFree room on the disk below which no more is recorded; the log keeps what comes until
///   there is room again
public record ReplayConfig(Store store, Duration retention, ByteSize minFree) {
  /// The kinds of recording store.
  public enum Store {
    /// A folder of the data folder.
    DIRECTORY
  }

  public static final ReplayConfig DEFAULT =
      new ReplayConfig(Store.DIRECTORY, Duration.ofDays(400), ByteSize.ofMebibytes(500));

  /// @throws ConfigException if a value is out of range
  public ReplayConfig {
    if (!retention.isPositive()) {
      throw new ConfigException("replay.retention: must be positive, was " + retention);
    }
  }
}
