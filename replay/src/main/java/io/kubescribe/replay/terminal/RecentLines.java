package io.kubescribe.replay.terminal;

/// Remembers roughly the last 4,096 texts by a hash of 64 bits, so that a screen that is drawn over
/// and over is told once. Of texts that share a place only the last is remembered.
final class RecentLines {
  private static final int PLACES = 4096;
  private static final long FNV_BASIS = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private final long[] hashes = new long[PLACES];

  /// @return whether it was not remembered
  boolean add(String text) {
    long hash = FNV_BASIS;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * FNV_PRIME;
    }
    int place = (int) (hash ^ (hash >>> 32)) & (PLACES - 1);
    if (hashes[place] == hash) {
      return false;
    }
    hashes[place] = hash;
    return true;
  }
}
