/// Writes asciicasts, versions 2 and 3; start at [io.kubescribe.replay.derive.cast.CastWriter].
///
/// - Version 2 has times since the beginning, version 3 the interval since the event before.
/// - Both have `o` output, `r` resize, `m` marker, and at the end `x` with the exit status, which
///   version 2 does not know and readers pass over; `i` input only where asked for.
/// - The header has no command line: it may hold secrets (asciinema dropped it for that reason).
/// - A slice begins with what was on the screen, as its first output, and its times with 0.
@NullMarked
package io.kubescribe.replay.derive.cast;

import org.jspecify.annotations.NullMarked;
