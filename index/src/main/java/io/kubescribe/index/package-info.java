/// Follows the log into the search store, exactly once.
@NullMarked
package io.kubescribe.index;

import org.jspecify.annotations.NullMarked;
