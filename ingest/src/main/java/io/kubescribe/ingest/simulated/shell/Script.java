package io.kubescribe.ingest.simulated.shell;

import java.util.List;

/// A parsed command line: pipelines, each with what must have happened before it runs.
///
/// @param steps in order
record Script(List<Step> steps) {
  /// When a step runs.
  enum When {
    ALWAYS,
    AFTER_SUCCESS,
    AFTER_FAILURE
  }

  record Step(When when, List<Simple> pipeline) {}

  /// One command with its redirections.
  record Simple(List<Word> words, List<Redirection> redirections) {}

  /// @param from 1 or 2, or 0 for the input
  /// @param target a file, or 1 or 2 for a copy of that stream
  record Redirection(int from, boolean append, boolean copy, Word target) {}

  /// Text that is put together when the command runs.
  record Word(List<Part> parts) {}

  /// @param text literal, or the name of a variable
  record Part(boolean variable, String text) {}
}
