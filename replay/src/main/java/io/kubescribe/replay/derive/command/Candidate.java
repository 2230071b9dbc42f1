package io.kubescribe.replay.derive.command;

import java.util.OptionalInt;

/// A line that was left, before all prompts are known.
///
/// @param line all of it, prompt included
/// @param prompt what stood left of the cursor when output paused; empty if nothing did
/// @param how it was found that somebody entered it
/// @param keys characters typed since the prompt; -1 when input is not recorded
/// @param alone whether nothing but the line's end came with its end
/// @param marked whether the shell marked where its prompt ended
/// @param exit as the shell told it
record Candidate(
    long nanos,
    long sequence,
    String line,
    String prompt,
    How how,
    int keys,
    boolean alone,
    boolean marked,
    OptionalInt exit) {
  enum How {
    /// The program that edits lines says so.
    EDITED,
    /// Enter was typed.
    ENTERED,
    /// The line was left after a pause.
    LEFT
  }

  Candidate withExit(int code) {
    return new Candidate(
        nanos, sequence, line, prompt, how, keys, alone, marked, OptionalInt.of(code));
  }
}
