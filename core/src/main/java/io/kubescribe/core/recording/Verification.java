package io.kubescribe.core.recording;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What recomputing all checksums and hashes of a recording came to.
///
/// @param chunks how many were read, broken ones included
/// @param rootHash as recomputed, 64 hexadecimal digits; null when something is broken or the
///   recording is live
/// @param faults what is broken, in order; empty if all is as it was written
public record Verification(long chunks, @Nullable String rootHash, List<Fault> faults) {
  /// Something broken.
  ///
  /// @param epoch part of the recording, from 1
  /// @param chunk number of the chunk in it, from 0; -1 for the part's header or seal
  /// @param position first byte concerned, in the part
  /// @param what one line for people
  public record Fault(int epoch, int chunk, long position, String what) {}

  public Verification {
    faults = List.copyOf(faults);
  }

  public boolean ok() {
    return faults.isEmpty();
  }
}
