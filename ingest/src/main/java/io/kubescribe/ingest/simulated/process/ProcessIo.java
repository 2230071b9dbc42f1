package io.kubescribe.ingest.simulated.process;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Supplier;

/// What one process has to work with. Each write to an output stream travels as a frame of its own,
/// up to 32 KiB, and blocks while the client does not read.
///
/// @param command argv, of which the first chooses the program
/// @param tty whether the client asked for a terminal: then `stderr` is `stdout`, and the program
///   itself echoes and edits lines
/// @param stdin at its end at once when none was asked for
/// @param stdout swallows what is written when none was asked for; `stderr` likewise
/// @param size the terminal's size now
/// @param container where it runs
public record ProcessIo(
    List<String> command,
    boolean tty,
    InputStream stdin,
    OutputStream stdout,
    OutputStream stderr,
    Supplier<TerminalSize> size,
    Container container) {}
