package io.kubescribe.replay.terminal;

import java.nio.ByteBuffer;

/// All of a terminal's state, as output that brings a new terminal of `columns` × `rows` to it:
/// ours, the player's (`init` of a segment, of an ALiS reset) or any other (the first event of a
/// cast). What had scrolled off comes first, since a later resize may bring it back.
///
/// @param text escape sequences and characters; may end within a sequence if the output did
/// @param partial bytes of a character that has begun, to be put before the bytes that follow
public record TerminalSnapshot(int columns, int rows, String text, ByteBuffer partial) {
  public TerminalSnapshot {
    partial = partial.asReadOnlyBuffer();
  }

  /// A view of its own, so that reading it moves no other reader.
  @Override
  public ByteBuffer partial() {
    return partial.duplicate();
  }
}
