/// Watching a session while it runs, by the protocol ALiS of asciinema, version 1.
///
/// Binary messages; numbers are unsigned LEB128, times in microseconds:
///
/// | message | is |
/// | --- | --- |
/// | `ALiS` 01 | the first one |
/// | 01 lastId time columns rows 00 length init | reset: the screen as it is, as output that rebuilds it |
/// | `o` id interval length text | output |
/// | `r` id interval columns rows | another size |
/// | `m` id interval length text | something to point out |
/// | `x` id interval status | the process has ended |
/// | 04 id interval | nothing more comes |
///
/// An interval is the time since the event before, or since the reset.
///
/// @see <a href="https://docs.asciinema.org/manual/alis/v1/">ALiS v1</a>
@NullMarked
package io.kubescribe.replay.derive.live;

import org.jspecify.annotations.NullMarked;
