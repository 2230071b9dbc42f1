/// The text of a session: lines that were on the screen, in blocks for the search store.
@NullMarked
package io.kubescribe.replay.derive.transcript;

import org.jspecify.annotations.NullMarked;
