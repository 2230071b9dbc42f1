/// What is derived from a recording, as pure functions of its records, so that it can be made anew
/// at any time. [io.kubescribe.replay.derive.Derivation] makes in one pass all that is kept.
///
/// | part | package |
/// | --- | --- |
/// | records to what a player shows | `event` |
/// | asciicasts and slices of them | `cast` |
/// | the player's segmented source, and seeking by it | `segment` |
/// | lines that were on the screen | `transcript` |
/// | command lines that were entered | `command` |
/// | activity, pauses, full-screen programs | `timeline` |
/// | masking secrets in all of it | `secret` |
/// | a screen as text and as a picture | `screen` |
/// | watching a live recording | `live` |
@NullMarked
package io.kubescribe.replay.derive;

import org.jspecify.annotations.NullMarked;
