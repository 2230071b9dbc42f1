/// Writes JSON as text, for files of many small arrays.
@NullMarked
package io.kubescribe.replay.derive.json;

import org.jspecify.annotations.NullMarked;
