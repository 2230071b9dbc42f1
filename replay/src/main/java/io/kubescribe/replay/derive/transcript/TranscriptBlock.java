package io.kubescribe.replay.derive.transcript;

import io.kubescribe.core.derived.ScreenLine;
import java.util.List;

/// Lines that follow each other in a transcript, about 4,000 characters: what is indexed as one.
///
/// @param number from 0
/// @param lines in the order in which they left the screen, at least one
/// @param redactions how many of them have secrets masked
public record TranscriptBlock(int number, List<ScreenLine> lines, int redactions) {
  public TranscriptBlock {
    lines = List.copyOf(lines);
  }
}
