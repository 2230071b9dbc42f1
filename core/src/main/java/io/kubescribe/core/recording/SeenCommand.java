package io.kubescribe.core.recording;

import org.jspecify.annotations.Nullable;

/// A command line that was seen on the screen, which does not prove that it was executed.
///
/// @param nanos when it was sent off, since the start
/// @param prompt what stood before it; may be empty
/// @param text as it stood on the screen; `[no echo, 8 keys]` or `[masked, 8 keys]` for one that
///   was not shown
/// @param sequence the record by which it was sent off: the evidence
/// @param exitCode as the shell told it, null where it told none
public record SeenCommand(
    long nanos,
    String prompt,
    String text,
    Confidence confidence,
    Source source,
    long sequence,
    @Nullable Integer exitCode) {
  /// How much speaks for its being a command line and complete.
  public enum Confidence {
    HIGH("high"),
    MEDIUM("medium"),
    LOW("low");

    private final String wireName;

    Confidence(String wireName) {
      this.wireName = wireName;
    }

    /// The word in the API.
    public String wireName() {
      return wireName;
    }
  }

  /// What it was recognised by.
  public enum Source {
    /// The session's own command, as asked of the apiserver.
    REQUEST("request"),
    /// Where the cursor stood when the line was sent off.
    SCREEN("screen"),
    /// Marks that the shell wrote (OSC 133, 633); whoever writes to the terminal can forge them.
    MARKS("marks");

    private final String wireName;

    Source(String wireName) {
      this.wireName = wireName;
    }

    /// The word in the API.
    public String wireName() {
      return wireName;
    }
  }
}
