/// Decides queries on single events without an index, with the meaning that search gives them.
/// Start at [io.kubescribe.core.match.QueryMatcher].
@NullMarked
package io.kubescribe.core.match;

import org.jspecify.annotations.NullMarked;
