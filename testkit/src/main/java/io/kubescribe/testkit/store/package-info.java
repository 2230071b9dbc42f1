/// Search stores for tests: [io.kubescribe.testkit.store.BruteForceSearchStore] says what the right
/// answer is.
@NullMarked
package io.kubescribe.testkit.store;

import org.jspecify.annotations.NullMarked;
