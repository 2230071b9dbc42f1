package io.kubescribe.queryapi.language;

import org.jspecify.annotations.Nullable;

/// One end of a range.
///
/// @param word null for open
record Bound(@Nullable Word word, boolean included) {
  static final Bound OPEN = new Bound(null, true);
}
