/// Recordings and what is derived from them. So far the terminal emulator; start at
/// [io.kubescribe.replay.terminal.Terminal].
@NullMarked
package io.kubescribe.replay;

import org.jspecify.annotations.NullMarked;
