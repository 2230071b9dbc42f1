/// Brings the log into the search store: see [io.kubescribe.index.IndexConfig]. This module is the
/// only writer of the search store, and a search store comes from it: in `lucene`.
@NullMarked
package io.kubescribe.index;

import org.jspecify.annotations.NullMarked;
