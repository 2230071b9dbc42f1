/// What a player has to show of a session, out of what was recorded; start at
/// [io.kubescribe.replay.derive.event.Playback]. Everything derived is made of these events.
///
/// - Characters parted between records of a stream are put together and have the later one's time;
///   what is malformed becomes U+FFFD, so the records are the evidence and never what is derived.
/// - Output and errors become one stream. Without a terminal nobody has put a carriage return
///   before a line feed: it is added, or the text would run down the screen like stairs.
/// - Sizes are those of our terminal (1–1000 × 1–500); a size of 0 says nothing and is left out.
@NullMarked
package io.kubescribe.replay.derive.event;

import org.jspecify.annotations.NullMarked;
