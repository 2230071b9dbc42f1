package io.kubescribe.replay.derive.event;

import io.kubescribe.core.session.SessionStart;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Where a [Playback] has come to between two records, after its first event.
///
/// @param input bytes of a character typed that has begun and not ended, at most three
/// @param output likewise of standard output
/// @param errors likewise of standard error
/// @param afterReturn whether the last character put out was a carriage return
public record PlaybackState(
    @Nullable SessionStart start,
    long nanos,
    int columns,
    int rows,
    ByteBuffer input,
    ByteBuffer output,
    ByteBuffer errors,
    boolean afterReturn) {
  public PlaybackState {
    input = input.asReadOnlyBuffer();
    output = output.asReadOnlyBuffer();
    errors = errors.asReadOnlyBuffer();
  }

  /// A view of its own, so that reading it moves no other reader.
  @Override
  public ByteBuffer input() {
    return input.duplicate();
  }

  /// As [#input()].
  @Override
  public ByteBuffer output() {
    return output.duplicate();
  }

  /// As [#input()].
  @Override
  public ByteBuffer errors() {
    return errors.duplicate();
  }
}
