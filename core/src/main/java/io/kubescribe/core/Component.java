package io.kubescribe.core;

import java.io.Closeable;

/// A part of the process that can be asked whether it works and that is closed with it.
///
/// Constructors do no I/O; only things that own a thread have a `start()`. Safe for use by many
/// threads.
public interface Component extends Closeable {
  /// The word by which health pages name this part, such as `search-store`.
  String name();

  /// Answers "would a call work now?", in less than a second and without side effects.
  CheckResult check();
}
