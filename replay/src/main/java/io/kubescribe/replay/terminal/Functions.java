package io.kubescribe.replay.terminal;

/// What a [Parser] recognises.
interface Functions {
  void print(int code);

  /// A control of one character, or of the eight bits.
  void control(int code);

  /// An escape sequence.
  ///
  /// @param intermediate the last one, or 0
  void escape(int intermediate, int code);

  /// A control sequence.
  ///
  /// @param intermediate the last prefix or intermediate, or 0
  /// @param parameters good until the call ends
  void sequence(int intermediate, int code, Parameters parameters);

  /// An operating system command, the first 8 KiB of it.
  void command(String text);
}
