/// A terminal emulator of our own; start at [io.kubescribe.replay.terminal.Terminal].
@NullMarked
package io.kubescribe.replay.terminal;

import org.jspecify.annotations.NullMarked;
