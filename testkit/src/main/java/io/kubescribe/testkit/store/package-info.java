/// What every search store does ([io.kubescribe.testkit.store.SearchStoreContract], in one part for
/// each idea), the plain evaluation that it is compared with
/// ([io.kubescribe.testkit.store.QueryOracle], which uses nothing of core's readers of words,
/// patterns and leaves), and stores in memory for other tests.
@NullMarked
package io.kubescribe.testkit.store;

import org.jspecify.annotations.NullMarked;
