package io.kubescribe.replay.derive.cast;

import java.util.Optional;

/// A version of the format.
public enum CastVersion {
  /// Read by everything, also by the asciinema 2 of Debian 12.
  V2(2),
  /// Read by asciinema 3 and the player.
  V3(3);

  private final int number;

  CastVersion(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }

  /// The version with this number; empty for one that is not written.
  public static Optional<CastVersion> of(int number) {
    return switch (number) {
      case 2 -> Optional.of(V2);
      case 3 -> Optional.of(V3);
      default -> Optional.empty();
    };
  }
}
