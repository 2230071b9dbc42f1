package io.kubescribe.app.e2e;

import java.time.Duration;

/// How much of a long test is run: a short form with every `./kubescribe test`, the full counts
/// with `./kubescribe soak`.
final class Scale {
  private static final boolean SOAK = Boolean.getBoolean("kubescribe.soak");

  private Scale() {}

  /// Whether figures may be asserted: the machine is ours then, and the run long enough.
  static boolean isFull() {
    return SOAK;
  }

  static int of(int test, int soak) {
    return SOAK ? soak : test;
  }

  static Duration of(Duration test, Duration soak) {
    return SOAK ? soak : test;
  }
}
