/// Brings what is derived from recordings to `kubescribe.derived`, where it becomes searchable and
/// can be forwarded; start at [io.kubescribe.replay.publish.DerivedPublisher].
///
/// A session is derived from its first record on, redacted, and its documents are sent in the order
/// in which they come about: a summary, full blocks of lines and from time to time what has changed
/// while it is live, then command lines and the last summary. Deriving is a function of the records
/// alone, so whatever is sent again has the same key and content and collapses. When more records
/// come after a recording was sealed as interrupted, all of it is derived anew under a higher
/// version, since what was on the screen at the supposed end went on.
///
/// The file of progress, UTF-8 lines, replaced as a whole and atomically:
///
/// | line | is |
/// | --- | --- |
/// | `kubescribe-published 1 VERSION` | format and [io.kubescribe.replay.derive.Derivation#VERSION]; with another version all is derived anew |
/// | `before ID` | sessions with smaller ids are done; at most one |
/// | `done ID VERSION RECORDS STATE` | this session is done as far as it had come then |
@NullMarked
package io.kubescribe.replay.publish;

import org.jspecify.annotations.NullMarked;
