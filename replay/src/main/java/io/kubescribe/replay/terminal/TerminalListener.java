package io.kubescribe.replay.terminal;

/// Hears what happens in a [Terminal] while it is fed; called on the feeding thread, and may read
/// the terminal but not feed it. Every method does nothing unless overridden.
public interface TerminalListener {
  /// One that hears nothing.
  TerminalListener NONE = new TerminalListener() {};

  /// The cursor is about to leave its line by a line feed (LF, VT, FF, IND, NEL).
  default void lineFeeds() {}

  /// The other screen is about to be shown; what is on the present one can still be read.
  ///
  /// @param alternate whether it is the alternate one
  default void screenSwitches(boolean alternate) {}

  /// An operating system command: `0;TITLE`, `7;file://…`, `133;A`, `633;E;…`. Written by the
  /// session, so never to be trusted. The first 8 KiB.
  default void command(String text) {}

  default void bell() {}

  /// Programs that read a line with editing (readline, zle) switch this mode on for as long as they
  /// do: a line feed or the end of the mode is where a line was entered.
  default void bracketedPaste(boolean on) {}
}
